import { describe, expect, it } from 'vitest';
import { frame, OPENED_AT_US, recorded } from '../../test/build.ts';
import { encodeUtf8 } from '../utf8.ts';
import { selectSnapshot } from './select-snapshot.ts';

const HEAD = { id: 's', name: 'orders', createdAtUs: OPENED_AT_US };
const cont = (seq: number, sender: 'client' | 'server', rest = {}) =>
	frame(seq, sender, encodeUtf8('x'), { opcode: 0, ...rest });

/** Two messages interleaved in fragments, then a whole one. */
const FRAMES = [
	frame(0, 'client', 'whole'),
	frame(1, 'client', 'a', { fin: false }),
	frame(2, 'server', 'b', { fin: false }),
	cont(3, 'client', { fin: false }),
	frame(4, 'client', encodeUtf8(''), { opcode: 9 }),
	cont(5, 'server'),
	cont(6, 'client'),
	frame(7, 'server', 'last'),
];

describe('selectSnapshot', () => {
	it('takes everything when nothing is given', () => {
		const one = recorded(FRAMES);
		expect(selectSnapshot(HEAD, [one])).toEqual({ ...HEAD, connections: [one] });
	});

	it('takes the connections asked for', () => {
		const [one, other] = [recorded(FRAMES), recorded(FRAMES, { id: 'other' })];
		const { connections } = selectSnapshot(HEAD, [one, other], { connectionIds: ['other'] });
		expect(connections.map(({ connection }) => connection.id)).toEqual(['other']);
	});

	it('cuts between messages, never inside one', () => {
		const seqs = (selection: object) =>
			selectSnapshot(HEAD, [recorded(FRAMES)], selection).connections[0]?.frames.map(({ seq }) => seq);
		expect(seqs({ fromSeq: 1, toSeq: 1 })).toEqual([1, 3, 6]);
		expect(seqs({ fromSeq: 2, toSeq: 4 })).toEqual([2, 4, 5]);
		expect(seqs({ fromSeq: 6 })).toEqual([7]);
		expect(seqs({ fromUs: OPENED_AT_US + 2000, toUs: OPENED_AT_US + 2999 })).toEqual([2, 5]);
	});

	it('says that a connection stayed open where its end is cut off', () => {
		const toUs = OPENED_AT_US + 3_500;
		const [cut] = selectSnapshot(HEAD, [recorded(FRAMES)], { toUs }).connections;
		expect(cut?.connection).toMatchObject({
			close: { code: null, by: 'none', frame: false, tcp: 'open' },
			closedAtUs: OPENED_AT_US + 6_000,
			handshake: { accepted: true },
		});
	});

	it('keeps the close where only the start is cut off', () => {
		const [kept] = selectSnapshot(HEAD, [recorded(FRAMES)], { fromSeq: 7 }).connections;
		expect(kept?.connection.close).toMatchObject({ code: 1000, by: 'client' });
	});

	it('leaves out connections that were not alive, and keeps silent ones', () => {
		const ended = recorded([], { id: 'ended', closedAtUs: OPENED_AT_US + 10 });
		const later = recorded([], { id: 'later', openedAtUs: OPENED_AT_US + 10_000 });
		const silent = recorded([], { id: 'silent' });
		const open = recorded([], { id: 'open', closedAtUs: null, close: null });
		const selection = { fromUs: OPENED_AT_US + 100, toUs: OPENED_AT_US + 5000 };
		const { connections } = selectSnapshot(HEAD, [ended, later, silent, open], selection);
		expect(connections.map(({ connection }) => connection.id)).toEqual(['silent', 'open']);
	});
});
