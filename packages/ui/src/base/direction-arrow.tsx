import type { Sender } from '@refrain/traffic';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { cx } from './cx.ts';

/** ↑ the client sent it, ↓ the server sent it. */
export function DirectionArrow({
	sender,
	size = 13,
	className,
}: {
	sender: Sender;
	size?: number;
	className?: string;
}) {
	const Arrow = sender === 'client' ? ArrowUp : ArrowDown;
	return (
		<span
			role="img"
			aria-label={sender === 'client' ? 'client to server' : 'server to client'}
			className={cx('inline-flex flex-none', sender === 'client' ? 'text-up' : 'text-dn', className)}
		>
			<Arrow aria-hidden="true" size={size} strokeWidth={2.5} />
		</span>
	);
}
