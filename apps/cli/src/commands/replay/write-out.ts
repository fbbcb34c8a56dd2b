import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type ObservedReplay, REPORT_FORMATS, type ReportDocument, type ReportFormatName } from '@refrain/assertions';
import { writeSnapshotDirectory } from '@refrain/formats';
import { uuidV7 } from '@refrain/traffic';
import packageJson from '../../../package.json' with { type: 'json' };

export function renderAs(name: ReportFormatName, document: ReportDocument): string {
	const format = REPORT_FORMATS.find((one) => one.name === name) as (typeof REPORT_FORMATS)[number];
	return format.render(document);
}

/**
 * Writes the report in the format of the file's extension. A path without one of those is a directory, which gets report.json and the
 * observed traffic.
 */
export async function writeOut(path: string, document: ReportDocument, observed: ObservedReplay): Promise<void> {
	const format = REPORT_FORMATS.find(({ extension }) => extname(path) === `.${extension}`);
	if (format !== undefined) await writeFile(path, `${format.render(document)}\n`);
	else await writeDirectory(path, document, observed);
}

async function writeDirectory(path: string, document: ReportDocument, observed: ObservedReplay): Promise<void> {
	await mkdir(path, { recursive: true });
	const createdAtUs = observed.outcome.startedAtUs;
	const id = uuidV7(createdAtUs / 1000, randomBytes(10));
	const snapshot = { id, name: `${document.snapshot}, replayed`, createdAtUs, connections: observed.connections };
	const source = `replay against ${document.target}`;
	await writeSnapshotDirectory(path, snapshot, { generator: `refrain ${packageJson.version}`, source });
	await writeFile(join(path, 'report.json'), `${renderAs('json', document)}\n`);
}
