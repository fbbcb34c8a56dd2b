import { redirect } from 'next/navigation';
import { PROJECT } from '../components/project.ts';
import { caller } from '../server/caller.ts';

export const dynamic = 'force-dynamic';

/** To the traffic, or to the welcome page while there is none. */
export default async function HomePage() {
	const api = await caller();
	const { connections } = await api.traffic.status();
	redirect(connections > 0 ? `/p/${PROJECT}/traffic` : '/welcome');
}
