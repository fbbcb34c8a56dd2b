import { type DecodedMessage, encodeBase64, type MessageType } from '@refrain/traffic';
import type { Strictness } from '../mock-options.ts';
import { FieldMask } from '../values/field-mask.ts';
import { maskText } from '../values/volatile-value.ts';
import type { KindProfile } from './kind-profile.ts';

/** A client message, recorded or live. */
export interface ClientMessage {
	readonly message: { readonly type: MessageType; readonly payload: Uint8Array };
	readonly decoded: DecodedMessage;
}

/** Messages with equal keys count as the same. Tiers are tried in order. */
export interface Tier {
	readonly name: 'equal' | 'changing' | 'free' | 'kind' | 'order';
	key(message: ClientMessage): string;
	/** What does not count for messages of this kind. */
	mask(kind: string): FieldMask;
}

const NO_MASK = new FieldMask();

export interface TierInput {
	readonly strictness: Strictness;
	/** By kind of the client message. */
	readonly profiles: ReadonlyMap<string, KindProfile>;
	/** Adds what the user ignores. */
	readonly ignore: (mask: FieldMask, kind: string) => void;
}

/** The ways in which a strictness finds two messages alike, closest first. */
export function tiersOf({ strictness, profiles, ignore }: TierInput): Tier[] {
	const masked = (name: Tier['name'], fill: (mask: FieldMask, profile: KindProfile) => void): Tier => {
		const masks = new Map<string, FieldMask>();
		const mask = (kind: string) => {
			const known = masks.get(kind) ?? newMask(kind);
			masks.set(kind, known);
			return known;
		};
		const newMask = (kind: string) => {
			const created = new FieldMask();
			ignore(created, kind);
			fill(created, profiles.get(kind) ?? { changing: [], free: [] });
			return created;
		};
		const keys = new WeakMap<DecodedMessage, string>();
		const key = (message: ClientMessage) => {
			const known = keys.get(message.decoded);
			if (known !== undefined) return known;
			const made = contentKey(message, mask(message.decoded.kind), name !== 'equal');
			keys.set(message.decoded, made);
			return made;
		};
		return { name, key, mask };
	};
	const equal = masked('equal', () => undefined);
	if (strictness === 'exact') return [{ ...equal, key: exactKey }];
	if (strictness === 'json-equal') return [equal];
	if (strictness === 'kind-and-order')
		return [{ name: 'kind', key: ({ decoded }) => decoded.kind, mask: () => NO_MASK }];
	if (strictness === 'order') return [{ name: 'order', key: () => '', mask: () => NO_MASK }];
	const addChanging = (mask: FieldMask, { changing }: KindProfile) => {
		for (const path of changing) mask.add(path, 'type-only');
	};
	const changing = masked('changing', addChanging);
	const free = masked('free', (mask, profile) => {
		for (const path of profile.free) mask.add(path, 'skip');
		addChanging(mask, profile);
	});
	return [equal, changing, free];
}

function exactKey({ message }: ClientMessage): string {
	return `${message.type} ${encodeBase64(message.payload)}`;
}

/** JSON in a text and in a binary message is the same to both sides of a mock. */
function contentKey({ message, decoded }: ClientMessage, mask: FieldMask, maskTokens: boolean): string {
	const { decoder, kind, value } = decoded;
	if (value === null) return `${decoder} ${kind} ${encodeBase64(message.payload)}`;
	if (typeof value === 'string' && mask.size === 0) return `${decoder} ${kind} ${maskTokens ? maskText(value) : value}`;
	return `${decoder} ${kind} ${mask.canonical(value)}`;
}
