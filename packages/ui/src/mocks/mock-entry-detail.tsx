'use client';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { cx, EmptyState, formatBytes, formatClock, formatDuration, Meter } from '../base/index.ts';
import { jsonText, ValueText, wordMarks } from '../diff/index.ts';
import type { MockEntry, NearestCandidate } from './mock-entry.ts';
import { MockResultPill } from './mock-result-pill.tsx';

/** One line of the console: why it was answered as it was, and of a miss what came close. */
export function MockEntryDetail({ entry }: { entry: MockEntry }) {
	return (
		<section aria-label={`Message ${entry.kind}`} className="flex min-h-0 min-w-0 flex-1 flex-col">
			<div className="flex h-10 flex-none items-center gap-2 border-line border-b px-4 whitespace-nowrap">
				<MockResultPill result={entry.result} />
				<h2 className="truncate text-[14px] font-semibold">{entry.kind}</h2>
				<span className="truncate text-fg-3" suppressHydrationWarning>
					connection {entry.connection}, {formatClock(entry.atUs)}
				</span>
			</div>
			<div className="min-h-0 flex-1 overflow-y-auto">
				<div className="border-line border-b bg-bg-1 px-4 py-3">
					<p className="font-semibold">{entry.reason}</p>
					<Facts entry={entry} />
					{entry.preview && <p className="mono mt-2 text-12 break-all text-fg-2">{entry.preview}</p>}
				</div>
				{entry.result === 'miss' &&
					(entry.nearest.length > 0 ? (
						<Nearest key={entry.n} candidates={entry.nearest} />
					) : (
						<EmptyState title={`No message of kind ${entry.kind} was recorded.`} />
					))}
			</div>
		</section>
	);
}

function Facts({ entry }: { entry: MockEntry }) {
	const facts: [string, ReactNode][] = [
		['From', entry.clientAddress],
		[
			'Path',
			<span key="path" className="mono">
				{entry.path}
			</span>,
		],
		['Size', formatBytes(entry.payloadBytes)],
	];
	if (entry.recorded)
		facts.push([
			'Recording',
			`message #${entry.recorded.n}, ${entry.recorded.position} of ${entry.recorded.of} from the client`,
		]);
	if (entry.plannedDelayUs !== null)
		facts.push([
			'Delay',
			`${formatDuration(entry.plannedDelayUs)} planned${entry.actualDelayUs === null ? '' : `, ${formatDuration(entry.actualDelayUs)} real`}`,
		]);
	return (
		<dl className="mt-1 flex flex-wrap gap-x-4 text-12 text-fg-2">
			{facts.map(([name, value]) => (
				<div key={name} className="flex gap-1">
					<dt className="text-fg-3">{name}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}

function Nearest({ candidates }: { candidates: readonly NearestCandidate[] }) {
	const [chosen, setChosen] = useState(0);
	const candidate = candidates[chosen] as NearestCandidate;
	return (
		<>
			<h3 className="flex h-9 items-center px-4 font-semibold">Closest recordings</h3>
			<ul>
				{candidates.map(({ recorded, kind, score, differences }, index) => (
					<li key={`${recorded.n}-${recorded.position}`}>
						<button
							type="button"
							aria-pressed={index === chosen}
							onClick={() => setChosen(index)}
							className={cx(
								'flex h-7 w-full items-center gap-2 px-4 text-left',
								index === chosen ? 'bg-accent-bg' : 'hover:bg-bg-1',
							)}
						>
							<b className="font-semibold">#{recorded.n}</b>
							<span className="min-w-0 flex-1 truncate">{kind}</span>
							<span className="text-12 text-fg-3">
								{differences.length === 1 ? '1 field differs' : `${differences.length} fields differ`}
							</span>
							<Meter label={`${Math.round(score * 100)} % alike`} value={score} className="w-[56px]" />
							<span className="w-10 text-right">{Math.round(score * 100)} %</span>
						</button>
					</li>
				))}
			</ul>
			<Differences candidate={candidate} />
		</>
	);
}

function Differences({ candidate }: { candidate: NearestCandidate }) {
	return (
		<table className="w-full table-fixed border-collapse border-line border-t text-12">
			<caption className="visually-hidden">What differs from recorded message {candidate.recorded.n}</caption>
			<thead>
				<tr className="border-line border-b bg-bg-1 text-left text-11 text-fg-3 [&>th]:h-6 [&>th]:px-3 [&>th]:font-medium [&>th:first-child]:pl-4">
					<th scope="col">Field</th>
					<th scope="col">Recorded #{candidate.recorded.n}</th>
					<th scope="col">Received</th>
				</tr>
			</thead>
			<tbody className="mono [&_td]:px-3 [&_td]:py-1 [&_td]:align-top [&_td]:break-all first:[&_td]:pl-4">
				{candidate.differences.map(({ path, recorded, received }) => {
					const marks = wordMarks(jsonText(recorded), jsonText(received));
					return (
						<tr key={path}>
							<td>{path.replace(/^\$\.?(?=.)/, '')}</td>
							<td className="bg-del-bg">
								<ValueText value={recorded} marks={marks.expected} markClass="bg-del-w" />
							</td>
							<td className="bg-add-bg">
								<ValueText value={received} marks={marks.observed} markClass="bg-add-w" />
							</td>
						</tr>
					);
				})}
			</tbody>
		</table>
	);
}
