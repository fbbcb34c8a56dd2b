import type { PayloadForm } from './payload-form.ts';

/** MQTT 5.0, 2.2.1: packets that carry the packet identifier of what they answer, right behind the fixed header. */
const ANSWERS = new Set([4, 5, 6, 7, 9, 11]);

/** MQTT packets: an acknowledgement carries the identifier of the live packet. */
export const mqtt: PayloadForm = {
	name: 'mqtt',
	fits: ({ decoder }) => decoder === 'mqtt',
	rewrite({ payload }, { replacements }) {
		const id = replacements.find(({ path }) => path.at(-1) === 'packetId')?.value;
		const at = identifierAt(payload);
		const rewritten = payload.slice();
		if (typeof id === 'number' && at !== null) new DataView(rewritten.buffer).setUint16(at, id);
		return rewritten;
	},
};

/** Null when the packet has none in a known place. */
function identifierAt(packet: Uint8Array): number | null {
	if (!ANSWERS.has((packet[0] ?? 0) >> 4)) return null;
	// MQTT 5.0, 1.5.5: the remaining length has up to four bytes; the last one is below 128.
	for (let at = 1; at <= 4; at++) if ((packet[at] ?? 0x80) < 0x80) return at + 3 <= packet.length ? at + 1 : null;
	return null;
}
