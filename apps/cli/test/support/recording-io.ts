import type { CliIo } from '../../src/cli-io.ts';

/** What a command said, instead of the process's streams. */
export interface RecordingIo extends CliIo {
	readonly results: string[];
	readonly notes: string[];
}

export function recordingIo(columns = 100): RecordingIo {
	const results: string[] = [];
	const notes: string[] = [];
	return {
		results,
		notes,
		result: async (text) => void results.push(text),
		note: (text) => void notes.push(text),
		detail(text) {
			if (this.verbose) notes.push(text);
		},
		colors: false,
		interactive: false,
		columns,
		env: {},
		signal: new AbortController().signal,
		exitCode: 0,
		verbose: false,
	};
}
