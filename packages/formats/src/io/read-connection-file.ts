import { ConnectionCollector, decodeSnapshotLine, type RecordedConnection, type SessionRule } from '@refrain/traffic';
import { FormatsError } from '../formats-error.ts';
import { type Line, readLines } from './read-lines.ts';

export interface ConnectionFile {
	/** null when the recorder was killed before the first line was on the disk. */
	connection: RecordedConnection | null;
	warnings: string[];
}

/**
 * Reads connections/0001-<id>.ndjson. An unfinished last line is what a killed recorder leaves: it becomes a warning.
 * @throws FormatsError MALFORMED for anything else that is wrong
 */
export async function readConnectionFile(path: string, rules?: readonly SessionRule[]): Promise<ConnectionFile> {
	let collector: ConnectionCollector | null = null;
	const warnings: string[] = [];
	for await (const line of readLines(path)) {
		const result = decodeSnapshotLine(line.text);
		if (!result.ok) {
			if (line.ended || !result.syntax) throw malformed(path, line, result.reason);
			warnings.push(
				`${path} line ${line.number} is unfinished (the recorder was stopped while it wrote it); the lines before it are kept`,
			);
			break;
		}
		if (result.event.type === 'opened') {
			if (collector !== null)
				throw malformed(path, line, 'opens a second connection; each connection has a file of its own');
			collector = new ConnectionCollector(result.event.opened, result.event.session);
			continue;
		}
		if (collector === null)
			throw malformed(path, line, 'comes before the connection is opened; the first line must be of type "opened"');
		collector.add(result.event);
	}
	if (collector === null && warnings.length === 0)
		warnings.push(`${path} is empty (the recorder was stopped before it wrote anything)`);
	return { connection: collector?.collect(rules) ?? null, warnings };
}

function malformed(path: string, { number }: Line, reason: string): FormatsError {
	const message = `${path} line ${number} ${reason}; restore the file from a copy, or delete the line (or the file, to leave the connection out)`;
	return new FormatsError('MALFORMED', message, { path, line: number });
}
