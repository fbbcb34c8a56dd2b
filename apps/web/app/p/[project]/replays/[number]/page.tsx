import { formatAccuracy } from '@refrain/ui/report';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { caller } from '../../../../../server/caller.ts';
import { orNull } from '../../../../../server/or-null.ts';
import { ReportPage } from './report-page.tsx';
import type { Report as ReportView } from './use-report.ts';

const RESULTS = {
	passed: 'Passed',
	failed: 'Failed',
	'missed-goals': 'Missed goals',
	stopped: 'Stopped',
	error: 'Error',
};

const readReport = cache(async (number: number) => orNull((await caller()).reports.get({ number })));

/** Reports up to this size come with their list in the page; larger ones fetch it. */
const ROWS_IN_PAGE = 1_000;

async function readRows({ replay, evaluation }: ReportView) {
	if (evaluation === null || evaluation.exchanges > ROWS_IN_PAGE) return null;
	return (await caller()).reports.exchanges({ number: replay.number, evaluation: evaluation.n });
}

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
	const rows = await readRows(report);
	return <ReportPage project={project} number={report.replay.number} initial={report} initialRows={rows} />;
}
