/** What the check needs of a request; header values as sent, null when absent. */
export interface RequestOrigin {
	host: string | null;
	origin: string | null;
	/** Sec-Fetch-Site, which browsers send and pages cannot set. */
	fetchSite: string | null;
}

/** Who a request acts for. There are no accounts yet: whoever reaches this machine's loopback is its user. */
export interface User {
	kind: 'local';
	name: string;
}

export type Access = { user: User; refusal: null } | { user: null; refusal: string };

const LOOPBACK = /^(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Decides whether a request may use more than a share link.
 *
 * The server listens on loopback, but a web page anywhere can make the browser of this machine send requests here:
 * directly (cross-site), or through a host name that first resolves to its own server and then to 127.0.0.1 (DNS
 * rebinding). The first is told by Origin and Sec-Fetch-Site, the second by a Host that is no name of this machine.
 * @param allowedHosts further host names, without port, that the operator vouches for
 */
export function checkAccess(request: RequestOrigin, allowedHosts: readonly string[] = []): Access {
	const host = hostName(request.host);
	if (host === null) return refuse('The request has no Host header.');
	if (!LOOPBACK.test(host) && !allowedHosts.includes(host))
		return refuse(
			`This server answers to names of this machine only, and "${host}" is none. Open it as localhost, or add the name to REFRAIN_ALLOWED_HOSTS.`,
		);
	if (request.fetchSite !== null && !['same-origin', 'none'].includes(request.fetchSite))
		return refuse('Another web page made this request. Open Refrain itself.');
	if (request.origin !== null && originHost(request.origin) !== request.host?.toLowerCase())
		return refuse(`A page of ${request.origin} made this request. Open Refrain itself.`);
	return { user: { kind: 'local', name: 'local user' }, refusal: null };
}

/** The three headers of {@link RequestOrigin}. */
export function requestOrigin(headers: { get(name: string): string | null }): RequestOrigin {
	return { host: headers.get('host'), origin: headers.get('origin'), fetchSite: headers.get('sec-fetch-site') };
}

function refuse(refusal: string): Access {
	return { user: null, refusal };
}

function hostName(host: string | null): string | null {
	return host?.toLowerCase().replace(/:\d+$/, '') || null;
}

/** 'null' (a sandboxed frame, a file) has no host and so equals none. */
function originHost(origin: string): string | null {
	return URL.canParse(origin) ? new URL(origin).host : null;
}
