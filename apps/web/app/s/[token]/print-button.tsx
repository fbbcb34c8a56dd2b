'use client';
import { Button } from '@refrain/ui/base';
import { Printer } from 'lucide-react';
import { useEffect, useState } from 'react';

/** There when there is JavaScript: without it the browser's own menu prints. */
export function PrintButton() {
	const [mounted, setMounted] = useState(false);
	useEffect(() => setMounted(true), []);
	if (!mounted) return null;
	return (
		<Button size="sm" icon={Printer} onClick={() => window.print()}>
			Print
		</Button>
	);
}
