'use client';
import { EmptyState, Link } from '@refrain/ui/base';
import { ConnectionResults, describeScope, LatencyHistogram, LatencyTable } from '@refrain/ui/report';
import { Gauge, ListChecks } from 'lucide-react';
import type { Evaluation } from './use-report.ts';

export function LatencyTab({
	evaluation,
	latencies,
}: {
	evaluation: Evaluation;
	latencies: { recorded: readonly number[]; observed: readonly number[] };
}) {
	const rows = evaluation.summary.latency;
	if (latencies.recorded.length === 0)
		return (
			<EmptyState icon={Gauge} title="No answer was measured.">
				Latency is the time from a client message to the first answer to it.
			</EmptyState>
		);
	return (
		<div className="min-h-0 flex-1 overflow-auto p-6">
			<div className="mx-auto max-w-[960px]">
				<h2 className="text-15 font-semibold">Latency of answers</h2>
				<p className="mb-3 text-12 text-fg-3">Nearest rank on all values. Grey: recorded; line: replay. Logarithmic.</p>
				<LatencyHistogram {...latencies} bins={60} withAxis className="h-[120px] w-full" />
				<LatencyTable rows={rows} />
			</div>
		</div>
	);
}

export function ConnectionsTab({ evaluation }: { evaluation: Evaluation }) {
	return (
		<div className="min-h-0 flex-1 overflow-auto">
			<ConnectionResults connections={evaluation.summary.connections} />
		</div>
	);
}

/** The assertions that this evaluation was judged by; later versions of the profile do not change them. */
export function AssertionsTab({
	project,
	evaluation,
	profileName,
	ruleTexts,
}: {
	project: string;
	evaluation: Evaluation;
	profileName: string | null;
	ruleTexts: Readonly<Record<string, string>>;
}) {
	const { fields, goals, unexpected, timeouts } = evaluation.config;
	return (
		<div className="min-h-0 flex-1 overflow-auto p-6">
			<div className="mx-auto max-w-[960px]">
				<h2 className="text-15 font-semibold">
					{profileName === null ? (
						'Everything must be equal'
					) : (
						<Link href={`/p/${project}/assertions/${evaluation.profileId}`} className="text-accent-t hover:underline">
							{profileName} v{evaluation.profileVersion}
						</Link>
					)}
				</h2>
				<p className="mb-3 text-12 text-fg-3">
					As they were when this evaluation was made. A message that the recording does not have{' '}
					{unexpected === 'fail' ? 'fails' : 'is only reported'}; an answer is waited for {timeouts.answerMs / 1000} s.
				</p>
				{fields.length === 0 && goals.length === 0 && (
					<EmptyState icon={ListChecks} title="No field is treated apart." />
				)}
				<ul className="rounded-panel border border-line empty:hidden">
					{fields.map((rule) => (
						<li key={rule.id} className="border-line border-t px-3 py-1.5 first:border-t-0">
							<p className="mono text-12">{rule.path}</p>
							<p className="text-12 text-fg-3">
								{ruleTexts[rule.id] ?? rule.check} · {describeScope(rule.scope)}
								{!rule.enabled && ' · switched off'}
								{rule.why && ` · ${rule.why}`}
							</p>
						</li>
					))}
				</ul>
				{evaluation.summary.goals.map(({ name, met, sentence }) => (
					<p key={name} className={met ? 'mt-2 text-pass' : 'mt-2 text-fail'}>
						{name}: {sentence}
					</p>
				))}
			</div>
		</div>
	);
}
