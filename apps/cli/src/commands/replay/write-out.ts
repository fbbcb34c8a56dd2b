import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObservedReplay, Report, TestConfig } from '@refrain/assertions';
import { writeSnapshotDirectory } from '@refrain/formats';
import { uuidV7 } from '@refrain/traffic';
import packageJson from '../../../package.json' with { type: 'json' };

/** Everything about one finished replay: what `-o json` prints and `--out` writes. */
export interface ReportDocument {
	snapshot: string;
	target: string;
	timing: string;
	config: TestConfig;
	report: Report;
}

export function printDocument(document: ReportDocument): string {
	return JSON.stringify(document, null, '\t');
}

/** A path that ends in .json gets the report; another is a directory that gets report.json and the observed traffic. */
export async function writeOut(path: string, document: ReportDocument, observed: ObservedReplay): Promise<void> {
	if (path.endsWith('.json')) {
		await writeFile(path, `${printDocument(document)}\n`);
		return;
	}
	await mkdir(path, { recursive: true });
	const createdAtUs = observed.outcome.startedAtUs;
	const id = uuidV7(createdAtUs / 1000, randomBytes(10));
	const snapshot = { id, name: `${document.snapshot}, replayed`, createdAtUs, connections: observed.connections };
	const source = `replay against ${document.target}`;
	await writeSnapshotDirectory(path, snapshot, { generator: `refrain ${packageJson.version}`, source });
	await writeFile(join(path, 'report.json'), `${printDocument(document)}\n`);
}
