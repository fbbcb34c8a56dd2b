'use client';
import {
	Button,
	Dot,
	EmptyState,
	formatBytes,
	formatCount,
	formatDateTime,
	formatDuration,
	IconButton,
	TextInput,
	toast,
} from '@refrain/ui/base';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTRPC } from '../trpc.ts';
import type { Recording } from './capture-table.tsx';
import { Cell, type Column, Row, Table } from './table.tsx';

const DeleteRecording = lazy(() => import('./delete-recording.tsx'));

const COLUMNS: readonly Column[] = [
	{ title: 'Name' },
	{ title: 'Source' },
	{ title: 'Started', width: 'w-[150px]' },
	{ title: 'Lasted', width: 'w-[110px]' },
	{ title: 'Connections', width: 'w-[110px]', right: true },
	{ title: 'Frames', width: 'w-[100px]', right: true },
	{ title: 'Size', width: 'w-[90px]', right: true },
	{ title: 'Actions', width: 'w-[90px]', right: true },
];

export function RecordingTable({ recordings, loading }: { recordings: readonly Recording[]; loading: boolean }) {
	const [editing, setEditing] = useState<string | null>(null);
	const [deleting, setDeleting] = useState<Recording | null>(null);
	if (recordings.length === 0)
		return (
			<EmptyState
				title={loading ? 'Loading the recordings…' : 'Nothing has been recorded.'}
				className="rounded-card border border-line"
			/>
		);
	return (
		<>
			<Table label="Recordings" columns={COLUMNS}>
				{recordings.map((recording) => (
					<Row key={recording.id}>
						<Cell className="font-medium">
							{editing === recording.id ? (
								<Rename recording={recording} onDone={() => setEditing(null)} />
							) : (
								recording.name
							)}
						</Cell>
						<Cell className="text-fg-3">{recording.source}</Cell>
						<Cell className="text-fg-2">
							<span suppressHydrationWarning>{formatDateTime(recording.startedAtUs)}</span>
						</Cell>
						<Cell className="text-fg-2">
							{recording.endedAtUs === null ? (
								<span className="flex items-center gap-1.5">
									<Dot state="live" />
									recording
								</span>
							) : (
								formatDuration(recording.endedAtUs - recording.startedAtUs)
							)}
						</Cell>
						<Cell right>{formatCount(recording.connections)}</Cell>
						<Cell right>{formatCount(recording.frames)}</Cell>
						<Cell right>{formatBytes(recording.bytes)}</Cell>
						<Cell right>
							<IconButton label={`Rename ${recording.name}`} icon={Pencil} onClick={() => setEditing(recording.id)} />
							<IconButton
								label={`Delete ${recording.name}`}
								icon={Trash2}
								disabled={recording.live}
								onClick={() => setDeleting(recording)}
							/>
						</Cell>
					</Row>
				))}
			</Table>
			{deleting && (
				<Suspense fallback={null}>
					<DeleteRecording recording={deleting} onClose={() => setDeleting(null)} />
				</Suspense>
			)}
		</>
	);
}

function Rename({ recording, onDone }: { recording: Recording; onDone(): void }) {
	const trpc = useTRPC();
	const queries = useQueryClient();
	const [name, setName] = useState(recording.name);
	const rename = useMutation(
		trpc.captures.renameRecording.mutationOptions({
			onSuccess: () => {
				void queries.invalidateQueries(trpc.captures.pathFilter());
				void queries.invalidateQueries(trpc.traffic.pathFilter());
				onDone();
			},
			onError: (error) => toast({ tone: 'fail', message: error.message }),
		}),
	);
	return (
		<form
			className="flex gap-1"
			onSubmit={(event) => {
				event.preventDefault();
				rename.mutate({ id: recording.id, name });
			}}
		>
			<TextInput
				aria-label="Name of the recording"
				value={name}
				onChange={(event) => setName(event.target.value)}
				onKeyDown={(event) => event.key === 'Escape' && onDone()}
			/>
			<Button type="submit" disabled={rename.isPending || name.trim() === ''}>
				Save
			</Button>
		</form>
	);
}
