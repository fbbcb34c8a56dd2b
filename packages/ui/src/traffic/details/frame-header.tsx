import { GitCompareArrows, Link2, X } from 'lucide-react';
import { DirectionArrow, formatBytes, formatCount, IconButton, PaneHeader, Pill } from '../../base/index.ts';
import { type FrameRow, shownNumber } from '../model.ts';

export interface FrameHeaderProps {
	row: FrameRow;
	marked: boolean;
	onMark(): void;
	onCopyLink(): void;
	onClose(): void;
}

/** Which frame the details are of, and what can be done with it. */
export function FrameHeader({ row, marked, onMark, onCopyLink, onClose }: FrameHeaderProps) {
	const wire = row.compressed
		? `${formatBytes(row.wireBytes)} on the wire, compressed`
		: `${formatBytes(row.wireBytes)} on the wire`;
	return (
		<PaneHeader>
			<DirectionArrow sender={row.sender} size={14} />
			<h2 className="font-semibold">#{formatCount(shownNumber(row.n))}</h2>
			<Pill tone={row.sender === 'client' ? 'up' : 'dn'}>
				{row.sender === 'client' ? 'client → server' : 'server → client'}
			</Pill>
			<span className="truncate text-fg-3" title={wire}>
				{formatBytes(row.payloadBytes)}
			</span>
			<span className="flex-1" />
			<IconButton
				label={marked ? 'Marked as A for comparison' : 'Mark as A for comparison'}
				icon={GitCompareArrows}
				shortcut="m"
				aria-pressed={marked}
				onClick={onMark}
				className="aria-pressed:bg-accent-bg aria-pressed:text-accent-t"
			/>
			<IconButton label="Copy link" icon={Link2} shortcut="y" onClick={onCopyLink} />
			<IconButton label="Close details" icon={X} onClick={onClose} />
		</PaneHeader>
	);
}
