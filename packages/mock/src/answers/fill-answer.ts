import { decodeUtf8, type JsonValue, type Message } from '@refrain/traffic';
import type { ClientMessage } from '../matching/message-key.ts';
import type { Candidate, ScriptedSend } from '../script/script.ts';
import { canonicalJson } from '../values/field-mask.ts';
import { shiftTimestamp } from '../values/timestamp.ts';
import { leavesOf, valueAt } from '../values/value-path.ts';
import { PAYLOAD_FORMS } from './forms/index.ts';
import type { PayloadForm, Replacement, Written } from './forms/payload-form.ts';
import { type Link, textOf } from './links.ts';

export interface FillInput {
	readonly send: ScriptedSend;
	/** The recorded client message that it answers and the live one in its place; null for a push. */
	readonly asked: { readonly recorded: Candidate; readonly live: ClientMessage } | null;
	/** How much later clock readings are to be, microseconds; 0 leaves them as recorded. */
	readonly laterUs: number;
}

/**
 * The payload of a recorded server message with what it took from the client's message taken from the live one. Only those
 * places change; all other bytes are as recorded.
 */
export function fillAnswer({ send, asked, laterUs }: FillInput): Uint8Array {
	const { message } = send;
	if (asked !== null && isBinaryEcho(asked.recorded, message)) return asked.live.message.payload;
	const links = asked === null ? [] : replacementsFrom(send, asked.recorded, asked.live);
	const shifts = laterUs === 0 ? [] : shiftedTimes(send, laterUs);
	const replacements = [...links, ...shifts];
	const ids = { recorded: send.correlationId, live: asked?.live.decoded.correlationId ?? null };
	const sameIds = asked === null || ids.recorded === ids.live;
	if (replacements.length === 0 && sameIds) return message.payload;
	const { form, written } = writtenOf(send);
	return form === null ? message.payload : form.rewrite(written, { replacements, ids });
}

/** How each recorded message is written: found out once, since a busy mock fills the same ones over and over. */
const WRITTEN = new WeakMap<ScriptedSend, { form: PayloadForm | null; written: Written }>();

function writtenOf(send: ScriptedSend): { form: PayloadForm | null; written: Written } {
	const known = WRITTEN.get(send);
	if (known !== undefined) return known;
	const { payload } = send.message;
	const { value, decoder } = send.decoded;
	const written = { payload, text: decodeUtf8(payload), value, decoder };
	const found = { form: PAYLOAD_FORMS.find((form) => form.fits(written)) ?? null, written };
	WRITTEN.set(send, found);
	return found;
}

/** Bytes of no known form that came back as they were. */
function isBinaryEcho({ message: asked, decoded }: Candidate, answer: Message): boolean {
	if (decoded.value !== null || asked.payload.length !== answer.payload.length || asked.payload.length === 0)
		return false;
	return asked.payload.every((byte, at) => byte === answer.payload[at]);
}

function replacementsFrom(send: ScriptedSend, recorded: Candidate, live: ClientMessage): Replacement[] {
	// The same to the byte: see Matcher.knownText.
	if (recorded.decoded === live.decoded) return [];
	const replacements: Replacement[] = [];
	for (const link of send.links) {
		const [was, is] = [recorded.decoded.value, live.decoded.value].map((value) => valueAt(value, link.clientPath));
		if (was === undefined || is === undefined || canonicalJson(was) === canonicalJson(is)) continue;
		const value = translate(link, { was, is, sent: valueAt(send.decoded.value, link.serverPath) });
		if (value !== null) replacements.push({ path: link.serverPath, value });
	}
	return replacements;
}

function translate({ form }: Link, { was, is, sent }: { was: JsonValue; is: JsonValue; sent: JsonValue | undefined }) {
	if (form === 'equal') return is;
	if (typeof sent !== 'string') return null;
	return form === 'as-text' ? textOf(is) : sent.replaceAll(textOf(was), () => textOf(is));
}

/** Clock readings of the server; what it took from the client is the client's clock. */
function shiftedTimes({ decoded, message, links }: ScriptedSend, laterUs: number): Replacement[] {
	const shifted: Replacement[] = [];
	for (const { path, value } of leavesOf(decoded.value)) {
		if (links.some(({ serverPath }) => serverPath.every((step, at) => step === path[at]))) continue;
		const later = shiftTimestamp(value, message.atUs, laterUs);
		if (later !== null) shifted.push({ path, value: later });
	}
	return shifted;
}
