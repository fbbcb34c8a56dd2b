import { isJsonNumber, type JsonValue, stringifyJson } from '@refrain/traffic';
import { plural } from '../base/index.ts';

/** 'number', 'string', 'object', ... */
export function jsonTypeName(value: JsonValue): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	if (isJsonNumber(value)) return 'number';
	return typeof value;
}

/** A leaf as it is in the payload (strings quoted), a container by its size. */
export function ValueLabel({ value, expanded }: { value: JsonValue; expanded: boolean | null }) {
	if (expanded === null) return <span className={LOOKS[jsonTypeName(value)]}>{stringifyJson(value)}</span>;
	const isArray = Array.isArray(value);
	const size = isArray ? value.length : Object.keys(value as object).length;
	const count = plural(size, isArray ? 'item' : 'key');
	return (
		<span className="text-j-punc">
			{expanded ? (isArray ? '[' : '{') : isArray ? '[…]' : '{…}'} <span className="text-fg-3">{count}</span>
		</span>
	);
}

const LOOKS: Record<string, string> = {
	string: 'text-j-str',
	number: 'text-j-num',
	boolean: 'text-j-bool',
	null: 'text-j-bool',
	array: 'text-j-punc',
	object: 'text-j-punc',
};
