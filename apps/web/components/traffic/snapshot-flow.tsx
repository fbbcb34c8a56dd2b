'use client';
import { toast } from '@refrain/ui/base';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ReplaySnapshot } from '../replay-snapshot.tsx';
import SnapshotDialog, { type SnapshotDialogProps } from './snapshot-dialog.tsx';

export interface SnapshotFlowProps extends Omit<SnapshotDialogProps, 'onCreated'> {
	project: string;
}

/** Take a snapshot, then look at it or replay it at once. */
export default function SnapshotFlow({ project, onClose, ...dialog }: SnapshotFlowProps) {
	const router = useRouter();
	const [replaying, setReplaying] = useState<string | null>(null);
	if (replaying !== null) return <ReplaySnapshot project={project} snapshotId={replaying} onClose={onClose} />;
	return (
		<SnapshotDialog
			{...dialog}
			onClose={onClose}
			onCreated={(id, then) => {
				toast({ message: 'Snapshot created.' });
				if (then === 'replay') return setReplaying(id);
				onClose();
				router.push(`/p/${project}/snapshots/${id}`);
			}}
		/>
	);
}
