import { formatAccuracy } from '@refrain/ui/report';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { caller } from '../../../../../server/caller.ts';
import { orNull } from '../../../../../server/or-null.ts';
import { ReportPage } from './report-page.tsx';

const RESULTS = {
	passed: 'Passed',
	failed: 'Failed',
	'missed-goals': 'Missed goals',
	stopped: 'Stopped',
	error: 'Error',
};

const readReport = cache(async (number: number) => orNull((await caller()).reports.get({ number })));

export async function generateMetadata({ params }: PageProps<'/p/[project]/replays/[number]'>): Promise<Metadata> {
	const { number } = await params;
	const report = await readReport(Number(number));
	const evaluation = report?.replay.evaluation;
	const result = evaluation
		? `${RESULTS[evaluation.result]} ${formatAccuracy(evaluation.passing, evaluation.asserted)} · `
		: '';
	return { title: `${result}replay ${number}` };
}

export default async function Page({ params }: PageProps<'/p/[project]/replays/[number]'>) {
	const { project, number } = await params;
	const report = await readReport(Number(number));
	if (report === null) notFound();
	return <ReportPage project={project} number={report.replay.number} initial={report} />;
}
