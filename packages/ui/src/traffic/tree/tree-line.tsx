import { ChevronRight } from 'lucide-react';
import {
	cx,
	DirectionArrow,
	Dot,
	formatBytes,
	formatClockSeconds,
	formatCount,
	formatDuration,
	Pill,
	plural,
} from '../../base/index.ts';
import { connectionState } from '../connection-state.ts';
import type { ConnectionSummary, HttpSummary } from '../model.ts';
import { Sparkline } from './sparkline.tsx';
import type { TreeNode } from './tree-nodes.ts';

type Node<T extends TreeNode['type']> = Extract<TreeNode, { type: T }>;

/** Height of a line in px. */
export const LINE_PX = { session: 28, connection: 62, http: 28, exchange: 26 } as const satisfies Record<
	TreeNode['type'],
	number
>;

export function SessionLine({ node: { session, recording, count, expanded } }: { node: Node<'session'> }) {
	return (
		<>
			<Chevron open={expanded} />
			<span
				className="min-w-0 flex-[0_1_auto] truncate font-semibold"
				title={`${session.label}, found by ${session.rule.replace('-', ' ')}`}
			>
				{sessionName(session)}
			</span>
			<span className="min-w-0 flex-[1_100_auto] truncate text-fg-3 @max-[256px]:invisible @max-[256px]:w-0">
				{recording?.name}
			</span>
			<span className="flex-none text-11 text-fg-3" suppressHydrationWarning>
				<span title={plural(count, 'connection')}>{formatCount(count)}</span> ·{' '}
				{formatClockSeconds(session.startedAtUs)}
			</span>
		</>
	);
}

/** 'cookie sid=7' -> 'sid=7': the rule is in the tooltip, and all labels would begin alike. */
function sessionName({ label, rule }: { label: string; rule: string }): string {
	return label.startsWith(`${rule} `) ? label.slice(rule.length + 1) : label;
}

export interface ConnectionLineProps {
	connection: ConnectionSummary;
	sparkline: readonly number[] | undefined;
	/** Live connections grow older. */
	nowUs: number | null;
}

export function ConnectionLine({ connection, sparkline, nowUs }: ConnectionLineProps) {
	const { state, short, long } = connectionState(connection);
	const { stat, openedAtUs, closedAtUs } = connection;
	const endUs = closedAtUs ?? nowUs ?? stat.lastAtUs ?? openedAtUs;
	return (
		<>
			<span className="flex items-center gap-1.5">
				<Dot state={state === 'live' ? 'live' : state === 'failed' ? 'fail' : 'off'} />
				<span className="mono min-w-0 flex-1 truncate text-12 font-medium">{connection.path}</span>
				<Pill tone={state === 'live' ? 'outline' : state === 'failed' ? 'fail' : 'mute'} title={long}>
					{short}
				</Pill>
			</span>
			<span className="flex items-center gap-2 text-11 text-fg-3">
				<span className="flex-none font-medium text-fg-2">{connection.subprotocol ?? 'WebSocket'}</span>
				<span className="min-w-0 flex-1 truncate">{connection.host}</span>
				<Sparkline values={sparkline} />
			</span>
			<span className="flex items-center gap-2 text-11 text-fg-2">
				<Count sender="client" value={stat.clientRows} />
				<Count sender="server" value={stat.serverRows} />
				<span className="text-fg-3">{formatBytes(stat.clientBytes + stat.serverBytes)}</span>
				<span className="flex-1" />
				<span className="text-fg-3" suppressHydrationWarning>
					{formatDuration(Math.max(0, endUs - openedAtUs))}
				</span>
			</span>
		</>
	);
}

function Count({ sender, value }: { sender: 'client' | 'server'; value: number }) {
	return (
		<span className="flex items-center gap-px">
			<DirectionArrow sender={sender} size={11} />
			{formatCount(value)}
		</span>
	);
}

export function HttpLine({ node: { connections, exchanges, expanded } }: { node: Node<'http'> }) {
	const failures = exchanges?.filter(({ status }) => status === null || status >= 400).length ?? 0;
	return (
		<>
			<Chevron open={expanded} />
			<span className="min-w-0 flex-1 truncate text-fg-2">
				{exchanges ? plural(exchanges.length, 'HTTP exchange') : plural(connections, 'HTTP connection')}
			</span>
			{failures > 0 && <span className="flex-none text-11 text-fail">{plural(failures, 'error')}</span>}
		</>
	);
}

export function ExchangeLine({ exchange: { method, target, status, durationUs } }: { exchange: HttpSummary }) {
	return (
		<>
			<span className="mono w-[42px] flex-none truncate text-11 text-fg-3">{method}</span>
			<span className="mono min-w-0 flex-1 truncate text-11">{target}</span>
			<span className={cx('flex-none text-11', status === null || status >= 400 ? 'text-fail' : 'text-fg-2')}>
				{status ?? 'no answer'}
			</span>
			<span className="w-[52px] flex-none text-right text-11 text-fg-3">
				{durationUs === null ? '' : formatDuration(durationUs)}
			</span>
		</>
	);
}

function Chevron({ open }: { open: boolean }) {
	return (
		<ChevronRight
			aria-hidden="true"
			size={12}
			strokeWidth={2}
			className={cx('flex-none text-fg-3', open && 'rotate-90')}
		/>
	);
}
