import { formatDuration, plural } from '../base/index.ts';

/** '5 connections, 1,325 frames, 14m 22s' */
export function contentsText({
	connections,
	frames,
	durationUs,
}: {
	connections: number;
	frames: number;
	durationUs: number;
}): string {
	return `${plural(connections, 'connection')}, ${plural(frames, 'frame')}, ${formatDuration(durationUs)}`;
}
