'use client';
import { Button, CopyButton, cx, Dot, Link } from '@refrain/ui/base';
import { behaviourTexts } from '@refrain/ui/mocks';
import { RotateCw, Square } from 'lucide-react';
import type { Mock } from './mock.ts';

const STATES: Record<Mock['state'], { label: string; dot: 'live' | 'off' | 'fail' | 'warn'; look: string }> = {
	queued: { label: 'Starting', dot: 'warn', look: 'bg-accent-bg text-accent-t' },
	running: { label: 'Running', dot: 'live', look: 'bg-pass-bg text-pass' },
	stopping: { label: 'Stopping', dot: 'off', look: 'bg-mute-bg text-mute' },
	stopped: { label: 'Stopped', dot: 'off', look: 'bg-mute-bg text-mute' },
	failed: { label: 'Failed', dot: 'fail', look: 'bg-fail-bg text-fail' },
};

export interface MockHeaderProps {
	project: string;
	mock: Mock;
	/** With the path of the first recorded connection. */
	address: string | null;
	stopping: boolean;
	onStop(): void;
	onAgain(): void;
}

/** What is mocked, where a client finds it, how it behaves. */
export function MockHeader({ project, mock, address, stopping, onStop, onAgain }: MockHeaderProps) {
	const { label, dot, look } = STATES[mock.state];
	const isUp = mock.state === 'running' || mock.state === 'queued';
	return (
		<header className="flex-none px-4 pt-3 pb-2.5">
			<div className="flex items-center gap-3">
				<span
					data-state={mock.state}
					className={cx(
						'inline-flex h-7 flex-none items-center gap-1.5 rounded-control px-2.5 text-[14px] font-semibold',
						look,
					)}
				>
					<Dot state={dot} />
					{label}
				</span>
				<h1 className="truncate text-18 font-semibold">{mock.snapshotName} mock</h1>
				<span className="text-fg-3">
					from snapshot{' '}
					<Link
						href={`/p/${project}/snapshots/${mock.snapshotId}`}
						className="font-medium text-accent-t hover:underline"
					>
						{mock.snapshotName}
					</Link>
				</span>
				<span className="flex-1" />
				{isUp ? (
					<Button variant="danger" icon={Square} disabled={stopping} onClick={onStop}>
						{stopping ? 'Stopping…' : 'Stop'}
					</Button>
				) : (
					<Button variant="primary" icon={RotateCw} onClick={onAgain}>
						Start again
					</Button>
				)}
			</div>
			<div className="mt-2 flex h-8 items-center gap-4 overflow-hidden text-12 whitespace-nowrap text-fg-2">
				{address && (
					<span className="mono flex h-8 w-[340px] flex-none items-center gap-2 rounded-control border border-ctl pr-1 pl-3">
						<span className="min-w-0 flex-1 truncate">{address}</span>
						<CopyButton text={address} label="Copy address" worded className="font-ui" />
					</span>
				)}
				{behaviourTexts(mock.options).map(([name, text]) => (
					<span key={name}>
						{name}: <b className="font-medium text-fg">{text}</b>
					</span>
				))}
			</div>
		</header>
	);
}
