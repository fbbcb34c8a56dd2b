import type { Endpoint } from './endpoint.ts';

/**
 * Where a redirected client meant to go, from the lines of /proc/net/nf_conntrack. Each line has the connection as the client made it, and
 * as its answers come: `src=CLIENT dst=SERVICE sport=... dport=... src=HERE dst=CLIENT sport=... dport=...`.
 */
export function findOriginalDestination(
	table: string,
	{ clientAddress, clientPort, localPort }: { clientAddress: string; clientPort: number; localPort: number },
): Endpoint | null {
	for (const line of table.split('\n')) {
		if (!line.includes(`sport=${clientPort} `)) continue;
		const values = (key: string) =>
			Array.from(line.matchAll(new RegExp(`\\b${key}=(\\S+)`, 'g')), ([, value]) => value ?? '');
		const [source] = values('src');
		const [host] = values('dst');
		const [sourcePort, answerPort] = values('sport');
		const [port] = values('dport');
		const isIt = source === clientAddress && Number(sourcePort) === clientPort && Number(answerPort) === localPort;
		// A connection that nobody redirected was meant for this port itself.
		if (isIt && host && Number(port) !== localPort) return { host, port: Number(port), tls: false };
	}
	return null;
}
