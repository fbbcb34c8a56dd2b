import { Activity, Camera, ListChecks, type LucideIcon, Radio, Repeat2, Server, Settings } from 'lucide-react';

export interface Section {
	/** First part of the path after the project. */
	slug: string;
	label: string;
	icon: LucideIcon;
	/** Second key of the `g` sequence that leads there. */
	goKey: string;
}

/** What the rail shows, top part. */
export const SECTIONS: readonly Section[] = [
	{ slug: 'traffic', label: 'Traffic', icon: Activity, goKey: 't' },
	{ slug: 'snapshots', label: 'Snapshots', icon: Camera, goKey: 's' },
	{ slug: 'replays', label: 'Replays', icon: Repeat2, goKey: 'r' },
	{ slug: 'mocks', label: 'Mocks', icon: Server, goKey: 'm' },
	{ slug: 'assertions', label: 'Assertions', icon: ListChecks, goKey: 'u' },
];

/** Bottom part. */
export const TOOLS: readonly Section[] = [
	{ slug: 'capture', label: 'Capture', icon: Radio, goKey: 'c' },
	{ slug: 'settings', label: 'Settings', icon: Settings, goKey: ',' },
];

/** Section of a path: '/p/local/c/abc' and '/p/local/compare' belong to Traffic. null outside a project. */
export function sectionOf(pathname: string): Section | null {
	const slug = /^\/p\/[^/]+\/([^/]+)/.exec(pathname)?.[1];
	const canonical = slug === 'c' || slug === 'compare' ? 'traffic' : slug;
	return [...SECTIONS, ...TOOLS].find((section) => section.slug === canonical) ?? null;
}
