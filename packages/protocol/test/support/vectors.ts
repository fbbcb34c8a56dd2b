import frames from '../vectors/frames.json' with { type: 'json' };

/** A row of test/vectors/frames.json; hex as `fromHex` reads it. */
export interface FrameVector {
	name: string;
	/** RFC and section that the row is about. */
	section: string;
	sender: string;
	hex: string;
	splits: number[];
	frames: { opcode: number; fin?: boolean; maskingKey?: string; payload: string }[];
}

export const FRAME_VECTORS: readonly FrameVector[] = frames;
