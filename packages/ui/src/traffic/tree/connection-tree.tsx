'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { cx, useNow } from '../../base/index.ts';
import { ConnectionLine, ExchangeLine, HttpLine, LINE_PX, SessionLine } from './tree-line.tsx';
import type { TreeNode } from './tree-nodes.ts';

export interface ConnectionTreeProps {
	nodes: readonly TreeNode[];
	/** Node id of what is shown. */
	selected: string | null;
	sparklines: Readonly<Record<string, readonly number[]>>;
	onSelect(node: TreeNode): void;
	onToggle(node: TreeNode, expanded: boolean): void;
	/** Connections in sight, for their sparklines. */
	onVisible(connectionIds: readonly string[]): void;
}

/** Sessions and their connections. Arrows move, Enter shows, left and right fold. */
export function ConnectionTree({ nodes, selected, sparklines, onSelect, onToggle, onVisible }: ConnectionTreeProps) {
	const id = useId();
	const scroller = useRef<HTMLDivElement>(null);
	const [moved, setMoved] = useState<string | null>(null);
	const nowUs = useNow(nodes.some((node) => node.type === 'connection' && node.connection.closedAtUs === null));
	const virtualizer = useVirtualizer({
		count: nodes.length,
		getScrollElement: () => scroller.current,
		estimateSize: (at) => LINE_PX[nodes[at]?.type ?? 'connection'],
		getItemKey: (at) => nodes[at]?.id ?? at,
		overscan: 6,
		initialRect: { width: 0, height: 900 },
	});
	const active = nodes.findIndex((node) => node.id === (moved ?? selected));
	const items = virtualizer.getVirtualItems();
	const visible = items
		.flatMap(({ index }) => (nodes[index]?.type === 'connection' ? [nodes[index].id] : []))
		.join(' ');
	useEffect(() => {
		if (visible !== '') onVisible(visible.split(' '));
	}, [visible, onVisible]);

	const choose = (node: TreeNode) => {
		setMoved(node.id);
		if (node.type === 'session' || node.type === 'http') onToggle(node, !node.expanded);
		else onSelect(node);
	};
	const onKeyDown = (event: KeyboardEvent) => {
		const node = nodes[active];
		const to = moveTarget(event.key, active, nodes);
		if (to !== null) {
			const target = nodes[to];
			if (target) setMoved(target.id);
			virtualizer.scrollToIndex(to);
		} else if (!node) return;
		else if (event.key === 'Enter') choose(node);
		else if ('expanded' in node && event.key === 'ArrowRight' && !node.expanded) onToggle(node, true);
		else if ('expanded' in node && event.key === 'ArrowLeft' && node.expanded) onToggle(node, false);
		else return;
		event.preventDefault();
	};
	return (
		<div
			ref={scroller}
			role="tree"
			aria-label="Connections by session"
			tabIndex={0}
			aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
			onKeyDown={onKeyDown}
			className="group/tree @container min-h-0 flex-1 overflow-x-hidden overflow-y-auto outline-offset-[-2px]"
		>
			<div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
				{items.map(({ index, start }) => {
					const node = nodes[index];
					if (!node) return null;
					return (
						<Line
							key={node.id}
							id={`${id}-${index}`}
							node={node}
							top={start}
							selected={node.id === selected}
							active={index === active}
							onChoose={() => choose(node)}
						>
							{node.type === 'session' && <SessionLine node={node} />}
							{node.type === 'http' && <HttpLine node={node} />}
							{node.type === 'exchange' && <ExchangeLine exchange={node.exchange} />}
							{node.type === 'connection' && (
								<ConnectionLine connection={node.connection} sparkline={sparklines[node.id]} nowUs={nowUs} />
							)}
						</Line>
					);
				})}
			</div>
		</div>
	);
}

const LOOKS: Record<TreeNode['type'], string> = {
	session: 'flex items-center gap-1.5 bg-bg-2 pr-3 pl-2 text-12',
	connection: 'flex flex-col gap-px pt-[7px] pr-3 pl-4',
	http: 'flex items-center gap-1.5 pr-3 pl-3 text-12',
	exchange: 'flex items-center gap-1.5 pr-3 pl-7',
};

interface LineProps {
	id: string;
	node: TreeNode;
	top: number;
	selected: boolean;
	active: boolean;
	onChoose(): void;
	children: ReactNode;
}

function Line({ id, node, top, selected, active, onChoose, children }: LineProps) {
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the tree, which names the active line (APG)
		// biome-ignore lint/a11y/useFocusableInteractive: see above
		<div
			id={id}
			role="treeitem"
			aria-level={{ session: 1, connection: 2, http: 2, exchange: 3 }[node.type]}
			aria-expanded={'expanded' in node ? node.expanded : undefined}
			aria-selected={selected}
			data-type={node.type}
			data-id={node.id}
			onClick={onChoose}
			className={cx(
				'absolute right-0 left-0 cursor-pointer border-b border-line whitespace-nowrap',
				LOOKS[node.type],
				selected && 'bg-accent-bg before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-accent',
				!selected && node.type !== 'session' && 'hover:bg-bg-2',
				active &&
					'group-focus-visible/tree:outline-2 group-focus-visible/tree:-outline-offset-2 group-focus-visible/tree:outline-accent',
			)}
			style={{ top, height: LINE_PX[node.type] }}
		>
			{children}
		</div>
	);
}

function moveTarget(key: string, active: number, nodes: readonly TreeNode[]): number | null {
	switch (key) {
		case 'ArrowDown':
			return Math.min(nodes.length - 1, active + 1);
		case 'ArrowUp':
			return Math.max(0, active - 1);
		case 'Home':
			return 0;
		case 'End':
			return nodes.length - 1;
		case 'ArrowLeft': {
			const node = nodes[active];
			if (!node || node.type === 'session' || ('expanded' in node && node.expanded)) return null;
			return nodes.slice(0, active).findLastIndex(({ type }) => type === 'session');
		}
		default:
			return null;
	}
}
