import type { Headers, RequestHead, ResponseHead } from './events.ts';
import type { ViolationCode } from './violations.ts';

/** A rule that a line breaks; `line` is its index among the lines given. */
export interface HeadProblem {
	code: ViolationCode;
	message: string;
	line: number;
}

export interface ParsedHead<Head> {
	/** null when the first line cannot be understood, or is of another major version of HTTP. */
	head: Head | null;
	problems: HeadProblem[];
}

/** Lines of a request head, without their line ends, the empty last one left out (RFC 9112 3). */
export function parseRequestHead(lines: readonly string[]): ParsedHead<RequestHead> {
	const line = lines[0] ?? '';
	const match = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]+(\S(?:.*\S)?)[ \t]+HTTP\/(\d\.\d)$/.exec(line);
	if (match === null) {
		const message = 'The first line is no HTTP/1.1 request line ("method target HTTP/1.1").';
		return { head: null, problems: [{ code: 'bad-request-line', message, line: 0 }] };
	}
	const { headers, problems } = parseFields(lines, 1);
	const version = match[3] as string;
	if (!isVersion(version)) return { head: null, problems: [versionProblem(version)] };
	const target = match[2] as string;
	if (/[ \t]/.test(target)) {
		// RFC 9112 3.2: whitespace in a target must be encoded; where it ends is a guess.
		problems.unshift({ code: 'bad-request-line', message: `The request target "${target}" has white space.`, line: 0 });
	}
	return { head: { method: match[1] as string, target, version, headers }, problems };
}

/** Lines of a response head (RFC 9112 4). The reason may be empty or missing. */
export function parseResponseHead(lines: readonly string[]): ParsedHead<ResponseHead> {
	const line = lines[0] ?? '';
	const match = /^HTTP\/(\d\.\d)[ \t]+(\d{3})(?:[ \t](.*))?$/.exec(line);
	if (match === null) {
		const message = 'The first line is no HTTP/1.1 status line ("HTTP/1.1 status reason").';
		return { head: null, problems: [{ code: 'bad-status-line', message, line: 0 }] };
	}
	const { headers, problems } = parseFields(lines, 1);
	const version = match[1] as string;
	if (!isVersion(version)) return { head: null, problems: [versionProblem(version)] };
	return { head: { status: Number(match[2]), reason: match[3] ?? '', version, headers }, problems };
}

/** Field lines (RFC 9112 5) from index `from` on, of a head or of a trailer section. What is no field is told and left out. */
export function parseFields(lines: readonly string[], from = 0): { headers: Headers; problems: HeadProblem[] } {
	const headers: [string, string][] = [];
	const problems: HeadProblem[] = [];
	for (const [i, line] of lines.entries()) {
		if (i < from) continue;
		const last = headers.at(-1);
		if (/^[ \t]/.test(line) && last !== undefined) {
			// RFC 9112 5.2: a recipient replaces an obsolete fold with space.
			last[1] = `${last[1]} ${line.trim()}`.trim();
			problems.push({ code: 'folded-header', message: `The field ${last[0]} is folded over lines.`, line: i });
			continue;
		}
		const colon = line.indexOf(':');
		const name = line.slice(0, Math.max(colon, 0)).trimEnd();
		if (!/^[^\s:]+$/.test(name)) {
			problems.push({ code: 'bad-header-line', message: 'A header line has no "name: value".', line: i });
			continue;
		}
		if (name.length < colon) {
			problems.push({
				code: 'space-before-colon',
				message: `White space stands between ${name} and its colon.`,
				line: i,
			});
		}
		headers.push([name, line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')]);
	}
	return { headers, problems };
}

function isVersion(version: string): boolean {
	return version.startsWith('1.');
}

function versionProblem(version: string): HeadProblem {
	return {
		code: 'bad-http-version',
		message: `HTTP/${version} is not HTTP/1.x: its messages cannot be read.`,
		line: 0,
	};
}
