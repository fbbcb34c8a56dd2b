import { expect, it } from 'vitest';
import type { DecodedMessage, Message } from '../model.ts';
import type { PairingItem } from './pairing-item.ts';
import { regularFingerprints } from './unsolicited.ts';

/** '>a@0' is a client message of fingerprint a at 0 ms, '<t@5' one of the server. */
function items(text: string): PairingItem[] {
	return text.split(' ').map((word, n) => {
		const [what = '', at = '0'] = word.split('@');
		return {
			message: { n, sender: what[0] === '>' ? 'client' : 'server', firstAtUs: Number(at) * 1000 } as Message,
			decoded: { fingerprint: what.slice(1) } as DecodedMessage,
		};
	});
}

it('finds what keeps a beat that client messages do not explain', () => {
	expect([...regularFingerprints(items('>q@0 <r@1 <t@10 <t@20 >q@25 <r@26 <t@30 >q@35 <r@36 <t@40'))]).toEqual(['t']);
});

it('is silent about answers, streams, and too few messages', () => {
	// One answer for each question, at a beat that is the client's.
	expect(regularFingerprints(items('>q@0 <r@1 >q@10 <r@11 >q@20 <r@21 >q@30 <r@31 >q@40')).size).toBe(0);
	// Parts of an answer: as many as there are, at once, then nothing.
	expect(regularFingerprints(items('>q@0 <p@1 <p@2 >q@50 <p@51 <p@52 <p@53 >q@90')).size).toBe(0);
	// Three gaps are the least that makes a beat.
	expect(regularFingerprints(items('>q@0 <t@10 >q@15 <t@20 <t@30 >q@35')).size).toBe(0);
});
