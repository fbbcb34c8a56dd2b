'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../trpc.ts';

export const DEFAULT_TARGET = 'ws://localhost:8080';
export const DEFAULT_PORT = '4143';

/** Starting a capture, and how the one that was started is doing. */
export function useCapture() {
	const trpc = useTRPC();
	const queries = useQueryClient();
	const [id, setId] = useState<string | null>(null);
	const start = useMutation(
		trpc.captures.start.mutationOptions({
			onSuccess: (capture) => {
				setId(capture.id);
				void queries.invalidateQueries(trpc.captures.pathFilter());
			},
		}),
	);
	const capture = useQuery(
		trpc.captures.get.queryOptions(
			{ id: id ?? '' },
			// The live stream tells of changes; this is for when it is down.
			{ enabled: id !== null, refetchInterval: 2_000 },
		),
	);
	return {
		start: (input: { target: string; port: string; name?: string }) =>
			start.mutate({ target: input.target, port: Number(input.port), name: input.name ?? '' }),
		starting: start.isPending || capture.data?.state === 'queued',
		/** Why it could not be started, one sentence. */
		error: start.error?.message ?? (capture.data?.state === 'failed' ? capture.data.error : null),
		capture: capture.data ?? null,
		forget: () => {
			setId(null);
			start.reset();
		},
	};
}

/** What is wrong with a port as typed; null when it can be tried. */
export function portProblem(port: string): string | null {
	return /^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? null : 'A port is a number from 0 to 65535.';
}
