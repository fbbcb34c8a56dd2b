'use client';
import { Menu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { RefObject } from 'react';
import { cx, Kbd } from '../base/index.ts';
import type { MenuEntry } from './menu-entry.ts';

export interface MenuPopupProps {
	anchor: RefObject<HTMLElement | null>;
	label: string;
	entries: readonly MenuEntry[];
	align: 'start' | 'end';
	onClose(): void;
}

const ITEM =
	'flex min-h-7 cursor-pointer items-center gap-2 rounded-control px-2 text-13 outline-none select-none data-disabled:cursor-default data-disabled:text-fg-3 data-highlighted:bg-accent-bg';

/** The open menu of a {@link MenuButton}; its own chunk. */
export default function MenuPopup({ anchor, label, entries, align, onClose }: MenuPopupProps) {
	return (
		<Menu.Root open onOpenChange={(open) => !open && onClose()}>
			<Menu.Portal>
				<Menu.Positioner anchor={anchor} sideOffset={4} align={align} className="z-50">
					<Menu.Popup
						aria-label={label}
						finalFocus={anchor}
						className="pop-in max-h-[60vh] min-w-[180px] overflow-auto rounded-panel border border-line-2 bg-bg p-1 shadow-float outline-none"
					>
						{entries.map((entry, at) => (
							<Entry key={'label' in entry ? entry.label : `separator ${at}`} entry={entry} />
						))}
					</Menu.Popup>
				</Menu.Positioner>
			</Menu.Portal>
		</Menu.Root>
	);
}

function Entry({ entry }: { entry: MenuEntry }) {
	if (entry.type === 'separator') return <Menu.Separator className="mx-1 my-1 h-px bg-line" />;
	if (entry.type === 'heading')
		return <div className="px-2 pt-1.5 pb-0.5 text-11 font-medium text-fg-3">{entry.label}</div>;
	const Icon = entry.icon;
	return (
		<Menu.Item
			disabled={entry.disabled}
			onClick={entry.run}
			className={cx(ITEM, entry.danger && 'text-fail')}
			{...(entry.checked !== undefined && { role: 'menuitemradio', 'aria-checked': entry.checked })}
		>
			{entry.checked !== undefined && (
				<span className="w-3.5 flex-none text-accent-t">
					{entry.checked && <Check aria-hidden="true" size={14} strokeWidth={2} />}
				</span>
			)}
			{Icon && <Icon aria-hidden="true" size={14} strokeWidth={1.75} className="flex-none text-fg-3" />}
			<span className="min-w-0 flex-1 truncate">{entry.label}</span>
			{entry.hint && <span className="flex-none text-12 text-fg-3">{entry.hint}</span>}
			{entry.shortcut && <Kbd>{entry.shortcut.toUpperCase()}</Kbd>}
		</Menu.Item>
	);
}
