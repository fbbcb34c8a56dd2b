/** The repeat sign of written music. */
export function Logo() {
	return (
		<svg width="26" height="22" viewBox="0 0 26 22" aria-hidden="true">
			<g fill="currentColor">
				<circle cx="4" cy="8" r="2.1" />
				<circle cx="4" cy="14" r="2.1" />
				<rect x="8.6" y="2" width="2" height="18" rx="1" />
				<rect x="12.6" y="2" width="4.6" height="18" rx="1.4" />
			</g>
			<path d="M20.6 6.5a6.4 6.4 0 0 1 0 9" stroke="currentColor" strokeWidth="2" fill="none" strokeLinecap="round" />
		</svg>
	);
}
