import { encodeUtf8 } from '@refrain/traffic';
import { rewriteJson } from './json-text.ts';
import type { PayloadForm } from './payload-form.ts';

/** `4`, packet type, `<attachments>-`, `/<namespace>,`, number of the acknowledgement, JSON (socket.io-protocol 5). */
const PACKET = /^(4[0-6](?:\d+-)?(?:\/[^,]*,)?)(\d*)([\s\S]*)$/;

/** Socket.IO packets; an acknowledgement carries the number that the live event asked for it with. */
export const socketIo: PayloadForm = {
	name: 'socket.io',
	fits: ({ decoder, text }) => decoder === 'socket.io' && text !== null && PACKET.test(text),
	rewrite({ text, payload }, { replacements, ids }) {
		const packet = PACKET.exec(text ?? '');
		if (packet === null) return payload;
		const [, head = '', number = '', data = ''] = packet;
		const asked = number === '' ? null : ackNumber(ids.recorded);
		const live = asked === number ? (ackNumber(ids.live) ?? number) : number;
		return encodeUtf8(head + live + (data === '' ? '' : rewriteJson(data, replacements)));
	},
};

/** '7' of '/chat#7'. */
function ackNumber(correlationId: string | null): string | null {
	return correlationId === null ? null : (/#(\d+)$/.exec(correlationId)?.[1] ?? null);
}
