import { shellWord } from '../replay/timing.ts';

/** What a mock does with a client message that no recorded one matches. */
export type MockNoMatch =
	| { action: 'error' }
	| { action: 'silent' }
	| { action: 'close'; code: number }
	| { action: 'passthrough'; url: string };

export type Strictness = 'exact' | 'json-equal' | 'same-meaning' | 'kind-and-order' | 'order';
export type Pushes = 'recorded' | 'on-connect' | 'off';
export type End = 'as-recorded' | 'keep-open' | 'loop';

export const STRICTNESS: readonly { value: Strictness; label: string; hint: string }[] = [
	{ value: 'same-meaning', label: 'Same meaning', hint: 'JSON equal but for fields that change between runs' },
	{ value: 'json-equal', label: 'JSON equal', hint: 'Every field equal, order of keys does not count' },
	{ value: 'exact', label: 'Exact', hint: 'Byte for byte' },
	{ value: 'kind-and-order', label: 'By kind and order', hint: 'The next recorded message of this kind' },
	{ value: 'order', label: 'By order only', hint: 'The next recorded message, whatever it says' },
];

export const NO_MATCHES: readonly { value: MockNoMatch['action']; label: string }[] = [
	{ value: 'error', label: 'Answer with an error message' },
	{ value: 'silent', label: 'Stay silent' },
	{ value: 'close', label: 'Close with 1008' },
	{ value: 'passthrough', label: 'Pass through to a service' },
];

export const PUSHES: readonly { value: Pushes; label: string }[] = [
	{ value: 'recorded', label: 'Recorded timing' },
	{ value: 'on-connect', label: 'All when a client connects' },
	{ value: 'off', label: 'None' },
];

export const ENDS: readonly { value: End; label: string }[] = [
	{ value: 'as-recorded', label: 'Close as recorded' },
	{ value: 'keep-open', label: 'Keep the connection open' },
	{ value: 'loop', label: 'Start over' },
];

const NO_MATCH_TEXTS: Record<string, string> = {
	error: 'answer with an error',
	silent: 'stay silent',
	close: 'close',
	passthrough: 'pass through',
};

/** A mock's behaviour in a few words, for its header. */
export function behaviourTexts(options: Readonly<Record<string, unknown>>): [string, string][] {
	const label = (items: readonly { value: string; label: string }[], value: unknown) =>
		(items.find((item) => item.value === value) ?? items[0])?.label.toLowerCase() ?? '';
	const noMatch = options.noMatch as { action?: string } | undefined;
	return [
		['Matching', label(STRICTNESS, options.strictness)],
		['No match', NO_MATCH_TEXTS[noMatch?.action ?? 'error'] ?? ''],
		['Pushes', label(PUSHES, options.pushes)],
		['At the end', label(ENDS, options.end)],
	];
}

/** The same mock as a command line: only what differs from its defaults is named. */
export function mockCommand(
	port: string,
	options: { strictness: Strictness; noMatch: MockNoMatch; pushes: Pushes; end: End },
): string {
	const { strictness, noMatch, pushes, end } = options;
	return [
		`npx refrain mock start --in-dir DIR --port ${port}`,
		...(strictness === 'same-meaning' ? [] : [`--match ${strictness}`]),
		...(noMatch.action === 'error' ? [] : [`--on-miss ${missFlag(noMatch)}`]),
		...(pushes === 'recorded' ? [] : [`--pushes ${pushes}`]),
		...(end === 'as-recorded' ? [] : [`--end ${end}`]),
	].join(' ');
}

function missFlag(noMatch: MockNoMatch): string {
	if (noMatch.action === 'passthrough') return shellWord(noMatch.url);
	return noMatch.action === 'close' ? `close:${noMatch.code}` : noMatch.action;
}
