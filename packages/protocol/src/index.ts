export { secWebSocketAccept } from './accept.ts';
export { type AgreedExtensions, agreedExtensions } from './agreed-extensions.ts';
export { type CloseFrame, encodeClosePayload, isCloseCode, parseCloseFrame } from './close-frame.ts';
export { ConversationDecoder, type ConversationDecoderOptions } from './conversation-decoder.ts';
export {
	type DeflateOffer,
	type DeflateParams,
	type DeflateSettings,
	negotiateDeflate,
	parsePermessageDeflate,
	readDeflateResponse,
} from './deflate-params.ts';
export { Deflater } from './deflater.ts';
export type {
	CloseInfo,
	ConversationEvent,
	Frame,
	Handshake,
	Headers,
	HttpExchange,
	OpcodeName,
	RequestHead,
	ResponseHead,
	Sender,
	Violation,
	WirePiece,
} from './events.ts';
export { type Extension, parseExtensions } from './extension-header.ts';
export { FrameDecoder, type FrameDecoderEvent, type FrameDecoderOptions, type RawFrame } from './frame-decoder.ts';
export { encodeFrame, type FrameToEncode } from './frame-encoder.ts';
export { isUpgradeRequest, judgeUpgradeRequest, judgeUpgradeResponse } from './handshake.ts';
export {
	buildRequest,
	buildResponse,
	buildUpgradeRequest,
	type RequestToBuild,
	type ResponseToBuild,
	type UpgradeRequestToBuild,
} from './http-build.ts';
export { headerList, headerValue, headerValues } from './http-headers.ts';
export {
	type HeldBytes,
	type HttpEvent,
	type HttpMessageEnd,
	HttpParser,
	type HttpParserOptions,
} from './http-parser.ts';
export { type InflateResult, Inflater, type InflaterOptions } from './inflater.ts';
export { type AssembledMessage, MessageAssembler } from './message-assembler.ts';
export { OPCODE, opcodeName } from './opcodes.ts';
export { VIOLATION_SECTIONS, type ViolationCode } from './violations.ts';
export { WebSocketDecoder, type WebSocketDecoderOptions, type WebSocketEvent } from './websocket-decoder.ts';
