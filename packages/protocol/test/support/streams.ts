import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConversationDecoder, type ConversationEvent } from '../../src/index.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const OWN = join(ROOT, 'packages/testkit/fixtures/streams');
const THIRD_PARTY = join(ROOT, '../shared/fixtures/third-party/streams');

export interface StreamFile {
	name: string;
	lines: StreamLine[];
	facts: { connections: ConnectionFacts[] };
}

/** One line of a tcp-tee/1 file. */
export interface StreamLine {
	c: number;
	t: number;
	e: string;
	b?: string;
}

export interface DirectionFacts {
	frames: number;
	by_opcode: Record<string, number>;
	continuation_frames: number;
	rsv1_frames: number;
	masked_frames: number;
	wire_payload_bytes: number;
	stream_bytes: number;
	messages: number;
	text_messages: number;
	binary_messages: number;
	fragmented_messages: number;
	compressed_messages: number;
	message_bytes: number;
	max_message_bytes: number;
	first_message_sha256: string | null;
	last_message_sha256: string | null;
	all_messages_sha256: string | null;
	close: { code: number | null; reason: string; payload_len: number } | null;
}

export interface ConnectionFacts {
	http_exchanges_before_upgrade: number;
	websocket: boolean;
	http_statuses: number[];
	refused_upgrades?: { request: string; status: number }[];
	handshake?: {
		target: string;
		status: number;
		subprotocol: string | null;
		extensions: string | null;
		accept_valid: boolean;
	};
	c2s?: DirectionFacts;
	s2c?: DirectionFacts;
	close_initiator?: string | null;
	tcp_end: string[];
}

/** The streams of this repository and, where they are laid beside it, those of third parties. */
export function streamFiles(): StreamFile[] {
	if (!existsSync(THIRD_PARTY)) console.warn(`SKIPPED: no third-party streams at ${THIRD_PARTY}`);
	return [OWN, THIRD_PARTY].filter(existsSync).flatMap((folder) =>
		readdirSync(folder)
			.filter((file) => file.endsWith('.ndjson'))
			.map((file) => readStream(folder, file.replace(/\.ndjson$/, ''))),
	);
}

function readStream(folder: string, name: string): StreamFile {
	const text = readFileSync(join(folder, `${name}.ndjson`), 'utf8');
	const lines = text.trimEnd().split('\n').slice(1);
	return {
		name,
		lines: lines.map((line) => JSON.parse(line) as StreamLine),
		facts: JSON.parse(readFileSync(join(folder, `${name}.facts.json`), 'utf8')),
	};
}

/** Plays one TCP connection of a file; `cut` decides in which pieces its bytes arrive. */
export function play(
	lines: readonly StreamLine[],
	cut: (bytes: Uint8Array) => Uint8Array[],
	decoder = new ConversationDecoder(),
): ConversationEvent[] {
	return lines.flatMap(({ t, e, b = '' }) => {
		const sender = e.startsWith('c2s') ? 'client' : 'server';
		const atUs = Math.round(t * 1000);
		if (e === 'c2s' || e === 's2c')
			return cut(Buffer.from(b, 'base64')).flatMap((part) => decoder.push(sender, part, atUs));
		if (e.endsWith('-fin')) return decoder.end(sender, 'fin', atUs);
		if (e.endsWith('-rst')) return decoder.end(sender, 'reset', atUs);
		return [];
	});
}
