'use client';
import { toast } from '@refrain/ui/base';
import type { ShareLink } from '@refrain/ui/share';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTRPC } from '../../../../../components/trpc.ts';

const ShareDialog = lazy(() => import('@refrain/ui/share').then(({ ShareDialog }) => ({ default: ShareDialog })));

/** The share dialog of one evaluation with its links. */
export function ShareReport({ number, evaluation, onClose }: { number: number; evaluation: number; onClose(): void }) {
	const trpc = useTRPC();
	const queries = useQueryClient();
	const [created, setCreated] = useState<{ id: string; url: string } | null>(null);
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
	const unrevoke = useMutation(trpc.shares.unrevoke.mutationOptions({ onSuccess: renew, onError }));
	const revoke = useMutation(
		trpc.shares.revoke.mutationOptions({
			onSuccess: async (_, { id }) => {
				toast({ message: 'Link revoked.', action: { label: 'Undo', run: () => unrevoke.mutate({ id }) } });
				if (created?.id === id) setCreated(null);
				await renew();
			},
			onError,
		}),
	);
	return (
		<Suspense fallback={null}>
			<ShareDialog
				what={`replay #${number} as evaluation ${evaluation} judged it`}
				links={links}
				created={created}
				creating={create.isPending}
				error={create.error?.message ?? null}
				onCreate={(share) => create.mutate({ number, evaluation, ...share })}
				onRevoke={({ id }: ShareLink) => revoke.mutate({ id })}
				onClose={onClose}
			/>
		</Suspense>
	);
}
