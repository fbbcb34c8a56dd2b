import type { MockLogEntry, NearestCandidate } from '@refrain/mock';

const SHOWN_DIFFERENCES = 3;

/** What the terminal shows of one entry: decisions and handshakes always, answers and pushes when asked for. */
export function linesFor(entry: MockLogEntry, { verbose, columns }: { verbose: boolean; columns: number }): string[] {
	const { decision, result, reason } = entry;
	const isRefusal = entry.type === 'handshake' && entry.connection === 0;
	if (!verbose && decision === null && entry.type !== 'handshake') return [];
	const verdict = decision ?? (isRefusal ? 'REFUSED' : result.toUpperCase());
	const who = entry.connection === 0 ? '--' : `c${entry.connection}`;
	const arrow = entry.sender === 'client' ? '->' : '<-';
	const kind = entry.type === 'handshake' ? `handshake ${entry.path}` : entry.kind;
	const head = `${clockTime(entry.atUs)} ${who} ${arrow} ${verdict.padEnd(11)} ${kind}`;
	const line = `${head} · ${reason}`;
	const room = columns - line.length - 3;
	const preview = room > 12 && entry.preview !== '' ? ` · ${cut(entry.preview, room)}` : '';
	return [`${line}${preview}`, ...entry.nearest.map(nearestLine)];
}

function nearestLine({ recorded, kind, score, differences }: NearestCandidate): string {
	const shown = differences.slice(0, SHOWN_DIFFERENCES).map(({ path, recorded: was, received: is }) => {
		return `${path} recorded ${tell(was)}, received ${tell(is)}`;
	});
	const more = differences.length > SHOWN_DIFFERENCES ? `; and ${differences.length - SHOWN_DIFFERENCES} more` : '';
	return `    near: #${recorded.n} ${kind} (${Math.round(score * 100)} %) ${shown.join('; ')}${more}`;
}

function tell(value: unknown): string {
	return value === undefined ? 'nothing' : cut(JSON.stringify(value), 60);
}

function cut(text: string, length: number): string {
	return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** '09:41:12.870', in the time zone of this machine. */
function clockTime(atUs: number): string {
	const date = new Date(atUs / 1000);
	const two = (number: number) => String(number).padStart(2, '0');
	const ms = String(date.getMilliseconds()).padStart(3, '0');
	return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`;
}
