import { writeFile } from 'node:fs/promises';
import { RecordingCollector } from '@refrain/traffic';
import { serveRecorder } from '../../src/index.ts';

export interface SinkData {
	file: string;
	behaviour: 'well' | 'cannot-start' | 'dies-at-first-frame';
}

export async function serve(): Promise<void> {
	await serveRecorder<SinkData>(async ({ file, behaviour }) => {
		if (behaviour === 'cannot-start') throw new Error('there is no room for a recording; make some');
		const sink = new RecordingCollector();
		if (behaviour === 'dies-at-first-frame') sink.frame = () => process.exit(3);
		const told = () =>
			sink.connections().map(({ connection: { path, close }, frames }) => ({
				path,
				by: close?.by,
				texts: frames.map(({ payload }) => new TextDecoder().decode(payload)),
			}));
		return Object.assign(sink, { finish: () => writeFile(file, JSON.stringify(told())) });
	});
}
