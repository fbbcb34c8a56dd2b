import type { Message } from '@refrain/traffic';
import type { Link } from '../answers/links.ts';
import type { Analysis, Item } from './analysis.ts';
import { type Anchors, anchorsOf } from './push-anchors.ts';
import type { Candidate, Script, ScriptedEnd, ScriptedSend } from './script.ts';

/** Links of each answer: settled over all connections, see `linkAnswers`. */
export type LinksOf = ReadonlyMap<Message, readonly Link[]>;

/** What a recorded connection's server does, and when, seen from the message or the moment that made it do so. */
export function buildScript(analysis: Analysis, linksOf: LinksOf): Script {
	const { connection } = analysis.recorded;
	const url = new URL(connection.path, 'ws://mock');
	const { answers, strays } = answersByRequest(analysis, linksOf);
	const ownWill = [...analysis.pushes, ...strays].sort((a, b) => a.message.n - b.message.n);
	const anchors = anchorsOf(analysis, ownWill);
	const pushes = pushesByAnchor(analysis, ownWill, anchors);
	const end = serverEnd(analysis, ownWill, anchors);
	const candidates: Candidate[] = [];
	const script: Script = {
		connection,
		path: url.pathname,
		query: url.searchParams,
		candidates,
		pushes: pushes.get(null) ?? [],
		end: end !== null && end.anchor === null ? end.end : null,
		closeAnswer: closeAnswer(analysis),
	};
	for (const [index, client] of analysis.clients.entries()) {
		const answered = answers.get(client) ?? [];
		candidates.push({
			script,
			position: index + 1,
			...client,
			answers: answered,
			pushes: pushes.get(client) ?? [],
			end: end !== null && end.anchor === client ? end.end : null,
			cancels: analysis.cancels(client, answered.length),
		});
	}
	return script;
}

/**
 * Answers by the message they answer. `strays`: messages that pairing gave to a request for want of a better one, although
 * the request has had its answer by id and they took nothing from it; they came by the server's own will.
 */
function answersByRequest(
	analysis: Analysis,
	linksOf: LinksOf,
): { answers: Map<Item, ScriptedSend[]>; strays: Item[] } {
	const answers = new Map<Item, ScriptedSend[]>();
	const strays: Item[] = [];
	for (const { request, answers: items } of analysis.replies()) {
		const id = request.decoded.correlationId;
		const lastById = id === null ? -1 : items.findLastIndex(({ decoded }) => decoded.correlationId === id);
		const sends: ScriptedSend[] = [];
		for (const [index, item] of items.entries()) {
			const links = linksOf.get(item.message) ?? [];
			const isStray = lastById >= 0 && index > lastById && links.length === 0 && item.decoded.correlationId === null;
			if (isStray) strays.push(item);
			else sends.push({ ...toSend(analysis, item, request), links });
		}
		answers.set(request, sends);
	}
	return { answers, strays };
}

function pushesByAnchor(
	analysis: Analysis,
	items: readonly Item[],
	anchors: Anchors,
): Map<Item | null, ScriptedSend[]> {
	const pushes = new Map<Item | null, ScriptedSend[]>();
	for (const item of items) {
		const anchor = anchors.get(item.decoded.fingerprint) ?? null;
		const sends = pushes.get(anchor) ?? [];
		sends.push({ ...toSend(analysis, item, anchor), correlationId: null });
		pushes.set(anchor, sends);
	}
	for (const sends of pushes.values()) sends.sort((a, b) => a.delayUs - b.delayUs);
	return pushes;
}

function toSend(analysis: Analysis, { message, decoded }: Item, anchor: Item | null): ScriptedSend {
	return {
		message,
		decoded,
		frames: analysis.framesOf(message),
		delayUs: Math.max(0, message.atUs - anchorAtUs(analysis, anchor)),
		correlationId: anchor?.decoded.correlationId ?? null,
		links: [],
	};
}

function anchorAtUs({ recorded: { connection } }: Analysis, anchor: Item | null): number {
	return anchor?.message.atUs ?? connection.handshake?.responseAtUs ?? connection.openedAtUs;
}

/** Null when the client ended the connection, or the recording stopped before its end. */
function serverEnd(
	analysis: Analysis,
	pushes: readonly Item[],
	anchors: Anchors,
): { anchor: Item | null; end: ScriptedEnd } | null {
	const { close, closedAtUs } = analysis.recorded.connection;
	if (close === null || close.by !== 'server') return null;
	const frame = closeFrameOf(analysis, 'server');
	const last = analysis.clients.at(-1) ?? null;
	// A push in between says that the connection went on by itself after the client's last message, unless that began it.
	const ownWill = pushes.findLast(({ decoded }) => anchors.get(decoded.fingerprint) !== last);
	const anchor = last !== null && (ownWill?.message.n ?? -1) > last.message.n ? null : last;
	const atUs = frame?.message.atUs ?? closedAtUs ?? anchorAtUs(analysis, anchor);
	// The end comes behind what was sent at the same moment.
	const delayUs = Math.max(0, atUs - anchorAtUs(analysis, anchor)) + 1;
	return { anchor, end: { delayUs, closePayload: frame?.message.payload ?? null, tcp: close.tcp } };
}

/** What the server answered a close frame with, where that is no echo of the code (RFC 6455 5.5.1). */
function closeAnswer(analysis: Analysis): Uint8Array | null {
	if (analysis.recorded.connection.close?.by !== 'client') return null;
	const [asked, answered] = [closeFrameOf(analysis, 'client'), closeFrameOf(analysis, 'server')];
	if (asked === null || answered === null || codeOf(asked) === codeOf(answered)) return null;
	return answered.message.payload;
}

function closeFrameOf({ items }: Analysis, sender: Message['sender']): Item | null {
	return items.find(({ message }) => message.type === 'close' && message.sender === sender) ?? null;
}

function codeOf({ message: { payload } }: Item): number | null {
	return payload.length < 2 ? null : ((payload[0] ?? 0) << 8) | (payload[1] ?? 0);
}
