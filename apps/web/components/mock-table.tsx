'use client';
import type { AppRouter } from '@refrain/api';
import { formatCount, formatDateTime, Link } from '@refrain/ui/base';
import { hitRate, MockStatePill, mockStats } from '@refrain/ui/mocks';
import { ListRow, ListTable } from '@refrain/ui/snapshots';
import type { inferRouterOutputs } from '@trpc/server';

type Mock = inferRouterOutputs<AppRouter>['mocks']['list'][number];

const COLUMNS = [
	{ title: 'Mock' },
	{ title: 'State' },
	{ title: 'Address' },
	{ title: 'Hit rate', align: 'right' },
	{ title: 'Misses', align: 'right' },
	{ title: 'Connections', align: 'right' },
	{ title: 'Started' },
] as const;

/** Mocks as rows: of what, where, how well they answer. */
export function MockTable({ project, mocks }: { project: string; mocks: readonly Mock[] }) {
	return (
		<ListTable caption="Mocks" columns={COLUMNS}>
			{mocks.map((mock) => (
				<Row key={mock.id} project={project} mock={mock} />
			))}
		</ListTable>
	);
}

function Row({ project, mock }: { project: string; mock: Mock }) {
	const stats = mockStats(mock.stats);
	const rate = hitRate(stats);
	return (
		<ListRow>
			<td className="font-medium">
				<Link href={`/p/${project}/mocks/${mock.id}`} className="before:absolute before:inset-0 hover:text-accent-t">
					{mock.snapshotName}
				</Link>
			</td>
			<td>
				<MockStatePill state={mock.state} />
			</td>
			<td className="mono text-12">
				{mock.error ? (
					<span className="font-ui text-fail">{mock.error}</span>
				) : (
					(mock.address ?? `port ${mock.port || 'any'}`)
				)}
			</td>
			<td className="text-right">{rate === null ? '–' : `${Math.round(rate * 1000) / 10} %`}</td>
			<td className={stats.misses > 0 ? 'text-right text-fail' : 'text-right'}>{formatCount(stats.misses)}</td>
			<td className="text-right">{formatCount(stats.connections)}</td>
			<td className="text-12 text-fg-3" suppressHydrationWarning>
				{formatDateTime(mock.createdAtUs)}
			</td>
		</ListRow>
	);
}
