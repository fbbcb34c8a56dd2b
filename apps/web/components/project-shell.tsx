'use client';
import { cx, Dot, formatBytes, formatCount, formatStopwatch, Link, plural, useNow } from '@refrain/ui/base';
import { AppShell } from '@refrain/ui/shell';
import { useQuery } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { LiveProvider, useLiveState } from './live.tsx';
import { useTRPC } from './trpc.ts';

/** The shell with what it knows about capture; around every page but shared reports. */
export function ProjectShell({ project, children }: { project: string; children: ReactNode }) {
	const router = useRouter();
	return (
		<LiveProvider>
			<AppShell
				project={project}
				pathname={usePathname()}
				navigate={(href) => router.push(href)}
				pill={<CapturePill project={project} />}
				status={<CaptureStatus />}
			>
				{children}
			</AppShell>
		</LiveProvider>
	);
}

function useStatus() {
	const trpc = useTRPC();
	return useQuery(trpc.traffic.status.queryOptions()).data;
}

function CapturePill({ project }: { project: string }) {
	const status = useStatus();
	const { state } = useLiveState();
	if (!status) return null;
	const [tone, dot, text] =
		state === 'lost'
			? (['bg-warn-bg text-warn', 'warn', 'Live updates lost, retrying'] as const)
			: status.capturing.length > 0
				? ([
						'bg-pass-bg text-pass',
						'live',
						status.liveConnections === 0
							? 'Capturing'
							: `Capturing · ${plural(status.liveConnections, 'live connection')}`,
					] as const)
				: (['bg-mute-bg text-mute', 'off', 'Not capturing'] as const);
	return (
		<Link
			href={`/p/${project}/capture`}
			className={cx('flex h-[22px] items-center gap-1.5 rounded-pill px-2 text-11 font-medium', tone)}
		>
			<Dot state={dot} />
			{text}
		</Link>
	);
}

function CaptureStatus() {
	const status = useStatus();
	if (!status) return null;
	const { capturing, frames, bytes, droppedFrames } = status;
	const what = capturing.map(({ name, port }) => (port === null ? name : `:${port}`));
	return (
		<>
			<LostStream />
			<span className="flex items-center gap-1.5">
				<Dot state={capturing.length > 0 ? 'live' : 'off'} />
				{capturing.length > 0 ? `Capturing ${what.join(', ')}` : 'Not capturing'}
			</span>
			<span>
				{status.connections === 0 ? 'No traffic yet' : `${formatCount(frames)} frames · ${formatBytes(bytes)} · `}
				{status.connections > 0 && (
					<span className={cx(droppedFrames > 0 && 'font-medium text-fail')}>{formatCount(droppedFrames)} dropped</span>
				)}
			</span>
		</>
	);
}

function LostStream() {
	const { state, sinceMs, attempts } = useLiveState();
	const nowUs = useNow(state === 'lost');
	if (state !== 'lost' || nowUs === null) return null;
	return (
		<span role="status" className="font-medium text-warn">
			Live updates stopped {formatStopwatch(nowUs / 1e6 - sinceMs / 1e3)} ago, reconnecting ({attempts})
		</span>
	);
}
