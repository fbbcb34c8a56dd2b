import type { Metadata } from 'next';
import { ComparePage } from '../../../../components/traffic/compare-page.tsx';
import { caller } from '../../../../server/caller.ts';

export const metadata: Metadata = { title: 'Compare' };

export default async function Page({ params }: PageProps<'/p/[project]/compare'>) {
	const { project } = await params;
	return <ComparePage project={project} tree={await (await caller()).traffic.tree({})} />;
}
