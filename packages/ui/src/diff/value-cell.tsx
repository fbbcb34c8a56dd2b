import type { JsonValue } from '@refrain/traffic';
import { Fragment } from 'react';
import { type JsonLook, jsonLook, jsonText } from './json-text.ts';
import type { MarkedText } from './word-marks.ts';

const LOOKS: Record<JsonLook, string> = {
	string: 'text-j-str',
	number: 'text-j-num',
	literal: 'text-j-bool',
	container: 'text-fg-3',
	absent: 'text-fg-3',
};

/** A field's value on one line, coloured by its type; payload text is always text, never markup. */
export function ValueText({
	value,
	marks,
	markClass,
	muted = false,
}: {
	value: JsonValue | undefined;
	/** The same text cut into parts, when another value stands beside it. */
	marks?: readonly MarkedText[] | undefined;
	markClass?: string;
	muted?: boolean;
}) {
	const look = jsonLook(value);
	return (
		<span className={muted ? 'text-fg-3' : LOOKS[look]}>
			{marks === undefined
				? jsonText(value)
				: marks.map((part, index) => {
						const key = `${index}-${part.text}`;
						if (!part.marked) return <Fragment key={key}>{part.text}</Fragment>;
						return (
							<mark key={key} className={`rounded-[2px] text-inherit ${markClass ?? ''}`}>
								{part.text}
							</mark>
						);
					})}
		</span>
	);
}
