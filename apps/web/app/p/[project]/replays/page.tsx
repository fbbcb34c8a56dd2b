import type { Metadata } from 'next';
import { caller } from '../../../../server/caller.ts';
import { ReplayList } from './replay-list.tsx';

export const metadata: Metadata = { title: 'Replays' };

export default async function Page({ params }: PageProps<'/p/[project]/replays'>) {
	const [{ project }, api] = [await params, await caller()];
	return <ReplayList project={project} initial={await api.replays.list({})} />;
}
