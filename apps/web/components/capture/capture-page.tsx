'use client';
import { Button, EmptyState, PageHeader } from '@refrain/ui/base';
import { ShellStatus } from '@refrain/ui/shell';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../trpc.ts';
import { CaptureForm } from './capture-form.tsx';
import { CaptureTable } from './capture-table.tsx';
import { DemoService } from './demo-service.tsx';
import { RecordingTable } from './recording-table.tsx';
import { useCapture } from './use-capture.ts';

/** Listeners that record, the demo service, and everything that was recorded. */
export function CapturePage({ project }: { project: string }) {
	const trpc = useTRPC();
	const { start, starting, error, capture } = useCapture();
	const captures = useQuery(trpc.captures.list.queryOptions(undefined, { refetchInterval: 5_000 }));
	const recordings = useQuery(trpc.captures.recordings.queryOptions(undefined, { refetchInterval: 5_000 }));
	const [all, setAll] = useState(false);
	const list = captures.data ?? [];
	const running = list.filter(({ state }) => state !== 'stopped' && state !== 'failed');
	// What was just started stays in sight, also when it failed.
	const shown = all ? list : list.filter((one) => running.includes(one) || one.id === capture?.id);
	return (
		<div className="min-h-0 flex-1 overflow-auto" data-page-state="ready">
			<PageHeader
				title="Capture"
				meta="Refrain listens in place of your server, passes every byte on and records it."
			/>
			<div className="flex flex-col gap-6 px-6 pb-8">
				<section aria-labelledby="new-capture" className="rounded-card border border-line p-4">
					<h2 id="new-capture" className="mb-2 font-semibold">
						New capture
					</h2>
					<CaptureForm starting={starting} error={error} onStart={start} className="max-w-[720px]" />
				</section>
				<section aria-labelledby="listeners">
					<div className="mb-1 flex items-center gap-2">
						<h2 id="listeners" className="flex-1 font-semibold">
							Listeners
						</h2>
						{list.length > running.length && (
							<Button size="sm" variant="ghost" aria-pressed={all} onClick={() => setAll(!all)}>
								{all ? 'Only running' : `Show ${list.length - running.length} ended`}
							</Button>
						)}
					</div>
					{shown.length === 0 ? (
						<EmptyState title="Nothing is being captured." className="rounded-card border border-line">
							Start a capture above, or the demo below.
						</EmptyState>
					) : (
						<CaptureTable captures={shown} recordings={recordings.data ?? []} />
					)}
				</section>
				<DemoService project={project} />
				<section aria-labelledby="recordings">
					<h2 id="recordings" className="mb-1 font-semibold">
						Recordings
					</h2>
					<RecordingTable recordings={recordings.data ?? []} loading={recordings.isPending} />
				</section>
			</div>
			<ShellStatus />
		</div>
	);
}
