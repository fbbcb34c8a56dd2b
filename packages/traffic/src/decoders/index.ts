import { binary } from './binary.ts';
import { cbor } from './cbor.ts';
import { control } from './control.ts';
import { graphqlWs } from './graphql-ws.ts';
import { json } from './json.ts';
import { jsonRpc } from './json-rpc.ts';
import { messagepack } from './messagepack.ts';
import { mqtt } from './mqtt/mqtt.ts';
import { ocpp } from './ocpp.ts';
import type { PayloadDecoder } from './payload-decoder.ts';
import { phoenix } from './phoenix.ts';
import { signalr } from './signalr/signalr.ts';
import { socketIo } from './socket-io.ts';
import { stomp } from './stomp.ts';
import { text } from './text.ts';
import { trpc } from './trpc.ts';
import { wamp } from './wamp.ts';

/** Every payload decoder; the first that detects and decodes a message wins, so the more telling ones come first. */
export const PAYLOAD_DECODERS: readonly PayloadDecoder[] = [
	control,
	socketIo,
	graphqlWs,
	phoenix,
	stomp,
	wamp,
	ocpp,
	mqtt,
	signalr,
	trpc,
	jsonRpc,
	json,
	messagepack,
	cbor,
	text,
	binary,
];
