import './globals.css';
import { THEME_SCRIPT } from '@refrain/ui/shell';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Providers } from '../components/providers.tsx';

export const metadata: Metadata = {
	title: { default: 'Refrain', template: '%s · Refrain' },
	description: 'Capture, replay and mock WebSocket traffic.',
};

export const viewport: Viewport = {
	themeColor: [
		{ media: '(prefers-color-scheme: light)', color: '#f9f9fb' },
		{ media: '(prefers-color-scheme: dark)', color: '#17171c' },
	],
};

export default function RootLayout({ children }: { children: ReactNode }) {
	return (
		// The script below sets data-theme before React sees the page.
		<html lang="en" suppressHydrationWarning>
			<head>
				{/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, inline so that no theme flashes */}
				<script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
			</head>
			<body>
				<Providers>{children}</Providers>
			</body>
		</html>
	);
}
