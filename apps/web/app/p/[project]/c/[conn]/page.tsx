import type { Metadata } from 'next';
import { TrafficPage } from '../../../../../components/traffic/traffic-page.tsx';
import { loadTraffic } from '../../../../../server/load-traffic.ts';

export const metadata: Metadata = { title: 'Connection' };

/** One connection, full width. */
export default async function Page({ params }: PageProps<'/p/[project]/c/[conn]'>) {
	const { project, conn } = await params;
	return <TrafficPage project={project} connectionId={conn} initial={await loadTraffic(conn)} />;
}
