import { DirectionArrow, formatCount, formatDuration } from '../../base/index.ts';
import { isControl, isGuessed } from '../list/frame-cells.tsx';
import { type FrameRow, shownNumber } from '../model.ts';

export interface AnswerCardProps {
	row: FrameRow;
	/** The frame at the other end: the request of an answer, the first answer of a request. */
	partner: FrameRow | null;
	onGo(n: number): void;
}

/** What a frame answers, or what answered it, and how long that took. */
export function AnswerCard({ row, partner, onGo }: AnswerCardProps) {
	if (isControl(row)) return null;
	const partnerN = row.answers ?? row.answeredBy;
	if (partnerN === null)
		return (
			<Card>
				<span className="text-fg-3">
					{row.sender === 'server' ? 'A push: no message asked for it.' : 'Nothing has answered it.'}
				</span>
			</Card>
		);
	const latencyUs = row.latencyUs ?? (row.answeredBy !== null ? (partner?.latencyUs ?? null) : null);
	return (
		<Card>
			<span className="text-fg-3">{row.answers !== null ? 'Answers' : 'Answered by'}</span>
			<button
				type="button"
				onClick={() => onGo(partnerN)}
				aria-keyshortcuts="p"
				data-tip="Jump to it and back"
				data-tip-key="P"
				className="flex min-w-0 items-center gap-1 font-medium text-accent-t hover:underline"
			>
				<DirectionArrow sender={row.answers !== null ? 'client' : 'server'} />
				<span className="truncate">
					#{formatCount(shownNumber(partnerN))} {partner?.kind}
				</span>
			</button>
			{isGuessed(row) && <span className="flex-none text-11 text-fg-3">by order (guessed)</span>}
			<span className="flex-1" />
			{latencyUs !== null && <span className="flex-none font-semibold">{formatDuration(latencyUs)}</span>}
		</Card>
	);
}

function Card({ children }: { children: React.ReactNode }) {
	return (
		<div className="flex h-9 flex-none items-center gap-1.5 border-b border-line px-3 whitespace-nowrap">
			{children}
		</div>
	);
}
