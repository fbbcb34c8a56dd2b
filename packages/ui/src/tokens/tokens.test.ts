import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
	[...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
		name as string,
		{ light: light as string, dark: dark as string },
	]),
);

const SURFACES = ['bg', 'bg-1', 'bg-2'];
const TEXT: [string, string[]][] = [
	['fg', [...SURFACES, 'bg-3', 'accent-bg', 'fail-bg', 'hit', 'add-bg', 'add-w', 'del-bg', 'del-w', 'ign-bg']],
	['fg-2', [...SURFACES, 'accent-bg', 'ign-bg']],
	['fg-3', ['bg', 'bg-1', 'bg-2', 'accent-bg', 'fail-bg', 'mute-bg']],
	['accent-t', ['bg', 'bg-1', 'accent-bg', 'accent-bg2']],
	['on-accent', ['accent', 'accent-h']],
	['up', ['bg', 'bg-1', 'up-bg', 'accent-bg', 'fail-bg']],
	['dn', ['bg', 'bg-1', 'dn-bg', 'accent-bg', 'fail-bg']],
	['pass', ['bg', 'bg-1', 'pass-bg']],
	['fail', ['bg', 'bg-1', 'fail-bg', 'accent-bg']],
	['warn', ['bg', 'bg-1', 'warn-bg']],
	['new', ['bg', 'bg-1', 'new-bg']],
	['mute', ['bg', 'bg-1', 'mute-bg']],
	['bin', ['bg', 'accent-bg']],
	['close', ['bg', 'accent-bg']],
	['j-key', ['bg', 'accent-bg']],
	['j-str', ['bg', 'accent-bg']],
	['j-num', ['bg', 'accent-bg']],
	['j-bool', ['bg', 'accent-bg']],
	['j-punc', ['bg', 'accent-bg']],
];
/** WCAG 1.4.11: what must be seen to use a control. */
const CONTROLS: [string, string[]][] = [
	['ctl', ['bg', 'bg-1']],
	['accent', ['bg', 'bg-1', 'accent-bg']],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
	test.each(pairs(TEXT))('text %s on %s has a contrast of at least 4.5', (fg, bg) => {
		expect(contrast(color(fg, theme), color(bg, theme))).toBeGreaterThanOrEqual(4.5);
	});
	test.each(pairs(CONTROLS))('control %s on %s has a contrast of at least 3', (fg, bg) => {
		expect(contrast(color(fg, theme), color(bg, theme))).toBeGreaterThanOrEqual(3);
	});
});

function pairs(list: [string, string[]][]): [string, string][] {
	return list.flatMap(([fg, surfaces]) => surfaces.map((bg): [string, string] => [fg, bg]));
}

function color(name: string, theme: 'light' | 'dark'): string {
	const token = tokens.get(name);
	if (!token) throw new Error(`tokens.css has no --${name}`);
	return token[theme];
}

/** WCAG 2.2, "contrast ratio". */
function contrast(a: string, b: string): number {
	const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
	return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
	const [r, g, b] = [1, 3, 5]
		.map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
		.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number];
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
