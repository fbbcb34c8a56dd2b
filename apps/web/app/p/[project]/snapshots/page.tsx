import type { Metadata } from 'next';
import { caller } from '../../../../server/caller.ts';
import { SnapshotList } from './snapshot-list.tsx';

export const metadata: Metadata = { title: 'Snapshots' };

export default async function Page({ params }: PageProps<'/p/[project]/snapshots'>) {
	const [{ project }, api] = [await params, await caller()];
	return <SnapshotList project={project} initial={await api.snapshots.list()} />;
}
