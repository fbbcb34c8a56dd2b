import { binary } from './binary.ts';
import { control } from './control.ts';
import { graphqlWs } from './graphql-ws.ts';
import { json } from './json.ts';
import { jsonRpc } from './json-rpc.ts';
import { mqtt } from './mqtt/mqtt.ts';
import { ocpp } from './ocpp.ts';
import type { PayloadDecoder } from './payload-decoder.ts';
import { phoenix } from './phoenix.ts';
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
	trpc,
	jsonRpc,
	json,
	text,
	binary,
];
