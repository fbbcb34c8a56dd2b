import { createHash } from 'node:crypto';
import { opcodeName } from '@refrain/protocol';
import type { Connection, Message, OpcodeName, RecordedConnection, Sender } from '@refrain/traffic';
import type { Selection } from './select-messages.ts';

/** A connection as `refrain inspect -o json` prints it, for scripts. Times count in microseconds from its opening. */
export interface ConnectionDocument {
	id: string;
	session: string;
	host: string | null;
	path: string | null;
	/** Of the handshake's response; null for a connection of plain HTTP. */
	status: number | null;
	subprotocol: string | null;
	extensions: string | null;
	/** ISO 8601 with microseconds. */
	startedAt: string;
	close: { code: number | null; reason: string | null; by: 'client' | 'server' | 'none' };
	messages: {
		n: number;
		sender: Sender;
		type: Message['type'];
		atUs: number;
		/** Of the reassembled, inflated payload; sha256 is of the same bytes. */
		bytes: number;
		sha256: string;
		frames: number;
		compressed: boolean;
	}[];
	frames: {
		n: number;
		sender: Sender;
		opcode: OpcodeName;
		fin: boolean;
		rsv1: boolean;
		masked: boolean;
		atUs: number;
		/** On the wire: compressed, if it was. */
		payloadBytes: number;
	}[];
}

export function connectionDocument({ connection }: RecordedConnection, selection: Selection): ConnectionDocument {
	const { openedAtUs, handshake } = connection;
	return {
		id: connection.id,
		session: connection.session.key,
		host: connection.host || null,
		path: connection.path || null,
		status: handshake?.response?.status ?? null,
		subprotocol: handshake?.subprotocol ?? null,
		extensions: handshake?.extensions ?? null,
		startedAt: isoMicroseconds(openedAtUs),
		close: closeDocument(connection),
		messages: selection.messages.map(({ message }) => ({
			n: message.n,
			sender: message.sender,
			type: message.type,
			atUs: message.atUs - openedAtUs,
			bytes: message.payload.byteLength,
			sha256: createHash('sha256').update(message.payload).digest('hex'),
			frames: message.frames,
			compressed: message.compressed,
		})),
		frames: selection.frames.map((frame) => ({
			n: frame.seq,
			sender: frame.sender,
			opcode: opcodeName(frame.opcode),
			fin: frame.fin,
			rsv1: frame.rsv1,
			masked: frame.maskingKey !== null,
			atUs: frame.atUs - openedAtUs,
			payloadBytes: frame.wirePayloadBytes,
		})),
	};
}

/** A close frame without a code carries no reason either (RFC 6455 5.5.1). */
function closeDocument({ close }: Connection): ConnectionDocument['close'] {
	if (close === null) return { code: null, reason: null, by: 'none' };
	return { code: close.code, reason: close.code === null ? null : close.reason, by: close.by };
}

function isoMicroseconds(atUs: number): string {
	const microseconds = String(atUs % 1000).padStart(3, '0');
	return new Date(Math.floor(atUs / 1000)).toISOString().replace('Z', `${microseconds}Z`);
}
