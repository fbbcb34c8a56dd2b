import { redirect } from 'next/navigation';

export default async function ProjectPage({ params }: PageProps<'/p/[project]'>) {
	redirect(`/p/${(await params).project}/traffic`);
}
