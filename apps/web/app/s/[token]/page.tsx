import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { caller } from '../../../server/caller.ts';
import { orNull } from '../../../server/or-null.ts';
import { SharedReportView } from './shared-report-view.tsx';

export const dynamic = 'force-dynamic';

// Once a request: every call counts as an opening.
const openShare = cache(async (token: string) => orNull((await caller()).shares.open({ token })));

export async function generateMetadata({ params }: PageProps<'/s/[token]'>): Promise<Metadata> {
	const report = await openShare((await params).token);
	return {
		title: report ? `${report.snapshotName} against ${report.target}` : 'Shared report',
		robots: { index: false },
	};
}

/** A shared report: rendered on the server, readable without JavaScript, nothing but this report. */
export default async function Page({ params }: PageProps<'/s/[token]'>) {
	const { token } = await params;
	const report = await openShare(token);
	// Expired, revoked, never given: one page, so that nobody can tell which.
	if (report === null) notFound();
	return <SharedReportView report={report} jsonHref={`/s/${token}/report.json`} />;
}
