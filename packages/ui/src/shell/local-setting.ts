'use client';
import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** Kept on this device only: pane widths, theme, shortcut switch (ui.md 4.1). */
export function readSetting(name: string): string | null {
	try {
		return localStorage.getItem(`refrain.${name}`);
	} catch {
		// Storage can be forbidden; then settings last as long as their defaults.
		return null;
	}
}

export function writeSetting(name: string, value: string | null): void {
	try {
		if (value === null) localStorage.removeItem(`refrain.${name}`);
		else localStorage.setItem(`refrain.${name}`, value);
	} catch {
		// See readSetting.
	}
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	window.addEventListener('storage', listener);
	return () => {
		listeners.delete(listener);
		window.removeEventListener('storage', listener);
	};
}

/** A setting of this device, `initial` until it is set (and while the server renders). */
export function useLocalSetting(name: string, initial: string): [string, (value: string) => void] {
	const value = useSyncExternalStore(
		subscribe,
		() => readSetting(name) ?? initial,
		() => initial,
	);
	return [value, useCallback((next: string) => writeSetting(name, next), [name])];
}

/** The same for a number, such as the width of a pane. */
export function useLocalNumber(name: string, initial: number): [number, (value: number) => void] {
	const [value, set] = useLocalSetting(name, String(initial));
	const number = Number(value);
	return [Number.isFinite(number) ? number : initial, useCallback((next: number) => set(String(next)), [set])];
}
