'use client';
import { Button, Dot, InlineNotice } from '@refrain/ui/base';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '../trpc.ts';

/** The demo: a service in two builds, and a client that talks to it through a capture. */
export function DemoService({ project }: { project: string }) {
	const trpc = useTRPC();
	const router = useRouter();
	const queries = useQueryClient();
	const refresh = () => queries.invalidateQueries(trpc.demo.pathFilter());
	const { data } = useQuery(trpc.demo.status.queryOptions(undefined, { refetchInterval: 5_000 }));
	const start = useMutation(trpc.demo.start.mutationOptions({ onSuccess: refresh }));
	const stop = useMutation(trpc.demo.stop.mutationOptions({ onSuccess: refresh }));
	const up = data?.up ?? false;
	const error = start.error?.message ?? stop.error?.message ?? (data?.job?.state === 'failed' ? data.job.error : null);
	return (
		<section aria-labelledby="demo" className="rounded-card border border-line">
			<div className="flex items-center gap-3 p-4">
				<div className="min-w-0 flex-1">
					<h2 id="demo" className="flex items-center gap-2 font-semibold">
						Demo service
						<span className="flex items-center gap-1.5 text-12 font-normal text-fg-2">
							<Dot state={up ? 'live' : 'off'} />
							{data === undefined ? 'looking' : up ? 'running' : 'not running'}
						</span>
					</h2>
					<p className="text-12 text-fg-3">
						A correct build, one with three faults, and a client that talks to the first through a capture.
					</p>
				</div>
				{up ? (
					<>
						<Button onClick={() => router.push(`/p/${project}/traffic`)}>Open traffic</Button>
						<Button onClick={() => stop.mutate()} disabled={stop.isPending}>
							Stop the demo
						</Button>
					</>
				) : (
					<Button onClick={() => start.mutate()} disabled={data === undefined || start.isPending}>
						Start the demo
					</Button>
				)}
			</div>
			{error && <InlineNotice className="border-t border-b-0">{error}</InlineNotice>}
		</section>
	);
}
