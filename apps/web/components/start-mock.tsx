'use client';
import { LazyStartMockDialog } from '@refrain/ui/mocks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Suspense } from 'react';
import { useTRPC } from './trpc.ts';

export interface StartMockProps {
	project: string;
	/** Preselected; null lets the user choose. */
	snapshotId: string | null;
	port?: number;
	onClose(): void;
}

/** The dialog "Start mock"; starting goes to the console. */
export function StartMock({ project, snapshotId, port, onClose }: StartMockProps) {
	const trpc = useTRPC();
	const router = useRouter();
	const snapshots = useQuery(trpc.snapshots.list.queryOptions()).data;
	const start = useMutation(
		trpc.mocks.start.mutationOptions({
			onSuccess: ({ id }) => {
				onClose();
				router.push(`/p/${project}/mocks/${id}`);
			},
		}),
	);
	if (!snapshots) return null;
	return (
		<Suspense fallback={null}>
			<LazyStartMockDialog
				snapshots={snapshots}
				snapshotId={snapshotId}
				{...(port !== undefined && { initialPort: port })}
				starting={start.isPending || start.isSuccess}
				error={
					start.error?.message ??
					(snapshots.length === 0 ? 'There is no snapshot yet: make one from traffic first.' : null)
				}
				onStart={(request) => start.mutate(request)}
				onClose={onClose}
			/>
		</Suspense>
	);
}
