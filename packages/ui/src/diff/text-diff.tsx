'use client';
import { isJsonNumber, type JsonValue } from '@refrain/traffic';
import { lazy, Suspense } from 'react';
import { prettyJson } from './pretty-json.ts';
import type { TextDiffProps } from './text-diff-props.ts';

const MonacoDiff = lazy(() => import('./monaco-diff.tsx'));

/** Two texts side by side. The editor is fetched when this is first shown. */
export function TextDiff(props: TextDiffProps) {
	return (
		<Suspense
			fallback={
				<p role="status" className="p-4 text-12 text-fg-3">
					Loading the text view…
				</p>
			}
		>
			<MonacoDiff {...props} />
		</Suspense>
	);
}

/** Two decoded payloads as text: JSON indented with sorted keys, strings as they are. */
export function JsonTextDiff(props: {
	original: JsonValue | undefined;
	modified: JsonValue | undefined;
	label: string;
}) {
	const { original, modified, label } = props;
	const language = isStructured(original) || isStructured(modified) ? 'json' : 'plaintext';
	return <TextDiff original={asText(original)} modified={asText(modified)} language={language} label={label} />;
}

function asText(value: JsonValue | undefined): string {
	return typeof value === 'string' ? value : prettyJson(value);
}

function isStructured(value: JsonValue | undefined): boolean {
	return typeof value === 'object' && value !== null && !isJsonNumber(value);
}
