'use client';
import { useRef } from 'react';
import { cx, formatClockSeconds, plural } from '../../base/index.ts';
import { positionOf, type Span, timeTicks } from './time-scale.ts';
import { useBrush } from './use-brush.ts';

export interface TimelineProps {
	span: Span;
	/** Frames in each bucket, by sender. */
	client: readonly number[];
	server: readonly number[];
	/** Abnormal ends and errors. */
	marks: readonly { atUs: number; label: string }[];
	brush: Span | null;
	onBrush(brush: Span | null): void;
	/** The span ends now. */
	live: boolean;
	/** Older numbers are shown while newer ones come. */
	stale?: boolean;
}

const BARS_PX = 64;
const AXIS_PX = 32;
const TICKS = 8;

/** Frames over time, client to server above the axis and server to client below; a brush chooses a stretch. */
export function Timeline({ span, client, server, marks, brush, onBrush, live, stale }: TimelineProps) {
	const area = useRef<HTMLDivElement>(null);
	const { shown, handlers } = useBrush(area, { span, brush, buckets: client.length || 1, onBrush });
	const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
	const from = formatClockSeconds(span.fromUs);
	const to = formatClockSeconds(span.toUs);
	const summary = `${plural(sum(client), 'frame')} client to server and ${sum(server)} server to client, ${from} to ${to}`;
	const ticks = timeTicks(span, TICKS).filter(({ atUs }) => positionOf(atUs, span) < 0.96);
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and a legend
		<div
			role="group"
			aria-label="Timeline"
			className="relative h-20 flex-none border-y border-line bg-bg-1"
			data-stale={stale}
		>
			<div
				ref={area}
				role="slider"
				tabIndex={0}
				aria-label="Time brush: arrows move it, Shift and arrows resize it, Escape clears it"
				aria-valuemin={0}
				aria-valuemax={100}
				aria-valuenow={Math.round((shown ? positionOf(shown.fromUs, span) : 0) * 100)}
				aria-valuetext={shown ? brushLabel(shown) : 'everything'}
				{...handlers}
				className="absolute inset-x-0 top-0 cursor-crosshair touch-none outline-offset-[-2px]"
				style={{ height: BARS_PX }}
			>
				<svg
					viewBox={`0 0 ${client.length * 8 || 1} ${BARS_PX}`}
					preserveAspectRatio="none"
					width="100%"
					height={BARS_PX}
					role="img"
					aria-label={summary}
					className="block"
				>
					<path d={bars(client, { max: peak(client, server), up: true })} className="fill-up opacity-85" />
					<path d={bars(server, { max: peak(client, server), up: false })} className="fill-dn opacity-80" />
					<path d={`M0 ${AXIS_PX}H${client.length * 8}`} className="stroke-line-2" vectorEffect="non-scaling-stroke" />
				</svg>
				{marks.map(({ atUs, label }) => (
					<span
						key={`${atUs} ${label}`}
						title={label}
						className="absolute top-0 border-x-[3.5px] border-t-[5px] border-x-transparent border-t-fail"
						style={{ left: `clamp(0px, ${positionOf(atUs, span) * 100}% - 3.5px, 100% - 7px)` }}
					/>
				))}
				{shown && <BrushBox brush={shown} span={span} />}
			</div>
			<div
				aria-hidden="true"
				className="mono pointer-events-none absolute inset-x-0 bottom-px h-[14px] text-[10.5px] leading-[14px] text-fg-3"
				suppressHydrationWarning
			>
				{ticks.map(({ atUs, label }) => (
					<span
						key={atUs}
						className={cx('absolute', positionOf(atUs, span) > 0.02 && '-translate-x-1/2')}
						style={{ left: `max(4px, ${positionOf(atUs, span) * 100}%)` }}
						suppressHydrationWarning
					>
						{label}
					</span>
				))}
				<span className="absolute right-2">{live ? 'now' : ''}</span>
			</div>
		</div>
	);
}

function BrushBox({ brush, span }: { brush: Span; span: Span }) {
	const [left, right] = [positionOf(brush.fromUs, span) * 100, positionOf(brush.toUs, span) * 100];
	return (
		<div
			className="pointer-events-none absolute inset-y-0 border-x border-accent bg-[color-mix(in_srgb,var(--accent)_14%,transparent)]"
			style={{ left: `${left}%`, width: `${right - left}%` }}
		>
			<span className="absolute top-[22px] -left-[3px] h-5 w-[5px] rounded-[3px] bg-accent" />
			<span className="absolute top-[22px] -right-[3px] h-5 w-[5px] rounded-[3px] bg-accent" />
			<span
				className="mono absolute -bottom-[15px] z-10 rounded-[3px] bg-accent px-1 text-11 leading-[14px] whitespace-nowrap text-on-accent"
				style={
					left + right > 180 ? { right: 0 } : left + right < 20 ? { left: 0 } : { left: '50%', translate: '-50% 0' }
				}
			>
				{brushLabel(brush)}
			</span>
		</div>
	);
}

function brushLabel({ fromUs, toUs }: Span): string {
	return `${formatClockSeconds(fromUs)} – ${formatClockSeconds(toUs)}`;
}

function peak(client: readonly number[], server: readonly number[]): number {
	return Math.max(1, ...client, ...server);
}

/** One path for all bars of a direction: 192 elements less to lay out. */
function bars(values: readonly number[], { max, up }: { max: number; up: boolean }): string {
	const room = AXIS_PX - 4;
	return values
		.map((value, at) => {
			if (value === 0) return '';
			const height = Math.max(1.5, (value / max) * room);
			return `M${at * 8 + 1} ${up ? AXIS_PX - 1 : AXIS_PX + 1}h6v${up ? -height : height}h-6z`;
		})
		.join('');
}
