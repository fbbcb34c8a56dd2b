'use client';

import { cx, EmptyState, formatBytes, formatClock, formatDuration, InlineNotice } from '@refrain/ui/base';
import { shownNumber } from '@refrain/ui/traffic';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc.ts';

export interface HttpListProps {
	connectionId: string;
	/** `n` of the selected exchange. */
	selected: number | null;
	onSelect(n: number): void;
}

/** The middle pane of an HTTP connection: its requests. */
export function HttpList({ connectionId, selected, onSelect }: HttpListProps) {
	const trpc = useTRPC();
	const { data, error } = useQuery(trpc.traffic.httpExchanges.queryOptions({ connectionId }));
	if (error) return <InlineNotice>Could not load the requests: {error.message}</InlineNotice>;
	if (data?.length === 0) return <EmptyState title="No request on this connection yet." />;
	return (
		<div className="min-h-0 flex-1 overflow-auto">
			<table className="w-full table-fixed text-left text-12">
				<caption className="visually-hidden">HTTP exchanges</caption>
				<thead className="sticky top-0 bg-bg-1 text-11 text-fg-3">
					<tr className="h-6">
						<th className="w-[54px] pr-2 text-right font-medium">#</th>
						<th className="w-[100px] font-medium">Time</th>
						<th className="w-[64px] font-medium">Method</th>
						<th className="font-medium">Target</th>
						<th className="w-[72px] font-medium">Status</th>
						<th className="w-[72px] text-right font-medium">Size</th>
						<th className="w-[84px] pr-3 text-right font-medium">Duration</th>
					</tr>
				</thead>
				<tbody>
					{data?.map((exchange) => (
						<tr
							key={exchange.n}
							aria-current={exchange.n === selected ? 'true' : undefined}
							className="h-6 cursor-pointer whitespace-nowrap hover:bg-bg-2 aria-[current]:bg-accent-bg"
							onClick={() => onSelect(exchange.n)}
						>
							<td className="pr-2 text-right text-fg-3">{shownNumber(exchange.n)}</td>
							<td className="text-fg-2" suppressHydrationWarning>
								{formatClock(exchange.requestAtUs)}
							</td>
							<td className="mono text-11">{exchange.method}</td>
							<td className="mono truncate text-[11.5px]">
								<button type="button" className="max-w-full truncate" onClick={() => onSelect(exchange.n)}>
									{exchange.target}
								</button>
							</td>
							<td className={cx(exchange.status === null || exchange.status >= 400 ? 'text-fail' : 'text-fg-2')}>
								{exchange.status ?? 'no answer'}
							</td>
							<td className="text-right text-fg-3">{formatBytes(exchange.responseBodyBytes)}</td>
							<td className="pr-3 text-right">
								{exchange.durationUs === null ? '' : formatDuration(exchange.durationUs)}
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
