import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { caller } from '../../../../../server/caller.ts';
import { orNull } from '../../../../../server/or-null.ts';
import { ProfilePage } from './profile-page.tsx';

const readProfile = cache(async (id: string) => orNull((await caller()).profiles.get({ id })));

export async function generateMetadata({ params }: PageProps<'/p/[project]/assertions/[id]'>): Promise<Metadata> {
	return { title: (await readProfile((await params).id))?.name ?? 'Assertions' };
}

export default async function Page({ params }: PageProps<'/p/[project]/assertions/[id]'>) {
	const { id } = await params;
	const profile = await readProfile(id);
	if (profile === null) notFound();
	return <ProfilePage initial={profile} />;
}
