import { buildUpgradeRequest, headerList, headerValue } from '@refrain/protocol';
import type { TargetAddress } from '../resolve-target.ts';
import type { RequestParts } from '../values/rewrite-request.ts';

/** The recorded handshake, addressed to the target and with a key of its own. Everything else is as recorded. */
export function upgradeRequest(
	{ target: path, headers }: RequestParts,
	target: TargetAddress,
	key: string,
): Uint8Array {
	return buildUpgradeRequest({
		target: path,
		host: target.hostHeader,
		key,
		headers,
		subprotocols: headerList(headers, 'sec-websocket-protocol'),
		extensions: headerValue(headers, 'sec-websocket-extensions'),
	});
}
