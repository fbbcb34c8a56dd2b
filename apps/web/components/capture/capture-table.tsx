'use client';
import type { AppRouter } from '@refrain/api';
import { Button, CopyButton, Dot, formatCount, toast } from '@refrain/ui/base';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTRPC } from '../trpc.ts';
import { Cell, type Column, Row, Table } from './table.tsx';

type Outputs = inferRouterOutputs<AppRouter>['captures'];
export type Capture = Outputs['list'][number];
export type Recording = Outputs['recordings'][number];

const COLUMNS: readonly Column[] = [
	{ title: 'Name', width: 'w-[18%]' },
	{ title: 'Listener' },
	{ title: 'Target' },
	{ title: 'State', width: 'w-[22%]' },
	{ title: 'Connections', width: 'w-[110px]', right: true },
	{ title: 'Frames', width: 'w-[100px]', right: true },
	{ title: 'Actions', width: 'w-[90px]', right: true },
];

const STATES: Record<Capture['state'], { label: string; dot: 'live' | 'off' | 'fail' | 'warn' }> = {
	queued: { label: 'Starting', dot: 'warn' },
	running: { label: 'Capturing', dot: 'live' },
	stopping: { label: 'Stopping', dot: 'warn' },
	stopped: { label: 'Stopped', dot: 'off' },
	failed: { label: 'Failed', dot: 'fail' },
};

export function CaptureTable({
	captures,
	recordings,
}: {
	captures: readonly Capture[];
	recordings: readonly Recording[];
}) {
	const trpc = useTRPC();
	const queries = useQueryClient();
	const stop = useMutation(
		trpc.captures.stop.mutationOptions({
			onSuccess: () => queries.invalidateQueries(trpc.captures.pathFilter()),
			onError: (error) => toast({ tone: 'fail', message: error.message }),
		}),
	);
	return (
		<Table label="Listeners" columns={COLUMNS}>
			{captures.map((capture) => {
				const recording = recordings.find(({ id }) => id === capture.recordingId);
				const address = `ws://${capture.listenHost}:${capture.port}`;
				const { label, dot } = STATES[capture.state];
				return (
					<Row key={capture.id}>
						<Cell className="font-medium">{capture.name}</Cell>
						<Cell>
							<span className="flex items-center gap-1">
								<span className="mono truncate text-12">{address}</span>
								{capture.state === 'running' && <CopyButton text={address} label={`Copy ${address}`} />}
							</span>
						</Cell>
						<Cell className="mono text-12">{capture.target}</Cell>
						<Cell className="whitespace-normal">
							<span className="flex items-center gap-1.5">
								<Dot state={dot} />
								{label}
							</span>
							{(capture.error ?? capture.note) && (
								<span className="block text-12 text-fg-3">{capture.error ?? capture.note}</span>
							)}
						</Cell>
						<Cell right>{formatCount(recording?.connections ?? 0)}</Cell>
						<Cell right>{formatCount(recording?.frames ?? 0)}</Cell>
						<Cell right>
							{(capture.state === 'running' || capture.state === 'queued') && (
								<Button size="sm" disabled={stop.isPending} onClick={() => stop.mutate({ id: capture.id })}>
									Stop
								</Button>
							)}
						</Cell>
					</Row>
				);
			})}
		</Table>
	);
}
