import type { PairingItem } from './pairing-item.ts';
import { regularFingerprints } from './unsolicited.ts';

/** A client message with what answered it, or a push. */
export interface Pairing {
	request: PairingItem | null;
	responses: PairingItem[];
	/** Says what it is: the request, or of a push the message that completes it. */
	subject: PairingItem;
	rule: string;
}

/**
 * Says for each server message which client message it answers, or that nothing asked for it (product.md, "What pairs
 * with what"). Items in order of `n`; pairings in order of their first message.
 */
export function pairMessages(items: readonly PairingItem[]): Pairing[] {
	return new Pairer(items).run();
}

class Pairer {
	readonly #items: readonly PairingItem[];
	readonly #unsolicited: Set<string>;
	readonly #regular: Set<string>;
	readonly #pairings: Pairing[] = [];
	readonly #byCorrelation = new Map<string, Pairing>();
	readonly #latestOnChannel = new Map<string | null, Pairing>();
	/** Parts of the server whose last one is still to come. */
	#firstParts: PairingItem[] = [];
	#lastOfServer: Pairing | null = null;

	constructor(items: readonly PairingItem[]) {
		this.#items = items;
		const whole = items.filter(({ decoded: { role } }) => role !== 'first-part' && role !== 'further-part');
		this.#unsolicited = fingerprintsBeforeRequests(whole);
		this.#regular = regularFingerprints(whole);
	}

	run(): Pairing[] {
		for (const item of this.#items) {
			if (item.message.sender === 'client') this.#addRequest(item);
			else this.#addServerMessage(item);
		}
		return this.#pairings;
	}

	#addRequest(item: PairingItem): void {
		const { channel, correlationId, role } = item.decoded;
		// The message that completes or began it stands for the whole.
		if (role === 'first-part' || role === 'further-part') return;
		const standsAlone = role === 'notice' || role === 'answer';
		const pairing: Pairing = {
			request: item,
			responses: [],
			subject: item,
			rule: standsAlone ? 'protocol' : 'no-answer',
		};
		this.#pairings.push(pairing);
		// What ends an operation or answers the server may carry an id too, but nothing answers it in turn.
		if (standsAlone) return;
		if (correlationId !== null) this.#byCorrelation.set(correlationId, pairing);
		this.#latestOnChannel.set(channel, pairing);
	}

	#addServerMessage(item: PairingItem): void {
		const { role } = item.decoded;
		if (role === 'first-part') this.#firstParts.push(item);
		else if (role === 'further-part' && this.#lastOfServer !== null) this.#lastOfServer.responses.push(item);
		else this.#addWhole(item);
	}

	#addWhole(item: PairingItem): void {
		const responses = [...this.#firstParts, item];
		this.#firstParts = [];
		const { pairing, rule } = this.#decide(item);
		if (pairing === null) {
			this.#lastOfServer = { request: null, responses, subject: item, rule };
			this.#pairings.push(this.#lastOfServer);
			return;
		}
		pairing.responses.push(...responses);
		// The surest rule names the exchange: with one answer by id, which request it was is no guess.
		if (pairing.rule !== 'correlation-id') pairing.rule = rule;
		this.#lastOfServer = pairing;
	}

	/** The pairing whose request this message answers, null when it is a push. */
	#decide({ decoded: { channel, correlationId, role, fingerprint } }: PairingItem): Decision {
		const asked = correlationId === null || role === 'request' ? undefined : this.#byCorrelation.get(correlationId);
		if (asked !== undefined) return { pairing: asked, rule: 'correlation-id' };
		if (role === 'notice' || role === 'request') return { pairing: null, rule: 'protocol' };
		const latest = this.#latestOnChannel.get(channel);
		if (latest === undefined) return { pairing: null, rule: 'before-any-request' };
		if (this.#unsolicited.has(fingerprint)) return { pairing: null, rule: 'unsolicited-fingerprint' };
		if (this.#regular.has(fingerprint)) return { pairing: null, rule: 'regular-interval' };
		if (isAnswered(latest)) return { pairing: null, rule: 'already-answered' };
		return { pairing: latest, rule: 'latest-on-channel' };
	}
}

interface Decision {
	pairing: Pairing | null;
	rule: string;
}

/**
 * Whoever answers with ids of their own does not answer again without one. Where a protocol is known, its id may have
 * confirmed no more than the receipt (STOMP, MQTT, Socket.IO), and the answer comes as a message of its own.
 */
function isAnswered({ rule, subject }: Pairing): boolean {
	return rule === 'correlation-id' && subject.decoded.role !== 'request';
}

/** Fingerprints that the server sent before the client had said anything on their channel. */
function fingerprintsBeforeRequests(items: readonly PairingItem[]): Set<string> {
	const asked = new Set<string | null>();
	const found = new Set<string>();
	for (const { message, decoded } of items) {
		if (message.sender === 'client') asked.add(decoded.channel);
		else if (!asked.has(decoded.channel)) found.add(decoded.fingerprint);
	}
	return found;
}
