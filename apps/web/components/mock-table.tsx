'use client';
import type { AppRouter } from '@refrain/api';
import { formatCount, formatDateTime, Link } from '@refrain/ui/base';
import { hitRate, MockStatePill, mockStats } from '@refrain/ui/mocks';
import type { inferRouterOutputs } from '@trpc/server';

type Mock = inferRouterOutputs<AppRouter>['mocks']['list'][number];

/** Mocks as rows: of what, where, how well they answer. */
export function MockTable({ project, mocks }: { project: string; mocks: readonly Mock[] }) {
	return (
		<table className="w-full border-collapse whitespace-nowrap">
			<caption className="visually-hidden">Mocks</caption>
			<thead>
				<tr className="border-line border-b bg-bg-1 text-left text-11 text-fg-3 [&>th]:h-7 [&>th]:px-3 [&>th]:font-medium first:[&>th]:pl-6">
					<th scope="col">Mock</th>
					<th scope="col">State</th>
					<th scope="col">Address</th>
					<th scope="col" className="text-right">
						Hit rate
					</th>
					<th scope="col" className="text-right">
						Misses
					</th>
					<th scope="col" className="text-right">
						Connections
					</th>
					<th scope="col">Started</th>
				</tr>
			</thead>
			<tbody>
				{mocks.map((mock) => (
					<Row key={mock.id} project={project} mock={mock} />
				))}
			</tbody>
		</table>
	);
}

function Row({ project, mock }: { project: string; mock: Mock }) {
	const stats = mockStats(mock.stats);
	const rate = hitRate(stats);
	return (
		<tr className="relative h-10 border-line border-b hover:bg-bg-1 [&>td]:px-3 first:[&>td]:pl-6">
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
		</tr>
	);
}
