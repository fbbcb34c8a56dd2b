import { isIP } from 'node:net';
import { type Capture, type CaptureNotice, formatEndpoint, hostAndPort } from '@refrain/capture';
import type { CliIo } from '../../cli-io.ts';
import type { RecordOptions } from './options.ts';

const ADVICE: Readonly<Record<CaptureNotice['code'], string>> = {
	TARGET_UNREACHABLE: '; the client was told so, recording goes on',
	CLIENT_TLS_FAILED: '',
	TLS_UNREAD: '; make a certificate authority with refrain certs to record it',
	PROTOCOL_UNREAD: '',
	DESTINATION_UNKNOWN: '',
};

/** Tells the first notice of each kind for each address: a client that tries again every second must not fill the terminal. */
export function tellNotices(io: Pick<CliIo, 'note'>): (notice: CaptureNotice) => void {
	const told = new Set<string>();
	return ({ code, endpoint, message }) => {
		const key = `${code} ${formatEndpoint(endpoint)}`;
		if (told.has(key)) return;
		told.add(key);
		io.note(`refrain: ${message}${ADVICE[code]}`);
	};
}

/** Says what listens where, and what to do with it. */
export function sayWhere({ listeners, command }: RecordOptions, capture: Capture, io: Pick<CliIo, 'note'>): void {
	for (const [at, listener] of listeners.entries()) {
		const { host, mode } = listener;
		const where = hostAndPort(host, capture.addresses[at]?.port ?? 0);
		const here = hostAndPort(connectable(host), capture.addresses[at]?.port ?? 0);
		if (mode === 'reverse') {
			io.note(`Recording ${formatEndpoint(listener.target)}: listening on ${where}, point clients at ws://${here}`);
			if (!listener.rewriteHost && isRemoteName(listener.target.host)) {
				io.note(`  requests keep their Host (${here}); if ${listener.target.host} refuses them, add --rewrite-host`);
			}
		} else if (mode === 'forward') {
			io.note(`Forward proxy: listening on ${where}, set it as HTTP or SOCKS5 proxy: http://${here}`);
		} else if (mode === 'socks5') {
			io.note(`SOCKS5 proxy: listening on ${where}, set it as proxy: socks5h://${here}`);
		} else if (listener.destinations === 'conntrack') {
			io.note(
				`Transparent proxy: listening on ${where}, redirect connections to it with iptables -t nat ... -j REDIRECT`,
			);
		}
	}
	if (command.length === 0) io.note('Ctrl-C ends the recording.');
}

function isRemoteName(host: string): boolean {
	return isIP(host) === 0 && host !== 'localhost';
}

/** An address that a client can connect to, of one that is listened on. */
export function connectable(host: string): string {
	return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}
