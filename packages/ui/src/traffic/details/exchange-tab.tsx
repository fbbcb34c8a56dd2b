import { cx, DirectionArrow, formatBytes, formatCount, formatDuration, InlineNotice } from '../../base/index.ts';
import { type FrameRow, shownNumber } from '../model.ts';

export interface ExchangeTabProps {
	/** null for a push. */
	request: FrameRow | null;
	answers: readonly FrameRow[];
	/** False when later answers may not be listed. */
	complete: boolean;
	currentN: number;
	onGo(n: number): void;
}

const PAIRED_BY: Record<string, string> = {
	'correlation-id': 'Paired by the id that both carry.',
	'latest-on-channel': 'Paired by order: the messages carry no ids (guessed).',
	'unsolicited-fingerprint': 'A push: messages like it also come unasked.',
	'before-any-request': 'A push: it came before any client message.',
};

/** All frames of an exchange with their times. */
export function ExchangeTab({ request, answers, complete, currentN, onGo }: ExchangeTabProps) {
	const rows = [...(request ? [request] : []), ...answers];
	const startUs = rows[0]?.atUs ?? 0;
	const lengthUs = Math.max(1, (rows.at(-1)?.atUs ?? 0) - startUs);
	const rule = answers[0]?.pairedBy ?? request?.pairedBy ?? null;
	return (
		<section aria-label="Exchange" className="min-h-0 flex-1 overflow-auto">
			{!complete && <InlineNotice tone="warn">The connection is long: later answers may not be listed.</InlineNotice>}
			<ol>
				{rows.map((row) => (
					<li key={row.n}>
						<button
							type="button"
							onClick={() => onGo(row.n)}
							aria-current={row.n === currentN ? 'true' : undefined}
							className={cx(
								'relative flex h-11 w-full items-center gap-2 border-b border-line px-3 text-left text-12 whitespace-nowrap',
								row.n === currentN ? 'bg-accent-bg' : 'hover:bg-bg-2',
							)}
						>
							<DirectionArrow sender={row.sender} />
							<span className="w-[52px] flex-none text-fg-3">#{formatCount(shownNumber(row.n))}</span>
							<span className={cx('min-w-0 flex-1 truncate font-medium', row.error && 'text-fail')}>{row.kind}</span>
							<span className="flex-none text-fg-3">{formatBytes(row.payloadBytes)}</span>
							<span className="w-[68px] flex-none text-right">
								{row.atUs === startUs ? 'start' : `+${formatDuration(row.atUs - startUs)}`}
							</span>
							<span
								aria-hidden="true"
								className={cx('absolute bottom-1 h-1 w-1 rounded-full', row.sender === 'client' ? 'bg-up' : 'bg-dn')}
								style={{ left: `calc(12px + ${((row.atUs - startUs) / lengthUs) * 100}% * 0.93)` }}
							/>
						</button>
					</li>
				))}
			</ol>
			<p className="p-3 text-12 text-fg-3">
				{answers.length === 0 ? 'Nothing has answered it.' : ((rule && PAIRED_BY[rule]) ?? '')}
			</p>
		</section>
	);
}
