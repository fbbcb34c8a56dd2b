export { decodeBase64, encodeBase64 } from './base64.ts';
export {
	type DecodedConnection,
	decodeConnection,
	decodeMessage,
	type HandshakeFacts,
	handshakeFacts,
	MessageDecoder,
} from './decode-messages.ts';
export { PAYLOAD_DECODERS } from './decoders/index.ts';
export type { Payload } from './decoders/payload.ts';
export type { DecodeContext, PayloadDecoder } from './decoders/payload-decoder.ts';
export { previewOf } from './decoders/preview.ts';
export { shapeOf } from './decoders/shape.ts';
export { pairExchanges } from './exchanges/pair-exchanges.ts';
export { isJsonNumber } from './json/json-number.ts';
export { type JsonParseResult, MAX_JSON_DEPTH, parseJson } from './json/parse-json.ts';
export { stringifyJson } from './json/stringify-json.ts';
export { assembleMessages, MessageStream } from './message-assembly.ts';
export type {
	CloseInfo,
	Connection,
	ConnectionOpened,
	DecodedMessage,
	Exchange,
	ExchangeKind,
	Frame,
	Handshake,
	HttpExchange,
	JsonNumber,
	JsonValue,
	Message,
	MessageRole,
	MessageType,
	OpcodeName,
	RecordedConnection,
	Recording,
	RecordingSink,
	Sender,
	SessionKey,
	Snapshot,
	Violation,
	WirePiece,
} from './model.ts';
export { type ReplayTiming, timingText } from './replay-timing.ts';
export { DEFAULT_SESSION_RULES, findSession } from './sessions/find-session.ts';
export { SESSION_RULES } from './sessions/index.ts';
export type { SessionFacts, SessionRule, SessionRuleKind } from './sessions/session-rule.ts';
export { ConnectionCollector } from './snapshots/connection-collector.ts';
export type { ConnectionEvent } from './snapshots/connection-event.ts';
export { decodeSnapshotLine, type SnapshotLineResult } from './snapshots/decode-line.ts';
export { encodeSnapshotLine } from './snapshots/encode-line.ts';
export {
	encodeSnapshotManifest,
	parseSnapshotManifest,
	SNAPSHOT_FORMAT,
	SNAPSHOT_VERSION,
	type SnapshotManifest,
	type SnapshotManifestResult,
} from './snapshots/manifest.ts';
export { RecordingCollector } from './snapshots/recording-collector.ts';
export { type SnapshotSelection, selectSnapshot } from './snapshots/select-snapshot.ts';
export { decodeUtf8, decodeUtf8Lossy, encodeUtf8 } from './utf8.ts';
export { uuidV7 } from './uuid.ts';
