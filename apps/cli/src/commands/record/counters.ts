import type { Capture } from '@refrain/capture';
import type { CliIo } from '../../cli-io.ts';
import { counterLine } from './summary.ts';

const REDRAW_MS = 500;
/** Back to the start of the line and erase it. */
const CLEAR_LINE = '\r\x1b[2K';

export interface Watched {
	io: CliIo;
	/** Whether to draw live counters on the terminal. */
	draw: boolean;
}

/** Draws the counters of a running capture, and says at once when the recording can no longer be stored. */
export function watchCapture(capture: Capture, { io, draw }: Watched): { stop(): void } {
	let told = false;
	const tick = () => {
		const stats = capture.stats();
		if (stats.storeFailure && !told) {
			told = true;
			if (draw) process.stderr.write(CLEAR_LINE);
			io.note(`refrain: ${stats.storeFailure}; the traffic is relayed all the same`);
		}
		if (draw) process.stderr.write(`${CLEAR_LINE}${counterLine(stats).slice(0, io.columns - 1)}`);
	};
	const timer = setInterval(tick, REDRAW_MS);
	return {
		stop() {
			clearInterval(timer);
			if (draw) process.stderr.write(CLEAR_LINE);
		},
	};
}
