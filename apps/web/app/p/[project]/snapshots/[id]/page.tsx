import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { caller } from '../../../../../server/caller.ts';
import { orNull } from '../../../../../server/or-null.ts';
import { SnapshotPage } from './snapshot-page.tsx';

const readSnapshot = cache(async (id: string) => orNull((await caller()).snapshots.get({ id })));

export async function generateMetadata({ params }: PageProps<'/p/[project]/snapshots/[id]'>): Promise<Metadata> {
	return { title: (await readSnapshot((await params).id))?.name ?? 'Snapshot' };
}

export default async function Page({ params }: PageProps<'/p/[project]/snapshots/[id]'>) {
	const { project, id } = await params;
	const snapshot = await readSnapshot(id);
	if (snapshot === null) notFound();
	const contents = await (await caller()).snapshots.contents({ id });
	return <SnapshotPage project={project} initial={snapshot} contents={contents} />;
}
