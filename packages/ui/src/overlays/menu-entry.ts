import type { LucideIcon } from 'lucide-react';

/** A line of a menu. */
export type MenuEntry =
	| {
			type?: 'item';
			label: string;
			run(): void;
			icon?: LucideIcon;
			/** Muted, at the right. */
			hint?: string;
			shortcut?: string;
			/** Given: one of a group, ticked when true. */
			checked?: boolean;
			disabled?: boolean;
			danger?: boolean;
	  }
	| { type: 'heading'; label: string }
	| { type: 'separator' };
