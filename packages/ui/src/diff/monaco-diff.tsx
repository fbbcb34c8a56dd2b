'use client';
import { useEffect, useRef } from 'react';
import { editor } from './monaco.ts';
import type { TextDiffProps } from './text-diff-props.ts';

/** Monaco's diff editor; its own chunk, never part of the first load. */
export default function MonacoDiff({ original, modified, language, label }: TextDiffProps) {
	const host = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const element = host.current;
		if (!element) return;
		const stopTheme = followTheme();
		const diff = editor.createDiffEditor(element, {
			readOnly: true,
			originalEditable: false,
			automaticLayout: true,
			renderSideBySide: true,
			useInlineViewWhenSpaceIsLimited: true,
			renderSideBySideInlineBreakpoint: 480,
			hideUnchangedRegions: { enabled: true, minimumLineCount: 6 },
			minimap: { enabled: false },
			renderOverviewRuler: false,
			bracketPairColorization: { enabled: false },
			scrollBeyondLastLine: false,
			lineNumbersMinChars: 3,
			fontFamily: getComputedStyle(element).fontFamily,
			fontSize: 12,
			lineHeight: 18,
			originalAriaLabel: `${label}: before`,
			modifiedAriaLabel: `${label}: after`,
		});
		const models = {
			original: editor.createModel(original, language),
			modified: editor.createModel(modified, language),
		};
		diff.setModel(models);
		// The labels given above stop short of the element that takes the focus.
		diff.getOriginalEditor().updateOptions({ ariaLabel: `${label}: before` });
		diff.getModifiedEditor().updateOptions({ ariaLabel: `${label}: after` });
		const update = diff.onDidUpdateDiff(() =>
			element.setAttribute('data-changes', String(diff.getLineChanges()?.length ?? -1)),
		);
		return () => {
			stopTheme();
			update.dispose();
			diff.dispose();
			models.original.dispose();
			models.modified.dispose();
		};
	}, [original, modified, language, label]);
	return <section ref={host} aria-label={label} className="mono min-h-0 flex-1" />;
}

/** Monaco's themes are global; ours follow the page, so does this. Returns what stops it. */
function followTheme(): () => void {
	const system = matchMedia('(prefers-color-scheme: dark)');
	const apply = () => {
		const chosen = document.documentElement.dataset.theme;
		defineThemes();
		editor.setTheme((chosen ?? (system.matches ? 'dark' : 'light')) === 'dark' ? 'refrain-dark' : 'refrain-light');
	};
	apply();
	const observer = new MutationObserver(apply);
	observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
	system.addEventListener('change', apply);
	return () => {
		observer.disconnect();
		system.removeEventListener('change', apply);
	};
}

let defined = false;

/** The colours of tokens.css: Monaco cannot read custom properties. */
function defineThemes(): void {
	if (defined) return;
	defined = true;
	editor.defineTheme('refrain-light', {
		base: 'vs',
		inherit: true,
		rules: [
			{ token: 'string.key.json', foreground: '17171c' },
			{ token: 'string.value.json', foreground: '17663a' },
			{ token: 'number.json', foreground: '1b4fc4' },
			{ token: 'keyword.json', foreground: '8527a6' },
		],
		colors: {
			'editor.background': '#ffffff',
			'editorLineNumber.foreground': '#676772',
			'diffEditor.insertedLineBackground': '#dff5e6',
			'diffEditor.insertedTextBackground': '#aee5bf',
			'diffEditor.removedLineBackground': '#fde4e5',
			'diffEditor.removedTextBackground': '#facbcc',
		},
	});
	editor.defineTheme('refrain-dark', {
		base: 'vs-dark',
		inherit: true,
		rules: [
			{ token: 'string.key.json', foreground: 'ececf1' },
			{ token: 'string.value.json', foreground: '7fd3a1' },
			{ token: 'number.json', foreground: '8eb6ff' },
			{ token: 'keyword.json', foreground: 'd9a5f2' },
		],
		colors: {
			'editor.background': '#121216',
			'editorLineNumber.foreground': '#9595a2',
			'diffEditor.insertedLineBackground': '#12301d',
			'diffEditor.insertedTextBackground': '#1a4e2e',
			'diffEditor.removedLineBackground': '#3d191d',
			'diffEditor.removedTextBackground': '#6e2930',
		},
	});
}
