'use client';
import { Dialog } from '../overlays/index.ts';
import { ShortcutList, SingleKeySwitch } from './shortcut-list.tsx';

/** The `?` sheet. */
export default function ShortcutSheet({ onClose }: { onClose(): void }) {
	return (
		<Dialog open onOpenChange={(open) => !open && onClose()} title="Keyboard shortcuts" width={720}>
			<ShortcutList />
			<div className="mt-4 border-t border-line pt-3">
				<SingleKeySwitch />
			</div>
		</Dialog>
	);
}
