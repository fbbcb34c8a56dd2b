import { expect, it } from 'vitest';
import type { DecodedMessage, Message, Sender } from '../model.ts';
import { pairMessages } from './pair-messages.ts';
import type { PairingItem } from './pairing-item.ts';

function item(n: number, sender: Sender, rest: Partial<DecodedMessage>): PairingItem {
	const message = { n, sender, type: 'text', firstAtUs: n * n * 1000 } as Message;
	const decoded = { channel: null, correlationId: null, fingerprint: `${sender}${n}`, ...rest } as DecodedMessage;
	return { message, decoded };
}

function pairs(items: readonly PairingItem[]): string[] {
	return pairMessages(items).map(
		({ request, responses, rule }) =>
			`${request?.message.n ?? ''}->${responses.map(({ message }) => message.n)} ${rule}`,
	);
}

it('keeps channels apart', () => {
	expect(
		pairs([
			item(0, 'client', { channel: 'a' }),
			item(1, 'client', { channel: 'b' }),
			item(2, 'server', { channel: 'a' }),
			item(3, 'server', { channel: 'c' }),
		]),
	).toEqual(['0->2 latest-on-channel', '1-> no-answer', '->3 before-any-request']);
});

it('believes a protocol that says what a message is', () => {
	expect(
		pairs([
			item(0, 'client', { role: 'notice' }),
			item(1, 'server', { role: 'request', correlationId: '7' }),
			item(2, 'client', { role: 'answer', correlationId: '7' }),
			item(3, 'server', { role: 'answer', correlationId: '7' }),
			item(4, 'server', { role: 'notice' }),
		]),
	).toEqual(['0-> protocol', '->1 protocol', '2-> protocol', '->3 before-any-request', '->4 protocol']);
});

it('names an exchange by its surest rule, and takes nothing for an answer after one by id', () => {
	expect(
		pairs([
			item(0, 'client', { correlationId: '1' }),
			item(1, 'server', {}),
			item(2, 'server', { correlationId: '1' }),
			item(3, 'server', {}),
		]),
	).toEqual(['0->1,2 correlation-id', '->3 already-answered']);
});

it('waits for more than a receipt where the protocol gives one', () => {
	expect(
		pairs([
			item(0, 'client', { correlationId: 'receipt 1', role: 'request' }),
			item(1, 'server', { correlationId: 'receipt 1', role: 'answer' }),
			item(2, 'server', {}),
		]),
	).toEqual(['0->1,2 correlation-id']);
});

it('gives a reused id to the latest client message that carries it', () => {
	expect(
		pairs([
			item(0, 'client', { correlationId: '1' }),
			item(1, 'server', { correlationId: '1' }),
			item(2, 'client', { correlationId: '1' }),
			item(3, 'server', { correlationId: '1' }),
		]),
	).toEqual(['0->1 correlation-id', '2->3 correlation-id']);
});

it('keeps the parts of a message with the whole', () => {
	expect(
		pairs([
			item(0, 'client', { role: 'first-part' }),
			item(1, 'client', { correlationId: '1' }),
			item(2, 'client', { role: 'further-part' }),
			item(3, 'server', { role: 'first-part' }),
			item(4, 'server', { role: 'first-part' }),
			item(5, 'server', { correlationId: '1' }),
			item(6, 'server', { role: 'further-part' }),
			item(7, 'server', { role: 'first-part' }),
			item(8, 'server', { role: 'notice' }),
			item(9, 'server', { role: 'first-part' }),
		]),
	).toEqual(['1->3,4,5,6 correlation-id', '->7,8 protocol']);
});
