import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { TrafficPage } from '../../../../components/traffic/traffic-page.tsx';
import { loadTraffic } from '../../../../server/load-traffic.ts';

export const metadata: Metadata = { title: 'Traffic' };

export default async function Page({ params, searchParams }: PageProps<'/p/[project]/traffic'>) {
	const { project } = await params;
	const { c } = await searchParams;
	const initial = await loadTraffic(typeof c === 'string' ? c : null);
	if (initial.tree.connections.length === 0) redirect('/welcome');
	return <TrafficPage project={project} initial={initial} />;
}
