import { formatClock, formatDuration } from '../../base/index.ts';
import type { ConnectionDetail } from './connection-detail.ts';

/** What happened on a connection, in order. */
export function ConnectionTiming({ connection }: { connection: ConnectionDetail }) {
	const { openedAtUs, closedAtUs, handshake, stat } = connection;
	const steps: [label: string, atUs: number | null | undefined][] = [
		['First byte of the request', openedAtUs],
		['Upgrade asked for', handshake?.requestAtUs],
		[handshake?.accepted ? 'Upgrade accepted' : 'Upgrade answered', handshake?.responseAtUs],
		['First frame', stat.firstAtUs],
		['Last frame', stat.lastAtUs],
		['Closed', closedAtUs],
	];
	return (
		<section aria-label="Timing" className="min-h-0 flex-1 overflow-auto">
			<table className="w-full text-left text-12">
				<thead className="text-11 text-fg-3">
					<tr className="h-7">
						<th scope="col" className="pl-3 font-medium">
							Event
						</th>
						<th scope="col" className="font-medium">
							Time
						</th>
						<th scope="col" className="pr-3 text-right font-medium">
							Since open
						</th>
					</tr>
				</thead>
				<tbody>
					{steps.map(([label, atUs]) =>
						atUs == null ? null : (
							<tr key={label} className="h-7 border-line border-t">
								<th scope="row" className="pl-3 font-normal">
									{label}
								</th>
								<td suppressHydrationWarning>{formatClock(atUs)}</td>
								<td className="pr-3 text-right">{formatDuration(atUs - openedAtUs)}</td>
							</tr>
						),
					)}
				</tbody>
			</table>
		</section>
	);
}
