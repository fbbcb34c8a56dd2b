import { binary } from './binary.ts';
import { control } from './control.ts';
import { json } from './json.ts';
import type { PayloadDecoder } from './payload-decoder.ts';
import { text } from './text.ts';

/** Every payload decoder; the first that detects and decodes a message wins, so the more telling ones come first. */
export const PAYLOAD_DECODERS: readonly PayloadDecoder[] = [control, json, text, binary];
