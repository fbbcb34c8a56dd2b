'use client';
import { Button, Field, InlineNotice, plural, RadioGroup, TextInput } from '@refrain/ui/base';
import { Dialog } from '@refrain/ui/overlays';
import type { Span } from '@refrain/ui/traffic';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTRPC, useTRPCClient } from '../trpc.ts';
import type { Tree, TreeConnection } from './use-connections.ts';

export interface SnapshotDialogProps {
	tree: Tree;
	connection: TreeConnection;
	brush: Span | null;
	/** Which button comes first. */
	intent: 'snapshot' | 'replay';
	onCreated(snapshotId: string, then: 'open' | 'replay'): void;
	onClose(): void;
}

type Scope = 'connection' | 'session' | 'brush';

/** Freezes a part of the traffic under a name. */
export default function SnapshotDialog({ tree, connection, brush, intent, onCreated, onClose }: SnapshotDialogProps) {
	const trpc = useTRPC();
	const client = useTRPCClient();
	const members = tree.connections.filter(({ sessionId }) => sessionId === connection.sessionId).toReversed();
	const recording = tree.recordings.find(({ id }) => id === connection.recordingId);
	const [name, setName] = useState(suggestedName(recording?.name ?? connection.host, connection));
	const [scope, setScope] = useState<Scope>(brush ? 'brush' : 'connection');
	const chosen = scope === 'session' ? members : [connection];
	const create = useMutation(trpc.snapshots.create.mutationOptions());
	const submit = async (then: 'open' | 'replay') => {
		const connections =
			scope === 'brush' && brush
				? [{ connectionId: connection.id, ...(await brushRange(connection.id, brush)) }]
				: chosen.map(({ id }) => ({ connectionId: id }));
		const { id } = await create.mutateAsync({ name, connections });
		onCreated(id, then);
	};
	const brushRange = async (connectionId: string, { fromUs, toUs }: Span) => {
		const from = await client.traffic.rowAt.query({ connectionId, atUs: fromUs });
		const to = await client.traffic.rowAt.query({ connectionId, atUs: toUs });
		const rows = async (at: number) =>
			(await client.traffic.frames.query({ connectionId, from: at, count: 1 })).rows[0];
		const [first, last] = [await rows(from.from), await rows(Math.max(from.from, to.from - 1))];
		return { ...(first && { fromSeq: first.firstSeq }), ...(last && { toSeq: last.lastSeq }) };
	};
	const onSubmit = (event: FormEvent) => {
		event.preventDefault();
		void submit(intent === 'replay' ? 'replay' : 'open');
	};
	const live = chosen.filter(({ closedAtUs }) => closedAtUs === null).length;
	const busy = create.isPending;
	const disabled = busy || name.trim() === '';
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title="New snapshot"
			description="A frozen copy of this traffic, to replay or to mock. It never changes."
			footer={
				<>
					<span className="flex-1 text-12 text-fg-3">
						{plural(chosen.length, 'connection')}
						{scope !== 'brush' && `, ${plural(rowsOf(chosen), 'frame')}`}
					</span>
					<Button onClick={() => void submit(intent === 'replay' ? 'open' : 'replay')} disabled={disabled}>
						{intent === 'replay' ? 'Create snapshot' : 'Create and replay'}
					</Button>
					<Button variant="primary" type="submit" form="snapshot-form" disabled={disabled}>
						{intent === 'replay' ? 'Create and replay' : 'Create snapshot'}
					</Button>
				</>
			}
		>
			<form id="snapshot-form" onSubmit={onSubmit} className="flex flex-col gap-4">
				{create.error && <InlineNotice className="rounded-control">{create.error.message}</InlineNotice>}
				<Field label="Name">
					<TextInput value={name} onChange={(event) => setName(event.target.value)} />
				</Field>
				<fieldset>
					<legend className="mb-1 text-12 font-medium text-fg-2">What</legend>
					<RadioGroup<Scope>
						label="What"
						value={scope}
						onChange={setScope}
						items={[
							{
								value: 'connection',
								label: 'This connection',
								hint: `${connection.path}, ${plural(connection.stat.rows, 'frame')}`,
							},
							{
								value: 'session',
								label: 'All connections of this session',
								hint: `${plural(members.length, 'connection')}, ${plural(rowsOf(members), 'frame')}`,
								disabled: members.length < 2,
							},
							...(brush ? [{ value: 'brush' as const, label: 'This connection, only the brushed time' }] : []),
						]}
					/>
				</fieldset>
				{live > 0 && (
					<p className="text-12 text-warn">
						{live === 1 ? 'A connection is' : `${live} connections are`} still open: what is there now goes into the
						snapshot.
					</p>
				)}
			</form>
		</Dialog>
	);
}

function rowsOf(connections: readonly TreeConnection[]): number {
	return connections.reduce((sum, { stat }) => sum + stat.rows, 0);
}

function suggestedName(recording: string, { openedAtUs }: TreeConnection): string {
	const at = new Date(openedAtUs / 1000);
	return `${recording} ${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
}
