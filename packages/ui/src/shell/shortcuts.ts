'use client';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { keyName } from './key-name.ts';
import { readSetting } from './local-setting.ts';

export interface Shortcut {
	/** One or several spellings: 'j', ['k', 'ArrowUp'], 'mod+k', 'g t' (a sequence). See {@link keyName}. */
	keys: string | readonly string[];
	/** What it does, for the sheet: 'Next frame'. */
	label: string;
	run(): void;
	/** Also while a text field has the focus (for keys that no one types). */
	inFields?: boolean;
}

export interface ShortcutGroup {
	name: string;
	shortcuts: readonly Shortcut[];
}

/** Setting: 'off' disables keys that are a single character (WCAG 2.1.4). */
export const SINGLE_KEYS_SETTING = 'single-keys';
/** A sequence such as `g t` must be completed within this time. */
const SEQUENCE_MS = 800;

let groups: readonly ShortcutGroup[] = [];
let pending: { key: string; timer: ReturnType<typeof setTimeout> } | null = null;
const listeners = new Set<() => void>();

/**
 * Binds keys while the component is mounted and lists them in the `?` sheet. Later registrations win.
 * @param group heading in the sheet
 */
export function useShortcuts(group: string, shortcuts: readonly Shortcut[]): void {
	const latest = useRef(shortcuts);
	latest.current = shortcuts;
	// The sheet needs the spelling, not the closures: only a change of keys registers anew.
	const spelling = JSON.stringify(shortcuts.map(({ keys, label, inFields }) => [keys, label, inFields]));
	useEffect(() => {
		const bound = (JSON.parse(spelling) as [Shortcut['keys'], string, boolean?][]).map(
			([keys, label, inFields], at) => ({
				keys,
				label,
				inFields,
				run: () => latest.current[at]?.run(),
			}),
		);
		const registration = { name: group, shortcuts: bound };
		publish([...groups, registration]);
		return () => publish(groups.filter((one) => one !== registration));
	}, [group, spelling]);
}

/** All bound shortcuts, groups of one name joined. */
export function useShortcutGroups(): readonly ShortcutGroup[] {
	const all = useSyncExternalStore(
		subscribe,
		() => groups,
		() => NONE,
	);
	const byName = new Map<string, Shortcut[]>();
	for (const { name, shortcuts } of all) byName.set(name, [...(byName.get(name) ?? []), ...shortcuts]);
	return [...byName].map(([name, shortcuts]) => ({ name, shortcuts }));
}

/** First key of a sequence that waits for its second, else null. */
export function usePendingKey(): string | null {
	return useSyncExternalStore(
		subscribe,
		() => pending?.key ?? null,
		() => null,
	);
}

/** Runs the shortcut of a key press that no widget has taken; once a page, on the document. */
export function handleKey(event: KeyboardEvent): void {
	if (event.defaultPrevented || event.isComposing || inOverlay(event.target)) return;
	const name = keyName(event);
	if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
	const typing = inTextField(event.target);
	const sequence = pending && !typing ? `${pending.key} ${name}` : null;
	setPending(null);
	const shortcut = (sequence && find(sequence, typing)) || find(name, typing);
	if (shortcut) {
		event.preventDefault();
		shortcut.run();
	} else if (!typing && startsSequence(name)) {
		event.preventDefault();
		setPending(name);
	}
}

function find(name: string, typing: boolean): Shortcut | null {
	if (isSingleKey(name) && readSetting(SINGLE_KEYS_SETTING) === 'off') return null;
	for (const { shortcuts } of [...groups].reverse()) {
		const found = shortcuts.find((one) => (!typing || one.inFields) && spellings(one).includes(name));
		if (found) return found;
	}
	return null;
}

function startsSequence(name: string): boolean {
	if (readSetting(SINGLE_KEYS_SETTING) === 'off') return false;
	return groups.some(({ shortcuts }) =>
		shortcuts.some((one) => spellings(one).some((key) => key.startsWith(`${name} `))),
	);
}

function spellings(shortcut: Shortcut): readonly string[] {
	return typeof shortcut.keys === 'string' ? [shortcut.keys] : shortcut.keys;
}

function isSingleKey(name: string): boolean {
	return name.split(' ').every((press) => press.length === 1);
}

function inTextField(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	if (target.isContentEditable || target.closest('.monaco-editor')) return true;
	return target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button])');
}

function inOverlay(target: EventTarget | null): boolean {
	return target instanceof Element && target.closest('[role=dialog], [role=menu], [role=listbox]') !== null;
}

function setPending(key: string | null): void {
	if (pending) clearTimeout(pending.timer);
	if (!pending && !key) return;
	pending = key === null ? null : { key, timer: setTimeout(() => setPending(null), SEQUENCE_MS) };
	tell();
}

function publish(next: readonly ShortcutGroup[]): void {
	groups = next;
	tell();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

function tell(): void {
	for (const listener of listeners) listener();
}

const NONE: readonly ShortcutGroup[] = [];
