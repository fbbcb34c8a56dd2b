'use client';
import { LazyReplayDialog, type ReplayDialogProps, type ReplayRequest } from '@refrain/ui/replay';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Suspense } from 'react';
import { useTRPC } from './trpc.ts';

const BUILDS = { faulty: 'Demo, faulty build', correct: 'Demo, correct build' };

export interface ReplaySnapshotProps {
	project: string;
	snapshotId: string;
	initial?: Partial<ReplayRequest>;
	onClose(): void;
}

/** The dialog "Replay snapshot" with what it offers; starting goes to the report. */
export function ReplaySnapshot({ project, snapshotId, initial, onClose }: ReplaySnapshotProps) {
	const trpc = useTRPC();
	const router = useRouter();
	const snapshot = useQuery(trpc.snapshots.get.queryOptions({ id: snapshotId })).data;
	const targets = useQuery(trpc.replays.targets.queryOptions()).data;
	const profiles = useQuery(trpc.profiles.list.queryOptions()).data;
	const last = useQuery(trpc.replays.list.queryOptions({ snapshotId, count: 1 })).data;
	const start = useMutation(
		trpc.replays.start.mutationOptions({
			onSuccess: ({ number }) => {
				onClose();
				router.push(`/p/${project}/replays/${number}`);
			},
		}),
	);
	// The form takes its first values once: it waits until all of them are known.
	if (!snapshot || !targets || !profiles || !last) return null;
	const offered: ReplayDialogProps['targets'] = [
		...targets.demo.map(({ build, url }) => ({ url, label: BUILDS[build] })),
		...targets.recent.map((url) => ({ url })),
	];
	return (
		<Suspense fallback={null}>
			<LazyReplayDialog
				snapshot={snapshot}
				targets={offered}
				profiles={profiles}
				initial={{ profileId: last[0]?.evaluation?.profileId ?? null, ...initial }}
				starting={start.isPending || start.isSuccess}
				error={start.error?.message ?? null}
				onStart={(request) => start.mutate({ snapshotId, ...request })}
				onClose={onClose}
			/>
		</Suspense>
	);
}
