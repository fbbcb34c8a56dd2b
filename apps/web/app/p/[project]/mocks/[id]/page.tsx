import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { caller } from '../../../../../server/caller.ts';
import { orNull } from '../../../../../server/or-null.ts';
import { MockPage } from './mock-page.tsx';

const readMock = cache(async (id: string) => orNull((await caller()).mocks.get({ id })));

export async function generateMetadata({ params }: PageProps<'/p/[project]/mocks/[id]'>): Promise<Metadata> {
	const mock = await readMock((await params).id);
	return { title: mock ? `${mock.snapshotName} mock` : 'Mock' };
}

export default async function Page({ params }: PageProps<'/p/[project]/mocks/[id]'>) {
	const { project, id } = await params;
	const mock = await readMock(id);
	if (mock === null) notFound();
	return <MockPage project={project} initial={mock} />;
}
