/** Accuracy of the last replays, oldest first, as bars: 0 to 1 each. */
export function RunSparkline({ accuracy }: { accuracy: readonly number[] }) {
	if (accuracy.length === 0) return <span className="text-fg-3">–</span>;
	const label = `Accuracy of the last ${accuracy.length === 1 ? 'run' : `${accuracy.length} runs`}: ${accuracy.map((share) => `${Math.round(share * 100)} %`).join(', ')}`;
	return (
		<svg
			role="img"
			aria-label={label}
			viewBox={`0 0 ${accuracy.length * 7} 16`}
			className="h-4"
			style={{ width: accuracy.length * 7 }}
		>
			{accuracy.map((share, index) => (
				<rect
					// biome-ignore lint/suspicious/noArrayIndexKey: a run is its place
					key={index}
					x={index * 7}
					y={14 - share * 13}
					width={5}
					height={2 + share * 13}
					rx={1}
					className={share === 1 ? 'fill-pass' : 'fill-fail'}
				/>
			))}
		</svg>
	);
}
