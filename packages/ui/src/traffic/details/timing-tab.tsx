import { formatBytes, formatClock, formatCount, formatDuration } from '../../base/index.ts';
import type { FrameDetail } from '../frame-detail.ts';
import { type FrameRow, shownNumber } from '../model.ts';
import { Fact, Facts, FactsTitle } from './facts.tsx';

export interface TimingTabProps {
	frame: FrameDetail;
	openedAtUs: number;
	/** When the handshake was answered. */
	handshakeAtUs: number | null;
	/** The row before it, null when it is not known. */
	previous: FrameRow | null;
}

/** When it passed, and how that lies to what was around it. */
export function TimingTab({ frame, openedAtUs, handshakeAtUs, previous }: TimingTabProps) {
	const spread = frame.atUs - frame.firstAtUs;
	const ratio = frame.compressed && frame.wireBytes > 0 ? frame.payloadBytes / frame.wireBytes : null;
	return (
		<section aria-label="Timing" className="min-h-0 flex-1 overflow-auto">
			<Facts>
				<Fact name="Captured at">
					<span suppressHydrationWarning>{formatClock(frame.atUs)}</span>
					<span className="text-fg-3"> local · {new Date(frame.atUs / 1000).toISOString()}</span>
				</Fact>
				<Fact name="Microseconds" mono>
					{frame.atUs}
				</Fact>
				<Fact name="Since open">{formatDuration(frame.atUs - openedAtUs)}</Fact>
				{handshakeAtUs !== null && <Fact name="Since handshake">{formatDuration(frame.atUs - handshakeAtUs)}</Fact>}
				{previous && (
					<Fact name="Since previous">
						{formatDuration(frame.firstAtUs - previous.atUs)}
						<span className="text-fg-3"> after #{formatCount(shownNumber(previous.n))}</span>
					</Fact>
				)}
				{frame.latencyUs !== null && <Fact name="Latency">{formatDuration(frame.latencyUs)}</Fact>}
				{ratio !== null && (
					<Fact name="Compression">
						{formatBytes(frame.payloadBytes)} in {formatBytes(frame.wireBytes)}, {ratio.toFixed(1)} : 1
					</Fact>
				)}
			</Facts>
			{frame.frames > 1 && (
				<>
					<FactsTitle>Fragments</FactsTitle>
					<Facts>
						<Fact name="First to last">{formatDuration(spread)}</Fact>
						{frame.wire.map((wire, at) => (
							<Fact key={wire.seq} name={`Frame ${formatCount(wire.seq)}`}>
								+{formatDuration(wire.atUs - frame.firstAtUs)}
								<span className="text-fg-3">
									{' '}
									· {formatBytes(wire.wirePayloadBytes)}
									{at > 0 && `, ${formatDuration(wire.atUs - (frame.wire[at - 1]?.atUs ?? wire.atUs))} later`}
								</span>
							</Fact>
						))}
					</Facts>
				</>
			)}
		</section>
	);
}
