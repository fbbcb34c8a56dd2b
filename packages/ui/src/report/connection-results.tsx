import type { ConnectionResult } from '@refrain/assertions';
import { cx, Pill } from '../base/index.ts';

const STATES: Record<ConnectionResult['state'], string> = {
	'not-started': 'Not started',
	connecting: 'Connecting',
	open: 'Open',
	closed: 'Closed',
	failed: 'Failed',
};

/** Each connection of the snapshot: how it opened and how it ended, beside the recording. */
export function ConnectionResults({ connections }: { connections: readonly ConnectionResult[] }) {
	return (
		<table className="w-full border-collapse text-12">
			<caption className="visually-hidden">Connections</caption>
			<thead>
				<tr className="border-line border-b text-left text-11 text-fg-3 [&>th]:h-7 [&>th]:px-4 [&>th]:font-medium">
					<th scope="col">Path</th>
					<th scope="col">State</th>
					<th scope="col">Recorded close</th>
					<th scope="col">Close in the replay</th>
					<th scope="col">What happened</th>
				</tr>
			</thead>
			<tbody>
				{connections.map((connection) => {
					const same = connection.expectedClose?.code === connection.observedClose?.code;
					return (
						<tr key={connection.connectionId} className="border-line border-b [&>td]:h-9 [&>td]:px-4">
							<td className="mono">{connection.path}</td>
							<td>
								<Pill tone={connection.state === 'failed' ? 'fail' : connection.state === 'closed' ? 'mute' : 'pass'}>
									{STATES[connection.state]}
								</Pill>
							</td>
							<td className="text-fg-2">{closeText(connection.expectedClose)}</td>
							<td className={cx(same ? 'text-fg-2' : 'font-medium text-fail')}>
								{closeText(connection.observedClose)}
							</td>
							<td className="text-fg-2">
								{connection.error ?? (same ? 'as recorded' : 'closed otherwise than recorded')}
							</td>
						</tr>
					);
				})}
			</tbody>
		</table>
	);
}

function closeText(close: ConnectionResult['expectedClose']): string {
	if (close === null) return 'still open';
	const by = close.by === 'none' ? 'nobody' : `the ${close.by}`;
	return `${close.code ?? 'no code'} by ${by}`;
}
