import { jsonText } from './json-text.ts';
import { mqtt } from './mqtt.ts';
import type { PayloadForm } from './payload-form.ts';
import { plainText } from './plain-text.ts';
import { socketIo } from './socket-io.ts';
import { stomp } from './stomp.ts';

/** Every form of payload that answers can be filled in; the first that takes a payload wins. */
export const PAYLOAD_FORMS: readonly PayloadForm[] = [socketIo, stomp, mqtt, plainText, jsonText];
