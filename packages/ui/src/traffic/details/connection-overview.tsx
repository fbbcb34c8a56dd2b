import {
	DirectionArrow,
	Dot,
	formatBytes,
	formatClock,
	formatCount,
	formatDuration,
	InlineNotice,
	Pill,
	useNow,
} from '../../base/index.ts';
import { connectionState } from '../connection-state.ts';
import type { ConnectionDetail } from './connection-detail.ts';
import { Fact, Facts, FactsTitle } from './facts.tsx';

/** What a connection was: its ends, its life, what crossed it, how it ended. */
export function ConnectionOverview({ connection }: { connection: ConnectionDetail }) {
	const nowUs = useNow(connection.closedAtUs === null);
	const facts = {
		...connection,
		accepted: connection.handshake?.accepted ?? false,
		status: connection.handshake?.response?.status ?? null,
	};
	const { state, long } = connectionState(facts);
	const endUs = connection.closedAtUs ?? nowUs;
	const { stat } = connection;
	return (
		<section aria-label="Overview" className="min-h-0 flex-1 overflow-auto">
			{connection.droppedFrames > 0 && (
				<InlineNotice>
					{formatCount(connection.droppedFrames)} frames were dropped here: capture could not keep up.
				</InlineNotice>
			)}
			<Facts>
				<Fact name="State">
					<span className="flex items-start gap-1.5">
						<Dot state={state === 'live' ? 'live' : state === 'failed' ? 'fail' : 'off'} className="mt-[7px]" />
						<span className="min-w-0">{connection.endedBecause ?? long}</span>
					</span>
				</Fact>
				<Fact name="Path" mono>
					{connection.path}
				</Fact>
				<Fact name="Host">{connection.host || 'not given'}</Fact>
				<Fact name="Client" mono>
					{connection.clientAddress ?? 'unknown'}
				</Fact>
				<Fact name="Server" mono>
					{connection.serverAddress ?? 'unknown'}
					{connection.tls && ' (TLS)'}
				</Fact>
				<Fact name="Session">
					{connection.session.label}
					<span className="text-fg-3"> · by {connection.session.rule.replace('-', ' ')}</span>
				</Fact>
				<Fact name="Opened">
					<span suppressHydrationWarning>{formatClock(connection.openedAtUs)}</span>
				</Fact>
				<Fact name="Lasted">{endUs === null ? '' : formatDuration(Math.max(0, endUs - connection.openedAtUs))}</Fact>
			</Facts>
			<FactsTitle>Frames</FactsTitle>
			<table className="mx-3 my-2 w-[calc(100%-24px)] text-12">
				<thead className="text-11 text-fg-3">
					<tr className="h-6 text-right">
						<td />
						<th scope="col" className="font-medium">
							Frames
						</th>
						<th scope="col" className="font-medium">
							Payload
						</th>
						<th scope="col" className="font-medium">
							Per second
						</th>
					</tr>
				</thead>
				<tbody>
					<Direction
						name="client"
						label="client → server"
						rows={stat.clientRows}
						bytes={stat.clientBytes}
						connection={connection}
					/>
					<Direction
						name="server"
						label="server → client"
						rows={stat.serverRows}
						bytes={stat.serverBytes}
						connection={connection}
					/>
				</tbody>
			</table>
			<Facts className="pt-0">
				<Fact name="Wire frames">{formatCount(stat.frames)}</Fact>
				<Fact name="On the wire">{formatBytes(stat.wireBytes)}</Fact>
			</Facts>
			{connection.violations.length > 0 && (
				<>
					<FactsTitle>Violations</FactsTitle>
					<ul className="px-3 py-2 text-12">
						{connection.violations.map((violation) => (
							<li key={`${violation.sender} ${violation.offset}`} className="mb-2">
								<span className="flex items-center gap-1.5">
									<DirectionArrow sender={violation.sender} />
									<Pill tone="fail">{violation.section}</Pill>
									<span className="text-fg-3">{violation.code}</span>
								</span>
								{violation.message}
								<span className="mono block truncate text-11 text-fg-3">{violation.hex}</span>
							</li>
						))}
					</ul>
				</>
			)}
		</section>
	);
}

interface DirectionProps {
	name: 'client' | 'server';
	label: string;
	rows: number;
	bytes: number;
	connection: ConnectionDetail;
}

function Direction({ name, label, rows, bytes, connection: { stat } }: DirectionProps) {
	const lengthS = stat.firstAtUs === null || stat.lastAtUs === null ? 0 : (stat.lastAtUs - stat.firstAtUs) / 1e6;
	return (
		<tr className="h-6 border-line border-t text-right">
			<th scope="row" className="text-left font-normal">
				<span className="flex items-center gap-1.5">
					<DirectionArrow sender={name} />
					{label}
				</span>
			</th>
			<td>{formatCount(rows)}</td>
			<td>{formatBytes(bytes)}</td>
			<td>{lengthS < 1 ? '' : (rows / lengthS).toFixed(1)}</td>
		</tr>
	);
}
