/** Frames over the life of a connection, in a few bars. */
export function Sparkline({ values }: { values: readonly number[] | undefined }) {
	const max = Math.max(1, ...(values ?? []));
	return (
		<svg width="72" height="16" aria-hidden="true" className="flex-none fill-fg-3 opacity-60">
			{values?.map((value, at) => {
				const height = value === 0 ? 0 : Math.max(1, (value / max) * 16);
				// biome-ignore lint/suspicious/noArrayIndexKey: a bar is its position
				return <rect key={at} x={at * 3} y={16 - height} width="2" height={height} />;
			})}
		</svg>
	);
}
