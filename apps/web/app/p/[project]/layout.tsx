import { notFound } from 'next/navigation';
import { PROJECT } from '../../../components/project.ts';
import { ProjectShell } from '../../../components/project-shell.tsx';

export default async function ProjectLayout({ children, params }: LayoutProps<'/p/[project]'>) {
	const { project } = await params;
	if (project !== PROJECT) notFound();
	return <ProjectShell project={project}>{children}</ProjectShell>;
}
