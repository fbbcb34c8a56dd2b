// @vitest-environment happy-dom
import { type JsonValue, parseJson } from '@refrain/traffic';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { JsonTree } from './json-tree.tsx';
import type { Folding } from './tree-rows.ts';

beforeEach(() => {
	// happy-dom lays nothing out.
	vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
	vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(400);
});
afterEach(() => {
	cleanup();
	vi.restoreAllMocks();
});

function Host({ value }: { value: JsonValue }) {
	const [folding, setFolding] = useState<Folding>(new Map());
	const [selected, setSelected] = useState<string | null>(null);
	return (
		<JsonTree
			label="Payload"
			value={value}
			folding={folding}
			onFold={(path, expanded) => setFolding((before) => new Map(before).set(path, expanded))}
			selected={selected}
			onSelect={setSelected}
		/>
	);
}

function show(text: string) {
	const parsed = parseJson(text);
	if (!parsed.ok) throw new Error(parsed.reason);
	render(<Host value={parsed.value} />);
}

const lines = () => screen.getAllByRole('treeitem').map(({ textContent }) => textContent);
const press = (key: string) => fireEvent.keyDown(screen.getByRole('tree'), { key });
const active = () => document.getElementById(screen.getByRole('tree').getAttribute('aria-activedescendant') ?? '');

test('numbers keep all their digits, and text stays text', () => {
	show('{"n":12345678901234567890,"html":"<img src=x onerror=alert(1)>","none":null}');
	expect(lines()).toEqual([
		'{ 3 keys',
		'n: 12345678901234567890',
		'html: "<img src=x onerror=alert(1)>"',
		'none: null',
	]);
	expect(document.querySelector('img')).toBeNull();
});

test('arrows go through the fields, left and right fold', () => {
	show('{"a":{"x":1,"y":[]},"b":true}');
	press('ArrowDown');
	press('ArrowDown');
	expect(active()?.dataset.path).toBe('$.a');
	press('ArrowLeft');
	expect(lines()).toEqual(['{ 2 keys', 'a: {…} 2 keys', 'b: true']);
	press('ArrowRight');
	expect(lines()).toHaveLength(5);
	press('ArrowRight');
	expect(active()?.dataset.path).toBe('$.a.x');
	press('ArrowLeft');
	expect(active()?.dataset.path).toBe('$.a');
	press('End');
	expect(active()?.dataset.path).toBe('$.b');
});

test('* unfolds everything', () => {
	const deep = `${'[1,'.repeat(12)}2${']'.repeat(12)}`;
	show(deep);
	const before = lines().length;
	press('*');
	expect(lines().length).toBeGreaterThan(before);
	expect(screen.queryByText('[…]')).toBeNull();
});

test('of a long list only a few lines are in the page', () => {
	show(JSON.stringify(Array.from({ length: 50_000 }, (_, at) => at)));
	expect(lines().length).toBeLessThan(60);
});
