'use client';
import { Button, cx, Dot, EmptyState, InlineNotice, Segmented, TextInput, toast, useNow } from '@refrain/ui/base';
import { MockEntryDetail, MockKpis, MockLog, mockStats, perSecond } from '@refrain/ui/mocks';
import { ShellCrumb, ShellStatus, useShortcuts } from '@refrain/ui/shell';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Radio } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import { StartMock } from '../../../../../components/start-mock.tsx';
import { useTRPC } from '../../../../../components/trpc.ts';
import { useLiveTopic } from '../../../../../components/use-live-topic.ts';
import type { Mock, MockLine } from './mock.ts';
import { MockHeader } from './mock-header.tsx';
import { mockParams } from './mock-params.ts';

/** Lines that the page holds; older ones stay stored. */
const LINES = 1_000;
const CHART_S = 60;

/** The console of a mock: where it is, how well it answers, every message and why it was answered so. */
export function MockPage({ project, initial }: { project: string; initial: Mock }) {
	const trpc = useTRPC();
	const queries = useQueryClient();
	const id = initial.id;
	const [params, setParams] = useQueryStates(mockParams);
	const [again, setAgain] = useState<number | null>(null);
	const mock = useQuery(trpc.mocks.get.queryOptions({ id }, { initialData: initial })).data;
	const log = useQuery(
		trpc.mocks.entries.queryOptions(
			{ id, show: params.show, from: -LINES, count: LINES },
			{ placeholderData: keepPreviousData },
		),
	);
	useLiveTopic('mock', () => {
		void queries.invalidateQueries(trpc.mocks.get.queryFilter({ id }));
		if (params.live) void queries.invalidateQueries(trpc.mocks.entries.queryFilter({ id }));
	});
	const paths = useQuery(
		trpc.snapshots.contents.queryOptions({ id: mock.snapshotId }, { staleTime: Number.POSITIVE_INFINITY }),
	).data;
	const address = mock.address && mock.address + (paths?.[0]?.path ?? '');
	const stop = useMutation(
		trpc.mocks.stop.mutationOptions({ onError: ({ message }) => toast({ tone: 'fail', message }) }),
	);
	const isUp = mock.state === 'running';
	const nowUs = useNow(isUp);
	const entries = useMemo(() => matching(log.data?.entries ?? [], params.q), [log.data, params.q]);
	const stats = mockStats(mock.stats);
	const misses = entries.filter(({ result }) => result === 'miss');
	// Nothing chosen: the newest miss, which is what people come for.
	const selected = entries.find(({ n }) => n === params.msg) ?? misses.at(-1) ?? null;
	const toMiss = (step: 1 | -1) => {
		const at = params.msg ?? (step === 1 ? 0 : Number.POSITIVE_INFINITY);
		const next = step === 1 ? misses.find(({ n }) => n > at) : [...misses].reverse().find(({ n }) => n < at);
		if (next) void setParams({ msg: next.n, live: false });
	};
	useShortcuts('Mock', [
		{ keys: 'Shift+J', label: 'Next miss', run: () => toMiss(1) },
		{ keys: 'Shift+K', label: 'Previous miss', run: () => toMiss(-1) },
		{ keys: 'Shift+L', label: 'Live on or off', run: () => void setParams({ live: !params.live }) },
	]);
	return (
		<div className="flex min-h-0 flex-1 flex-col">
			<ShellCrumb>{mock.snapshotName}</ShellCrumb>
			<ShellStatus
				keys={[
					['⇧ J', 'next miss'],
					['⇧ L', 'live'],
				]}
			>
				<span>{mock.address ? `Mock on ${mock.address}` : 'The mock does not listen'}</span>
			</ShellStatus>
			<MockHeader
				project={project}
				mock={mock}
				address={address}
				stopping={stop.isPending}
				onStop={() => stop.mutate({ id })}
				onAgain={() => setAgain(mock.port)}
			/>
			{mock.error && (
				<InlineNotice
					actions={
						<Button size="sm" onClick={() => setAgain(0)}>
							Use a free port
						</Button>
					}
				>
					{mock.error}
				</InlineNotice>
			)}
			{mock.note && <InlineNotice tone="warn">{mock.note}</InlineNotice>}
			<MockKpis
				stats={stats}
				perSecond={perSecond(entries, nowUs ?? entries.at(-1)?.atUs ?? 0, CHART_S)}
				runningS={isUp && nowUs !== null ? (nowUs - mock.createdAtUs) / 1e6 : null}
			/>
			<div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(380px,600px)] max-[1480px]:grid-cols-[minmax(0,1fr)_400px]">
				<section aria-label="Console" className="flex min-h-0 min-w-0 flex-col border-line border-r">
					<div className="flex h-10 flex-none items-center gap-2 pr-3 pl-4 whitespace-nowrap">
						<h2 className="font-semibold">Messages</h2>
						<Segmented
							label="Which messages"
							items={[
								{ value: 'all', label: 'All' },
								{ value: 'miss', label: 'Misses', count: stats.misses },
								{ value: 'hit', label: 'Hits' },
								{ value: 'push', label: 'Pushes' },
							]}
							value={params.show}
							onChange={(show) => void setParams({ show })}
						/>
						<span className="flex-1" />
						<TextInput
							aria-label="Filter messages"
							placeholder="Filter messages"
							value={params.q}
							onChange={(event) => void setParams({ q: event.target.value || null })}
							className="w-[180px]!"
						/>
						<Button
							aria-pressed={params.live}
							onClick={() => void setParams({ live: !params.live })}
							className={cx(params.live && 'border-pass! bg-pass-bg! text-pass!')}
						>
							<Dot state={params.live ? 'live' : 'off'} />
							Live
						</Button>
					</div>
					<MockLog
						entries={entries}
						selected={params.msg === null ? null : (selected?.n ?? null)}
						onSelect={(n) => void setParams({ msg: n })}
						follow={params.live}
						onFollow={(live) => live !== params.live && void setParams({ live })}
						empty={emptyText(address, params.q !== '' || params.show !== 'all')}
					/>
				</section>
				{selected ? (
					<MockEntryDetail entry={selected} />
				) : (
					<EmptyState icon={Radio} title="Select a message">
						It says which recorded message answered it and, of a miss, what came closest and what differed.
					</EmptyState>
				)}
			</div>
			{again !== null && (
				<StartMock project={project} snapshotId={mock.snapshotId} port={again} onClose={() => setAgain(null)} />
			)}
		</div>
	);
}

function matching(entries: readonly MockLine[], text: string): MockLine[] {
	const words = text.toLowerCase().split(/\s+/).filter(Boolean);
	if (words.length === 0) return [...entries];
	return entries.filter(({ kind, preview, result, reason, connection }) => {
		const all = `${kind} ${preview} ${result} ${reason} c${connection}`.toLowerCase();
		return words.every((word) => all.includes(word));
	});
}

function emptyText(address: string | null, filtered: boolean): string {
	if (filtered) return 'No message is like that.';
	if (address === null) return 'No client ever connected.';
	return `Nobody has connected yet. Point your client at ${address}.`;
}
