import {
	authorityFiles,
	type Capture,
	type Endpoint,
	formatEndpoint,
	hostAndPort,
	type ListenAddress,
	preloadVariables,
} from '@refrain/capture';
import { connectable } from './notices.ts';
import type { RecordOptions } from './options.ts';

type Variables = Record<string, string>;
type Present = Readonly<Record<string, string | undefined>>;

/**
 * What makes a wrapped program go through the recorder: addresses for those who ask for them, proxy variables for what heeds them, a
 * preload for Node, and the certificate authority for all.
 */
export function wrapVariables(
	options: RecordOptions,
	{ addresses }: Pick<Capture, 'addresses'>,
	present: Present,
): Variables {
	const variables: Variables = {};
	for (const [at, listener] of options.listeners.entries()) {
		const address = addresses[at];
		if (!address) continue;
		const here = hostAndPort(connectable(listener.host), address.port);
		if (listener.mode === 'reverse' && !variables.REFRAIN_PROXY_URL) {
			Object.assign(variables, addressVariables(`ws://${here}`, listener.target, present));
		}
		if (listener.mode === 'forward') Object.assign(variables, proxyVariables(`http://${here}`));
		if (listener.mode === 'transparent') Object.assign(variables, preloadFor(address, addresses, present));
	}
	const trust = options.certsDirectory === null ? {} : trustVariables(options.certsDirectory);
	return { ...variables, ...trust };
}

/** WS_URL is set unless it points to something else than the service. */
export function addressVariables(proxyUrl: string, target: Endpoint, present: Present): Variables {
	const variables = { REFRAIN_PROXY_URL: proxyUrl };
	const own = present.WS_URL;
	if (own === undefined) return { ...variables, WS_URL: proxyUrl };
	if (!URL.canParse(own) || new URL(own).origin !== new URL(formatEndpoint(target)).origin) return variables;
	const { pathname, search } = new URL(own);
	return { ...variables, WS_URL: `${proxyUrl}${pathname}${search}` };
}

/** Lower and upper case: programs differ. ALL_PROXY is left alone: many Python programs refuse to start with a SOCKS address in it. */
function proxyVariables(proxy: string): Variables {
	const names = ['http_proxy', 'https_proxy', 'grpc_proxy'];
	return Object.fromEntries([...names, ...names.map((name) => name.toUpperCase())].map((name) => [name, proxy]));
}

function preloadFor(led: ListenAddress, addresses: readonly ListenAddress[], present: Present): Variables {
	return preloadVariables(led, {
		own: addresses.map(({ port }) => port),
		...(present.NODE_OPTIONS === undefined ? {} : { nodeOptions: present.NODE_OPTIONS }),
	});
}

function trustVariables(directory: string): Variables {
	const { certificate, bundle } = authorityFiles(directory);
	return {
		// Adds to what Node trusts; the others replace it.
		NODE_EXTRA_CA_CERTS: certificate,
		SSL_CERT_FILE: bundle,
		REQUESTS_CA_BUNDLE: bundle,
		CURL_CA_BUNDLE: bundle,
	};
}
