import { cx, DirectionArrow, formatClock, formatCount, formatDuration, Pill } from '../base/index.ts';

export interface SnapshotConnection {
	id: string;
	kind: 'websocket' | 'http';
	host: string;
	path: string;
	session: string;
	subprotocol: string | null;
	status: number | null;
	openedAtUs: number;
	endedAtUs: number | null;
	frames: number;
	clientRows: number;
	serverRows: number;
	httpExchanges: number;
	isCut: boolean;
	close: { code: number | null; by: string } | null;
}

/** What a snapshot holds: its connections in their order. */
export function ConnectionsTable({ connections }: { connections: readonly SnapshotConnection[] }) {
	return (
		<table className="w-full border-collapse text-12 whitespace-nowrap">
			<caption className="visually-hidden">Connections of the snapshot</caption>
			<thead>
				<tr className="border-line border-b text-left text-11 text-fg-3 [&>th]:h-7 [&>th]:px-3 [&>th]:font-medium [&>th:first-child]:pl-6">
					<th scope="col">Path</th>
					<th scope="col">Protocol</th>
					<th scope="col">Session</th>
					<th scope="col">Opened</th>
					<th scope="col" className="text-right">
						Duration
					</th>
					<th scope="col" className="text-right">
						Messages
					</th>
					<th scope="col" className="text-right">
						Frames
					</th>
					<th scope="col">End</th>
				</tr>
			</thead>
			<tbody>
				{connections.map((connection) => (
					<Row key={connection.id} {...connection} />
				))}
			</tbody>
		</table>
	);
}

function Row(connection: SnapshotConnection) {
	const {
		kind,
		host,
		path,
		session,
		subprotocol,
		status,
		openedAtUs,
		endedAtUs,
		frames,
		clientRows,
		serverRows,
		httpExchanges,
	} = connection;
	return (
		<tr className="h-9 border-line border-b [&>td]:px-3 [&>td:first-child]:pl-6">
			<td className="max-w-[320px] truncate">
				<span className="mono">{path}</span> <span className="ml-1 text-fg-3">{host}</span>
			</td>
			<td>
				<Pill tone="outline">{kind === 'http' ? 'http' : (subprotocol ?? 'websocket')}</Pill>
				{status !== null && status !== 101 && <Pill tone="fail">{status}</Pill>}
			</td>
			<td className="max-w-[180px] truncate text-fg-2">{session}</td>
			<td className="text-fg-2" suppressHydrationWarning>
				{formatClock(openedAtUs)}
			</td>
			<td className="text-right">{endedAtUs === null ? '–' : formatDuration(endedAtUs - openedAtUs)}</td>
			<td className="text-right">
				{kind === 'http' ? (
					`${formatCount(httpExchanges)} requests`
				) : (
					<span className="inline-flex items-center gap-1">
						<DirectionArrow sender="client" size={11} />
						{formatCount(clientRows)}
						<DirectionArrow sender="server" size={11} className="ml-1.5" />
						{formatCount(serverRows)}
					</span>
				)}
			</td>
			<td className="text-right">{formatCount(frames)}</td>
			<td className={cx(connection.isCut && 'text-fg-3')}>{endText(connection)}</td>
		</tr>
	);
}

function endText({ isCut, close, kind }: SnapshotConnection): string {
	if (isCut) return 'cut out of a longer connection';
	if (kind === 'http') return '';
	if (close === null) return 'still open';
	return `${close.code ?? 'no code'} by ${close.by === 'none' ? 'nobody' : `the ${close.by}`}`;
}
