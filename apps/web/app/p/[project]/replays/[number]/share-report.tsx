'use client';
import { toast } from '@refrain/ui/base';
import { LazyShareDialog, type ShareLink } from '@refrain/ui/share';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { useTRPC } from '../../../../../components/trpc.ts';

/** So long a revocation can be undone (ui.md 6.8). */
const UNDO_MS = 10_000;

/** The share dialog of one evaluation with its links. */
export function ShareReport({ number, evaluation, onClose }: { number: number; evaluation: number; onClose(): void }) {
	const trpc = useTRPC();
	const queries = useQueryClient();
	const [created, setCreated] = useState<{ id: string; url: string } | null>(null);
	const [revoked, setRevoked] = useState<ShareLink | null>(null);
	const links = useQuery(trpc.shares.list.queryOptions({ number })).data ?? [];
	const renew = () => queries.invalidateQueries(trpc.shares.list.queryFilter({ number }));
	const onError = ({ message }: { message: string }) => void toast({ tone: 'fail', message });
	const create = useMutation(
		trpc.shares.create.mutationOptions({
			onSuccess: async ({ id, token }) => {
				setCreated({ id, url: `${window.location.origin}/s/${token}` });
				await renew();
			},
		}),
	);
	const unrevoke = useMutation(
		trpc.shares.unrevoke.mutationOptions({
			onSuccess: async () => {
				setRevoked(null);
				await renew();
			},
			onError,
		}),
	);
	const revoke = useMutation(trpc.shares.revoke.mutationOptions({ onSuccess: renew, onError }));
	useEffect(() => {
		if (revoked === null) return;
		const timer = setTimeout(() => setRevoked(null), UNDO_MS);
		return () => clearTimeout(timer);
	}, [revoked]);
	return (
		<Suspense fallback={null}>
			<LazyShareDialog
				what={`replay #${number} as evaluation ${evaluation} judged it`}
				links={links}
				created={created}
				creating={create.isPending}
				error={create.error?.message ?? null}
				onCreate={(share) => create.mutate({ number, evaluation, ...share })}
				revoked={revoked}
				onRevoke={(link) => {
					setRevoked(link);
					if (created?.id === link.id) setCreated(null);
					revoke.mutate({ id: link.id });
				}}
				onUndoRevoke={({ id }) => unrevoke.mutate({ id })}
				onClose={onClose}
			/>
		</Suspense>
	);
}
