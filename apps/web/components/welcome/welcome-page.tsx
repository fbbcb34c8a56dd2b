'use client';
import { Button, CommandLine, InlineNotice, Pill, toast } from '@refrain/ui/base';
import { ShellStatus } from '@refrain/ui/shell';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FlaskConical, Play, Plug, Shield } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { CaptureForm } from '../capture/capture-form.tsx';
import { Listening } from '../capture/listening.tsx';
import { useCapture } from '../capture/use-capture.ts';
import { useTRPC } from '../trpc.ts';

/** First run: start the demo, or capture something of one's own. */
export function WelcomePage({ project, known }: { project: string; known: readonly string[] }) {
	const first = useFirstConnection(known);
	const router = useRouter();
	useEffect(() => {
		if (first === null) return;
		toast({ message: 'First connection captured.' });
		router.push(`/p/${project}/traffic?c=${first}`);
	}, [first, router, project]);
	return (
		<div className="grid min-h-0 flex-1 place-items-center overflow-auto" data-page-state="ready">
			<div className="flex w-full max-w-[1128px] flex-col gap-5 px-6 py-8">
				<div>
					<h1 className="text-[28px] leading-9 font-semibold tracking-[-0.02em]">
						See what your WebSockets are saying
					</h1>
					<p className="mt-1.5 text-15 text-fg-2">
						Capture a connection, replay it against a new build, and read every difference. It takes about a minute.
					</p>
				</div>
				<div className="grid grid-cols-[1fr_1.2fr] gap-4 max-[900px]:grid-cols-1">
					<DemoCard />
					<OwnCard />
				</div>
				<Steps />
				<p className="flex items-center justify-center gap-1.5 text-12 text-fg-3">
					<Shield aria-hidden="true" size={14} strokeWidth={1.75} />
					Nothing leaves this machine
				</p>
			</div>
			<ShellStatus />
		</div>
	);
}

/** The first WebSocket that was not there when the page opened. */
function useFirstConnection(known: readonly string[]): string | null {
	const trpc = useTRPC();
	const [before] = useState(() => new Set(known));
	const { data } = useQuery(trpc.traffic.tree.queryOptions({}, { refetchInterval: 1_000 }));
	return data?.connections.find(({ id, kind }) => kind === 'websocket' && !before.has(id))?.id ?? null;
}

function Card({
	icon: Icon,
	title,
	badge,
	children,
}: {
	icon: typeof Plug;
	title: string;
	badge?: string;
	children: ReactNode;
}) {
	return (
		<section className="flex min-h-[300px] flex-col gap-3.5 rounded-card border border-line-2 p-5">
			<div className="flex items-center gap-2">
				<span className="grid size-8 place-items-center rounded-panel bg-accent-bg text-accent-t">
					<Icon aria-hidden="true" size={16} strokeWidth={1.75} />
				</span>
				<h2 className="flex-1 text-15 font-semibold">{title}</h2>
				{badge && <Pill>{badge}</Pill>}
			</div>
			{children}
		</section>
	);
}

function DemoCard() {
	const trpc = useTRPC();
	const queries = useQueryClient();
	const demo = useQuery(trpc.demo.status.queryOptions(undefined, { refetchInterval: 2_000 }));
	const start = useMutation(
		trpc.demo.start.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.demo.pathFilter()) }),
	);
	const up = demo.data?.up ?? false;
	const error = start.error?.message ?? (demo.data?.job?.state === 'failed' ? demo.data.job.error : null);
	return (
		<Card icon={FlaskConical} title="Try the demo service" badge="no setup">
			<p className="leading-[21px] text-fg-2">
				A service that pushes a message every two seconds and echoes what its client says. Its second build has three
				faults for you to find.
			</p>
			<div className="mono my-1.5 flex items-center text-[11.5px]" aria-hidden="true">
				<Box>demo client</Box>
				<Wire />
				<Box accent>refrain</Box>
				<Wire />
				<Box>demo service</Box>
			</div>
			{error && <InlineNotice className="rounded-control border">{error}</InlineNotice>}
			<Button
				variant="primary"
				size="lg"
				icon={Play}
				className="mt-auto w-full"
				disabled={start.isPending || up}
				onClick={() => start.mutate()}
			>
				{up || start.isPending ? 'Starting the demo…' : 'Start the demo'}
			</Button>
			<p className="text-12 text-fg-3">Runs on this machine. Stop it any time from Capture.</p>
		</Card>
	);
}

function Box({ children, accent }: { children: string; accent?: boolean }) {
	return (
		<span
			className={`rounded-control border px-[9px] py-[5px] whitespace-nowrap ${accent ? 'border-accent bg-accent-bg text-accent-t' : 'border-line-2 bg-bg-1'}`}
		>
			{children}
		</span>
	);
}

function Wire() {
	return (
		<span className="relative mt-2 h-[9px] flex-1 border-t-[1.5px] border-up after:absolute after:inset-x-0 after:top-[5px] after:border-t-[1.5px] after:border-dn" />
	);
}

function OwnCard() {
	const trpc = useTRPC();
	const { start, starting, error, capture, forget } = useCapture();
	const stop = useMutation(trpc.captures.stop.mutationOptions({ onSuccess: forget }));
	const plain = usePlainRequest(capture?.recordingId ?? null);
	return (
		<Card icon={Plug} title="Capture your own app">
			<p className="leading-[21px] text-fg-2">
				Refrain stands between a client and its server, passes every byte on unchanged, and writes down what passes.
			</p>
			{capture?.state === 'running' ? (
				<Listening capture={capture} plainRequest={plain} onStop={() => stop.mutate({ id: capture.id })} />
			) : (
				<CaptureForm starting={starting} error={error} onStart={start} />
			)}
			<div className="mt-auto">
				<p className="mb-1 text-12 font-medium text-fg-2">Or from a terminal, into a directory</p>
				<CommandLine prompt text="npx refrain record --target ws://localhost:8080 --port 4143 --out ./captured" />
			</div>
		</Card>
	);
}

/** 'GET /realtime' when a request without an upgrade reached the capture. */
function usePlainRequest(recordingId: string | null): string | null {
	const trpc = useTRPC();
	const { data } = useQuery(trpc.traffic.tree.queryOptions({}));
	const plain = data?.connections.find((one) => one.recordingId === recordingId && one.kind === 'http');
	return plain ? `an HTTP request for ${plain.path}` : null;
}

const STEPS = [
	['Capture a connection', 'Frames appear as they pass'],
	['Take a snapshot', 'Freeze the part you want to test'],
	['Replay it', 'Against a new build or address'],
	['Quiet the noise', 'Ignore fields that always change'],
	['Run it in CI', 'One command, one exit code'],
] as const;

function Steps() {
	return (
		<section aria-labelledby="steps" className="rounded-card border border-line bg-bg-1 px-5 pt-3.5 pb-4">
			<h2 id="steps" className="font-semibold">
				Your first replay
			</h2>
			<ol className="mt-3 grid grid-cols-5 gap-4 max-[900px]:grid-cols-1">
				{STEPS.map(([title, hint], at) => (
					<li key={title} className="flex gap-2.5 leading-[18px]">
						<span
							className={`grid size-[22px] flex-none place-items-center rounded-full border-[1.5px] text-12 font-semibold ${at === 0 ? 'border-accent bg-accent text-on-accent' : 'border-ctl text-fg-2'}`}
						>
							{at + 1}
						</span>
						<span>
							<b className="font-medium">{title}</b>
							<span className="block text-12 text-fg-3">{hint}</span>
						</span>
					</li>
				))}
			</ol>
		</section>
	);
}
