'use client';
import { Dot, EmptyState, InlineNotice } from '@refrain/ui/base';
import { CircleSlash, LoaderCircle } from 'lucide-react';
import type { Report } from './use-report.ts';

const STATES: Record<string, { text: string; dot: 'live' | 'off' | 'fail' | 'warn' }> = {
	'not-started': { text: 'not started', dot: 'off' },
	connecting: { text: 'connecting', dot: 'warn' },
	open: { text: 'open', dot: 'live' },
	closed: { text: 'closed', dot: 'off' },
	failed: { text: 'failed', dot: 'fail' },
};

/** The body of the page while the replay runs: its connections. What failed is told when it is judged. */
export function RunningReplay({ report: { replay } }: { report: Report }) {
	const connections = replay.progress?.connections ?? [];
	return (
		<div className="flex min-h-0 flex-1">
			<section
				aria-label="Connections"
				className="flex w-[600px] flex-none flex-col border-line border-r max-[1480px]:w-[460px]"
			>
				<h2 className="flex h-10 flex-none items-center px-4 font-semibold">Connections</h2>
				<ul className="min-h-0 overflow-y-auto border-line border-b">
					{connections.map(({ connectionId, state, error }, index) => {
						const { text, dot } = STATES[state] ?? { text: state, dot: 'off' as const };
						return (
							<li key={connectionId} className="flex h-[30px] items-center gap-2 border-line border-t px-4">
								<Dot state={dot} />
								<span className="flex-1 truncate">Connection {index + 1}</span>
								<span className={error ? 'truncate text-fail' : 'text-fg-3'}>{error ?? text}</span>
							</li>
						);
					})}
				</ul>
			</section>
			<EmptyState
				icon={LoaderCircle}
				title={replay.state === 'judging' ? 'Comparing with the recording' : 'The replay is running'}
			>
				Exchanges are judged when it ends: only then is it known what is missing.
			</EmptyState>
		</div>
	);
}

/** A replay that is over and has no report: it says why. */
export function UnjudgedReplay({ report: { replay } }: { report: Report }) {
	return (
		<div className="flex min-h-0 flex-1 flex-col">
			{replay.state === 'error' && <InlineNotice>{replay.error ?? 'The replay failed.'}</InlineNotice>}
			<EmptyState
				icon={CircleSlash}
				title={
					replay.state === 'stopped' ? (replay.error ?? 'Stopped before anything was judged.') : 'Nothing was judged.'
				}
			>
				{replay.state === 'error' && 'Replay the snapshot again.'}
			</EmptyState>
		</div>
	);
}
