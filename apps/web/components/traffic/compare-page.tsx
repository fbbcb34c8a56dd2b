'use client';
import { DirectionArrow, EmptyState, formatCount, IconButton, InlineNotice, Link, LinkButton } from '@refrain/ui/base';
import { ShellCrumb, ShellStatus, useShortcuts } from '@refrain/ui/shell';
import { shownNumber } from '@refrain/ui/traffic';
import { COMPARE_PARAMS } from '@refrain/ui/url';
import { ArrowLeftRight } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { lazy, Suspense } from 'react';
import { useDiffSide } from './frame-comparison.tsx';
import type { Tree } from './use-connections.ts';

const FrameDiff = lazy(() => import('@refrain/ui/compare').then(({ FrameDiff }) => ({ default: FrameDiff })));

type Ref = { connectionId: string; number: number } | null;

/** Two frames beside each other, from wherever they are. */
export function ComparePage({ project, tree }: { project: string; tree: Tree }) {
	const [{ a, b }, set] = useQueryStates(COMPARE_PARAMS, { history: 'push' });
	const before = useSide(tree, a);
	const after = useSide(tree, b);
	const swap = () => void set({ a: b, b: a });
	useShortcuts('Compare', [{ keys: 'x', label: 'Swap A and B', run: swap }]);
	return (
		<div className="flex min-h-0 flex-1 flex-col" data-page-state={before && after ? 'ready' : 'loading'}>
			<h1 className="visually-hidden">Compare two frames</h1>
			<ShellCrumb>Compare</ShellCrumb>
			<div className="flex h-11 flex-none items-center gap-3 border-b border-line px-4">
				<Side letter="A" project={project} reference={a} side={before} />
				<IconButton label="Swap A and B" icon={ArrowLeftRight} shortcut="x" onClick={swap} />
				<Side letter="B" project={project} reference={b} side={after} />
			</div>
			{!a || !b ? (
				<EmptyState
					title="Pick two frames to compare."
					actions={<LinkButton href={`/p/${project}/traffic`}>Go to traffic</LinkButton>}
				>
					Press M on a frame to mark it as A, then D on another.
				</EmptyState>
			) : (
				<>
					{[a, b].map(
						(one) =>
							!tree.connections.some(({ id }) => id === one.connectionId) && (
								<InlineNotice key={one.connectionId}>
									The connection of frame {one.number} is not here any more.
								</InlineNotice>
							),
					)}
					{before && after && (
						<Suspense fallback={null}>
							<FrameDiff before={before} after={after} why="A" />
						</Suspense>
					)}
				</>
			)}
			<ShellStatus keys={[['X', 'swap']]} />
		</div>
	);
}

function useSide(tree: Tree, reference: Ref) {
	const connection = tree.connections.find(({ id }) => id === reference?.connectionId);
	return useDiffSide(
		connection?.id ?? '',
		connection && reference ? reference.number - 1 : null,
		connection ?? { path: '', subprotocol: null },
	);
}

interface SideProps {
	letter: string;
	project: string;
	reference: Ref;
	side: ReturnType<typeof useSide>;
}

function Side({ letter, project, reference, side }: SideProps) {
	return (
		<span className="flex min-w-0 flex-1 items-center gap-2">
			<b className="text-accent-t">{letter}</b>
			{reference && (
				<Link
					href={`/p/${project}/traffic?c=${reference.connectionId}&f=${reference.number}`}
					className="flex min-w-0 items-center gap-1.5 font-medium hover:text-accent-t"
				>
					{side && <DirectionArrow sender={side.row.sender} />}
					<span className="truncate">
						#{formatCount(side ? shownNumber(side.row.n) : reference.number)} {side?.row.kind}
					</span>
				</Link>
			)}
		</span>
	);
}
