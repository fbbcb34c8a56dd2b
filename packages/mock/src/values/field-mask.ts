import { isJsonNumber, type JsonValue } from '@refrain/traffic';
import { type GeneralPath, isList, typeLetter } from './value-path.ts';

/** How a field counts: not at all, only its type, or (without an entry) its value. */
export type FieldTreatment = 'skip' | 'type-only';

interface MaskNode {
	treatment: FieldTreatment | null;
	readonly steps: Map<string | number, MaskNode>;
	any: MaskNode | null;
	/** Names that are masked here and anywhere below. */
	readonly deep: Map<string, MaskNode>;
}

/** Says which fields of a value do not count, or count by their type only. */
export class FieldMask {
	readonly #root: MaskNode = newNode();
	#size = 0;

	get size(): number {
		return this.#size;
	}

	add(path: GeneralPath, treatment: FieldTreatment): this {
		let node = this.#root;
		for (const step of path) node = childOf(node, step);
		if (node.treatment === null) this.#size += 1;
		// What does not count at all needs no type.
		if (node.treatment !== 'skip') node.treatment = treatment;
		return this;
	}

	/** The same for every field of this name, however deep it is. */
	addDeep(name: string, treatment: FieldTreatment): this {
		this.#root.deep.set(name, { ...newNode(), treatment });
		this.#size += 1;
		return this;
	}

	/** One text for all values that are equal under this mask: compact JSON with sorted keys. */
	canonical(value: JsonValue): string {
		return write(value, [this.#root]);
	}

	/** True when the mask has an entry for this place or for something above it. */
	covers(path: GeneralPath): boolean {
		let nodes: readonly MaskNode[] = [this.#root];
		for (const step of path) {
			if (nodes.some(({ treatment }) => treatment !== null)) return true;
			nodes = below(nodes, step);
		}
		return nodes.some(({ treatment }) => treatment !== null);
	}
}

const NOTHING_MASKED = new FieldMask();

/** Equal texts for values that are equal as JSON. */
export function canonicalJson(value: JsonValue): string {
	return NOTHING_MASKED.canonical(value);
}

function newNode(): MaskNode {
	return { treatment: null, steps: new Map(), any: null, deep: new Map() };
}

function childOf(node: MaskNode, step: string | number | null): MaskNode {
	if (step === null) {
		node.any ??= newNode();
		return node.any;
	}
	const known = node.steps.get(step) ?? newNode();
	node.steps.set(step, known);
	return known;
}

function write(value: JsonValue, nodes: readonly MaskNode[]): string {
	for (const { treatment } of nodes) {
		if (treatment === 'skip') return '*';
		if (treatment === 'type-only') return `<${typeLetter(value)}>`;
	}
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	if (isJsonNumber(value)) return value.$number;
	if (isList(value)) return `[${value.map((item, index) => write(item, below(nodes, index))).join(',')}]`;
	const object = value as { readonly [key: string]: JsonValue };
	const members: string[] = [];
	for (const key of Object.keys(object).sort()) {
		const text = write(object[key] as JsonValue, below(nodes, key));
		// A field that does not count may as well be absent.
		if (text !== '*') members.push(`${JSON.stringify(key)}:${text}`);
	}
	return `{${members.join(',')}}`;
}

const NO_NODES: readonly MaskNode[] = [];

function below(nodes: readonly MaskNode[], step: string | number | null): readonly MaskNode[] {
	if (nodes.length === 0) return NO_NODES;
	const found: MaskNode[] = [];
	for (const node of nodes) {
		const named = step === null ? undefined : (node.steps.get(step) ?? node.deep.get(String(step)));
		if (named !== undefined) found.push(named);
		if (node.any !== null && typeof step !== 'string') found.push(node.any);
		if (node.deep.size > 0) found.push({ ...newNode(), deep: node.deep });
	}
	return found.length === 0 ? NO_NODES : found;
}
