'use client';
import { Button, EmptyState } from '@refrain/ui/base';

export default function ErrorPage({ error, reset }: { error: Error; reset(): void }) {
	return (
		<EmptyState title="This page could not be shown." actions={<Button onClick={reset}>Try again</Button>}>
			{error.message}
		</EmptyState>
	);
}
