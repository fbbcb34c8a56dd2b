import type { Metadata } from 'next';
import { PROJECT } from '../../components/project.ts';
import { ProjectShell } from '../../components/project-shell.tsx';
import { WelcomePage } from '../../components/welcome/welcome-page.tsx';
import { caller } from '../../server/caller.ts';

export const metadata: Metadata = { title: 'Welcome' };
export const dynamic = 'force-dynamic';

export default async function Page() {
	const { connections } = await (await caller()).traffic.tree({});
	return (
		<ProjectShell project={PROJECT}>
			<WelcomePage project={PROJECT} known={connections.map(({ id }) => id)} />
		</ProjectShell>
	);
}
