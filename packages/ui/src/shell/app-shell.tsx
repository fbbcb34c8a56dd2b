'use client';
import { Keyboard } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { cx, IconButton, Kbd, Link, ToastHost } from '../base/index.ts';
import { Logo } from './logo.tsx';
import { SECTIONS, type Section, sectionOf, TOOLS } from './sections.ts';
import { handleKey, usePendingKey, useShortcuts } from './shortcuts.ts';
import { ThemeSync } from './theme.tsx';
import { TooltipLayer } from './tooltip-layer.tsx';

const ShortcutSheet = lazy(() => import('./shortcut-sheet.tsx'));

const CRUMB_SLOT = 'shell-crumbs';
const STATUS_SLOT = 'shell-status';

export interface AppShellProps {
	project: string;
	pathname: string;
	/** State of capture, in the top bar. */
	pill: ReactNode;
	/** The same in more words, at the left of the status bar. */
	status: ReactNode;
	/** Slugs of sections where something runs: they get a dot. */
	busy?: readonly string[];
	navigate(href: string): void;
	children: ReactNode;
}

/** Rail, top bar, status bar and everything that exists once a page. */
export function AppShell({ project, pathname, pill, status, busy = [], navigate, children }: AppShellProps) {
	const [sheet, setSheet] = useState(false);
	const section = sectionOf(pathname);
	const to = (slug: string) => `/p/${project}/${slug}`;
	useEffect(() => {
		document.addEventListener('keydown', handleKey);
		return () => document.removeEventListener('keydown', handleKey);
	}, []);
	useShortcuts('Everywhere', [
		...[...SECTIONS, ...TOOLS].map(({ slug, label, goKey }) => ({
			keys: `g ${goKey}`,
			label: `Go to ${label}`,
			run: () => navigate(to(slug)),
		})),
		{ keys: '?', label: 'All shortcuts', run: () => setSheet(true) },
	]);
	const rail = (sections: readonly Section[]) =>
		sections.map((one) => (
			<RailLink key={one.slug} {...one} href={to(one.slug)} current={one === section} busy={busy.includes(one.slug)} />
		));
	return (
		<div className="grid h-dvh grid-cols-[68px_minmax(0,1fr)] grid-rows-[44px_minmax(0,1fr)_24px] overflow-hidden">
			<a
				href="#main"
				className="absolute top-1 left-1 z-50 -translate-y-16 rounded-control bg-accent px-3 py-1 text-on-accent focus:translate-y-0"
			>
				Skip to content
			</a>
			<header className="col-span-2 flex items-center gap-3 border-b border-line bg-bg-1 pr-3">
				<Link href="/" aria-label="Refrain home" className="grid h-11 w-[68px] place-items-center text-accent-t">
					<Logo />
				</Link>
				<nav aria-label="Breadcrumb" className="flex min-w-0 items-center gap-2 font-medium whitespace-nowrap">
					<span className="text-fg-2">{project}</span>
					<span aria-hidden="true" className="font-normal text-fg-3">
						/
					</span>
					{section ? (
						<Link href={to(section.slug)} className="hover:text-accent-t">
							{section.label}
						</Link>
					) : (
						<span>Welcome</span>
					)}
					<span id={CRUMB_SLOT} className="contents" />
				</nav>
				<span className="flex-1" />
				{pill}
				<IconButton label="Keyboard shortcuts" icon={Keyboard} size="md" onClick={() => setSheet(true)} />
			</header>
			<nav aria-label="Primary" className="flex flex-col gap-0.5 border-r border-line bg-bg-1 px-1.5 py-2">
				{rail(SECTIONS)}
				<span className="flex-1" />
				{rail(TOOLS)}
			</nav>
			<main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col overflow-hidden outline-none">
				{children}
			</main>
			<footer className="col-span-2 flex items-center gap-4 overflow-hidden border-t border-line bg-bg-1 px-3 text-11 whitespace-nowrap text-fg-3">
				{status}
				<span id={STATUS_SLOT} className="contents" />
				<PendingKey />
			</footer>
			<ToastHost />
			<TooltipLayer />
			<ThemeSync />
			{sheet && (
				<Suspense fallback={null}>
					<ShortcutSheet onClose={() => setSheet(false)} />
				</Suspense>
			)}
		</div>
	);
}

function RailLink({
	label,
	icon: Icon,
	href,
	current,
	busy,
}: Section & { href: string; current: boolean; busy: boolean }) {
	return (
		<Link
			href={href}
			aria-current={current ? 'page' : undefined}
			className={cx(
				'relative flex flex-col items-center gap-[3px] rounded-control pt-[7px] pb-[5px] text-11 leading-[14px] font-medium',
				current ? 'bg-accent-bg text-accent-t' : 'text-fg-3 hover:bg-bg-2 hover:text-fg',
			)}
		>
			<Icon aria-hidden="true" size={18} strokeWidth={1.75} />
			{label}
			{busy && (
				<span className="absolute top-1.5 right-3 size-[7px] rounded-full bg-pass">
					<span className="visually-hidden">, running</span>
				</span>
			)}
		</Link>
	);
}

function PendingKey() {
	const key = usePendingKey();
	return key ? (
		<span>
			<Kbd>{key.toUpperCase()}</Kbd> …
		</span>
	) : null;
}

/** Renders into a part of the shell that a page fills. */
function Slot({ id, children }: { id: string; children: ReactNode }) {
	const [host, setHost] = useState<HTMLElement | null>(null);
	useEffect(() => setHost(document.getElementById(id)), [id]);
	return host && createPortal(children, host);
}

/** One step deeper in the breadcrumb than the section: the name of a snapshot, the number of a replay. */
export function ShellCrumb({ children }: { children: ReactNode }) {
	return (
		<Slot id={CRUMB_SLOT}>
			<span aria-hidden="true" className="font-normal text-fg-3">
				/
			</span>
			<span aria-current="page" className="truncate">
				{children}
			</span>
		</Slot>
	);
}

export interface ShellStatusProps {
	/** State of what the page shows. */
	children?: ReactNode;
	/** The most useful keys here: [caps, what they do]. */
	keys?: readonly (readonly [caps: string, label: string])[];
}

/** The page's part of the status bar. */
export function ShellStatus({ children, keys = [] }: ShellStatusProps) {
	return (
		<Slot id={STATUS_SLOT}>
			{children}
			<span className="flex-1" />
			{[...keys, ['?', 'all keys'] as const].map(([caps, label]) => (
				<span key={label} className="flex items-center gap-1">
					{caps.split(' ').map((cap) => (
						<Kbd key={cap} className="border-b leading-[13px]">
							{cap}
						</Kbd>
					))}
					{label}
				</span>
			))}
		</Slot>
	);
}
