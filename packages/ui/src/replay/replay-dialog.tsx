'use client';
import type { ReplayTiming } from '@refrain/traffic';
import { type FormEvent, useId, useState } from 'react';
import { Button, CommandLine, cx, Field, formatDuration, InlineNotice, TextInput } from '../base/index.ts';
import { Dialog, Select } from '../overlays/index.ts';
import { expectedUs, shellWord, timingFlag } from './timing.ts';

export interface ReplayRequest {
	target: string;
	timing: ReplayTiming;
	/** null: what the profile says. */
	answerMs: number | null;
	profileId: string | null;
}

export interface ReplayDialogProps {
	snapshot: { name: string; durationUs: number; connections: number };
	/** Where to, most likely first; each with what it is. */
	targets: readonly { url: string; label?: string }[];
	profiles: readonly { id: string; name: string; version: number }[];
	/** What was used last time. */
	initial?: Partial<ReplayRequest>;
	starting: boolean;
	/** Why it could not be started. */
	error: string | null;
	onStart(request: ReplayRequest): void;
	onClose(): void;
}

type Pace = 'recorded' | 'double' | 'asap' | 'custom';

const PACES = [
	{ value: 'recorded', label: 'Recorded, 1×' },
	{ value: 'double', label: '2×' },
	{ value: 'asap', label: 'As fast as answers allow' },
	{ value: 'custom', label: 'Custom factor' },
] as const;

const NO_PROFILE = 'none';
const DEFAULT_ANSWER_MS = 5_000;

/** "Replay snapshot": where to, how fast, judged by what. The command line under it is the same replay. */
export function ReplayDialog(props: ReplayDialogProps) {
	const { snapshot, profiles, initial, starting, error, onStart, onClose } = props;
	const [target, setTarget] = useState(initial?.target ?? props.targets[0]?.url ?? '');
	const [pace, setPace] = useState<Pace>(paceOf(initial?.timing));
	const [factor, setFactor] = useState(initial?.timing?.mode === 'speed' ? String(initial.timing.factor) : '4');
	const [answer, setAnswer] = useState(String((initial?.answerMs ?? DEFAULT_ANSWER_MS) / 1000));
	const [profileId, setProfileId] = useState(initial?.profileId ?? NO_PROFILE);
	const form = useId();

	const timing = timingOf(pace, Number(factor));
	const answerMs = Math.round(Number(answer) * 1000);
	const problems = {
		target: targetProblem(target),
		factor: pace === 'custom' && timing === null ? 'a number above 0' : null,
		answer: Number.isFinite(answerMs) && answerMs > 0 ? null : 'seconds, above 0',
	};
	const isReady = Object.values(problems).every((problem) => problem === null);

	function start(event: FormEvent) {
		event.preventDefault();
		if (!isReady || timing === null || starting) return;
		onStart({
			target: target.trim(),
			timing,
			answerMs: answerMs === DEFAULT_ANSWER_MS ? null : answerMs,
			profileId: profileId === NO_PROFILE ? null : profileId,
		});
	}

	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title="Replay snapshot"
			description={`${snapshot.name}: its ${snapshot.connections === 1 ? 'connection is' : `${snapshot.connections} connections are`} played against the target.`}
			width={640}
			footer={
				<>
					<span className="mr-auto text-12 text-fg-3">{durationText(snapshot.durationUs, timing)}</span>
					<Button onClick={onClose}>Cancel</Button>
					<Button type="submit" form={form} variant="primary" disabled={!isReady || starting}>
						{starting ? 'Starting…' : 'Start replay'}
					</Button>
				</>
			}
		>
			{error && <InlineNotice className="mb-3 rounded-control border">{error}</InlineNotice>}
			<form id={form} onSubmit={start} className="flex flex-col gap-4">
				<Field
					label="Target"
					error={target === '' ? null : problems.target}
					hint="The service to play against, for instance ws://localhost:8080"
				>
					<TextInput value={target} onChange={(event) => setTarget(event.target.value)} className="mono" autoFocus />
				</Field>
				<TargetChoices targets={props.targets} chosen={target} onChoose={setTarget} />
				<div className="grid grid-cols-[1fr_1fr_120px] gap-3">
					<Field label="Assertions">
						<Select
							items={[
								{ value: NO_PROFILE, label: 'Everything must be equal' },
								...profiles.map(({ id, name, version }) => ({ value: id, label: `${name} v${version}` })),
							]}
							value={profileId}
							onChange={setProfileId}
						/>
					</Field>
					<Field label="Timing">
						<Select<Pace> items={PACES} value={pace} onChange={setPace} />
					</Field>
					<Field label="Wait for answer, s" error={problems.answer}>
						<TextInput inputMode="decimal" value={answer} onChange={(event) => setAnswer(event.target.value)} />
					</Field>
				</div>
				{pace === 'custom' && (
					<Field label="Factor" hint="2 is twice as fast as recorded" error={problems.factor} className="w-[180px]">
						<TextInput inputMode="decimal" value={factor} onChange={(event) => setFactor(event.target.value)} />
					</Field>
				)}
			</form>
			<div className="mt-4">
				<p className="mb-1 text-12 text-fg-3">The same from a terminal, on a recorded directory</p>
				<CommandLine prompt text={commandLine(target.trim(), timing, answerMs)} />
			</div>
		</Dialog>
	);
}

