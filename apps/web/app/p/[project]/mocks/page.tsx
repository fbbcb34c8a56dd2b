import type { Metadata } from 'next';
import { caller } from '../../../../server/caller.ts';
import { MockList } from './mock-list.tsx';

export const metadata: Metadata = { title: 'Mocks' };

export default async function Page({ params }: PageProps<'/p/[project]/mocks'>) {
	const [{ project }, api] = [await params, await caller()];
	return <MockList project={project} initial={await api.mocks.list({})} />;
}
