import { buildUpgradeRequest, headerList, headerValue } from '@refrain/protocol';
import type { Connection } from '@refrain/traffic';
import type { TargetAddress } from '../resolve-target.ts';

/** The recorded handshake, addressed to the target and with a key of its own. Everything else is as recorded. */
export function upgradeRequest({ handshake, path }: Connection, target: TargetAddress, key: string): Uint8Array {
	const headers = handshake?.request.headers ?? [];
	return buildUpgradeRequest({
		target: target.path === '' ? path : target.path,
		host: target.hostHeader,
		key,
		headers,
		subprotocols: headerList(headers, 'sec-websocket-protocol'),
		extensions: headerValue(headers, 'sec-websocket-extensions'),
	});
}