function TargetChoices({
	targets,
	chosen,
	onChoose,
}: {
	targets: ReplayDialogProps['targets'];
	chosen: string;
	onChoose(url: string): void;
}) {
	if (targets.length === 0) return null;
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and a border of its own
		<div role="group" aria-label="Known targets" className="-mt-2 flex flex-wrap gap-1.5">
			{targets.map(({ url, label }) => (
				<button
					key={url}
					type="button"
					aria-pressed={url === chosen}
					onClick={() => onChoose(url)}
					className={cx(
						'inline-flex h-6 items-center gap-1.5 rounded-pill border px-2 text-12',
						url === chosen ? 'border-accent bg-accent-bg text-accent-t' : 'border-line-2 text-fg-2 hover:bg-bg-2',
					)}
				>
					{label && <span className="font-medium">{label}</span>}
					<span className="mono">{url}</span>
				</button>
			))}
		</div>
	);
}

function paceOf(timing: ReplayTiming | undefined): Pace {
	if (timing?.mode === 'asap') return 'asap';
	if (timing?.mode !== 'speed') return 'recorded';
	return timing.factor === 2 ? 'double' : 'custom';
}

function timingOf(pace: Pace, factor: number): ReplayTiming | null {
	if (pace === 'recorded' || pace === 'asap') return { mode: pace };
	if (pace === 'double') return { mode: 'speed', factor: 2 };
	return Number.isFinite(factor) && factor > 0 ? { mode: 'speed', factor } : null;
}

function targetProblem(target: string): string | null {
	const text = target.trim();
	if (!/^(wss?|https?):\/\//.test(text)) return 'Write ws://host:port or wss://host:port';
	return URL.canParse(text) ? null : 'This is no address: write ws://host:port';
}

function durationText(recordedUs: number, timing: ReplayTiming | null): string {
	const us = timing && expectedUs(recordedUs, timing);
	return us === null ? 'Takes as long as the answers do' : `Takes about ${formatDuration(us)}`;
}

function commandLine(target: string, timing: ReplayTiming | null, answerMs: number): string {
	const flag = timing && timingFlag(timing);
	return [
		'npx refrain replay --in DIR',
		`--test-against ${shellWord(target || 'ws://localhost:8080')}`,
		...(flag === null ? [] : [`--timing ${flag}`]),
		...(answerMs === DEFAULT_ANSWER_MS || !(answerMs > 0) ? [] : [`--wait ${answerMs}ms`]),
	].join(' ');
}
