'use client';
import { Link2Off } from 'lucide-react';
import { useState } from 'react';
import { Button, CommandLine, Field, formatDateTime, InlineNotice, plural, RadioGroup } from '../base/index.ts';
import { Dialog, Select } from '../overlays/index.ts';

export type ShareInclude = 'all' | 'failed' | 'none';

export interface ShareLink {
	id: string;
	evaluation: number;
	include: ShareInclude;
	createdAtUs: number;
	expiresAtUs: number;
	opened: number;
	lastOpenedAtUs: number | null;
}

export interface ShareDialogProps {
	/** 'replay #128, evaluation 2' */
	what: string;
	links: readonly ShareLink[];
	/** The link that was just revoked: for a while it can be had back. */
	revoked: ShareLink | null;
	/** The link that was just made: its address is shown this once. */
	created: { id: string; url: string } | null;
	creating: boolean;
	error: string | null;
	onCreate(share: { days: number; include: ShareInclude }): void;
	onRevoke(link: ShareLink): void;
	onUndoRevoke(link: ShareLink): void;
	onClose(): void;
}

const EXPIRIES = [
	{ value: '1', label: '1 day' },
	{ value: '7', label: '7 days' },
	{ value: '30', label: '30 days' },
	{ value: '90', label: '90 days' },
] as const;

const INCLUDES: readonly { value: ShareInclude; label: string; short: string; hint: string }[] = [
	{
		value: 'failed',
		label: 'Only failed exchanges',
		short: 'payloads of failed exchanges',
		hint: 'Payloads of what failed; of the rest only the verdict',
	},
	{ value: 'all', label: 'All payloads', short: 'all payloads', hint: 'Everything that was expected and that came' },
	{ value: 'none', label: 'No payloads', short: 'no payloads', hint: 'Verdicts, field names and times; no value' },
];

/** Makes links to one evaluation of a report, lists those that still open, and ends them. */
export function ShareDialog(props: ShareDialogProps) {
	const { what, links, created, revoked, creating, error, onCreate, onRevoke, onUndoRevoke, onClose } = props;
	const [days, setDays] = useState<string>('7');
	const [include, setInclude] = useState<ShareInclude>('failed');
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title="Share this report"
			description={`Whoever has the link sees ${what}, and nothing else.`}
			width={600}
		>
			{error && <InlineNotice className="mb-3 rounded-control border">{error}</InlineNotice>}
			<div className="flex flex-col gap-4">
				<div className="grid grid-cols-[160px_1fr] gap-6">
					<Field label="Expires">
						<Select label="Expires" items={EXPIRIES} value={days} onChange={setDays} />
					</Field>
					<div>
						<p className="mb-1 text-12 font-medium text-fg-2">Include</p>
						<RadioGroup<ShareInclude> label="Include" items={INCLUDES} value={include} onChange={setInclude} />
					</div>
				</div>
				<Button
					variant="primary"
					disabled={creating}
					onClick={() => onCreate({ days: Number(days), include })}
					className="self-end"
				>
					{creating ? 'Creating…' : 'Create link'}
				</Button>
				{created && (
					<div role="status">
						<p className="mb-1 text-12 text-fg-2">The link is stored nowhere: copy it now.</p>
						<CommandLine text={created.url} />
					</div>
				)}
			</div>
			<h3 className="mt-5 mb-1 font-semibold">Active links</h3>
			{revoked && (
				<p role="status" className="mb-2 flex items-center gap-2 rounded-control bg-bg-2 px-3 py-1.5">
					<span className="flex-1">Link revoked.</span>
					<Button size="sm" onClick={() => onUndoRevoke(revoked)}>
						Undo
					</Button>
				</p>
			)}
			{links.length === 0 ? (
				<p className="text-fg-3">None. Links that expired or were revoked are gone.</p>
			) : (
				<ul className="rounded-panel border border-line">
					{links.map((link) => (
						<LinkRow key={link.id} link={link} isNew={link.id === created?.id} onRevoke={() => onRevoke(link)} />
					))}
				</ul>
			)}
		</Dialog>
	);
}

function LinkRow({ link, isNew, onRevoke }: { link: ShareLink; isNew: boolean; onRevoke(): void }) {
	const includes = INCLUDES.find(({ value }) => value === link.include)?.short;
	const opened = link.opened === 0 ? 'never opened' : `opened ${plural(link.opened, 'time')}`;
	const last = link.lastOpenedAtUs === null ? '' : `, last ${formatDateTime(link.lastOpenedAtUs)}`;
	return (
		<li className="flex min-h-11 items-center gap-3 border-line border-t px-3 py-1.5 first:border-t-0">
			<div className="min-w-0 flex-1">
				<p>
					Created {formatDateTime(link.createdAtUs)}
					{isNew && <span className="ml-1.5 font-medium text-accent-t">just now</span>}
				</p>
				<p className="truncate text-12 text-fg-3">
					Evaluation {link.evaluation}, {includes} · expires {formatDateTime(link.expiresAtUs)} · {opened}
					{last}
				</p>
			</div>
			<Button
				size="sm"
				variant="danger"
				icon={Link2Off}
				aria-label={`Revoke the link of ${formatDateTime(link.createdAtUs)}`}
				onClick={onRevoke}
			>
				Revoke
			</Button>
		</li>
	);
}
