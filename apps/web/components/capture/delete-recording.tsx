'use client';
import { Button, InlineNotice, plural } from '@refrain/ui/base';
import { Dialog } from '@refrain/ui/overlays';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../trpc.ts';
import type { Recording } from './capture-table.tsx';

/** Data that is gone cannot be brought back: one of the two places that ask before they act (ui.md P5). */
export default function DeleteRecording({ recording, onClose }: { recording: Recording; onClose(): void }) {
	const trpc = useTRPC();
	const queries = useQueryClient();
	const remove = useMutation(
		trpc.captures.removeRecording.mutationOptions({
			onSuccess: () => {
				void queries.invalidateQueries(trpc.captures.pathFilter());
				void queries.invalidateQueries(trpc.traffic.pathFilter());
				onClose();
			},
		}),
	);
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={`Delete "${recording.name}"?`}
			width={440}
			footer={
				<>
					<Button onClick={onClose}>Cancel</Button>
					<Button variant="danger" disabled={remove.isPending} onClick={() => remove.mutate({ id: recording.id })}>
						Delete recording
					</Button>
				</>
			}
		>
			{remove.error && <InlineNotice className="mb-3 rounded-control">{remove.error.message}</InlineNotice>}
			<p>
				{plural(recording.connections, 'connection')} with {plural(recording.frames, 'frame')} will be gone for good.
			</p>
		</Dialog>
	);
}
