import type { Frame } from '@refrain/traffic';
import type { FrameRow } from './model.ts';

/** A frame of the wire without its payload. */
export type WireFrame = Omit<Frame, 'payload'>;

/** A row with what is inside. */
export interface FrameDetail extends FrameRow {
	/** The payload, or its start when `truncated`. */
	payload: Uint8Array;
	truncated: boolean;
	/** Some of its wire frames. */
	wire: readonly WireFrame[];
	/** How many there are. */
	wireFrames: number;
}
