'use client';
import type { AppRouter } from '@refrain/api';
import type { FieldRule, TestConfig } from '@refrain/assertions';
import { ProfileRules, ProfileVersions } from '@refrain/ui/assertions';
import { Button, formatDateTime, InlineNotice, PageHeader, Pill, plural, Tabs, toast } from '@refrain/ui/base';
import { ShellCrumb } from '@refrain/ui/shell';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { Check } from 'lucide-react';
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { useTRPC } from '../../../../../components/trpc.ts';

type Profile = inferRouterOutputs<AppRouter>['profiles']['get'];

const TABS = ['visual', 'json', 'history'] as const;

const profileParams = {
	tab: parseAsStringLiteral(TABS).withDefault('visual').withOptions({ history: 'push' }),
	v: parseAsInteger.withOptions({ history: 'push' }),
};

/** An assertion profile: its rules at one version, switched on and off, and what earlier versions said. */
export function ProfilePage({ initial }: { initial: Profile }) {
	const trpc = useTRPC();
	const queries = useQueryClient();
	const [{ tab, v }, setParams] = useQueryStates(profileParams);
	const [edited, setEdited] = useState<TestConfig | null>(null);
	const { id } = initial;
	const newest = useQuery(trpc.profiles.get.queryOptions({ id }, { initialData: initial })).data;
	const versions = useQuery(trpc.profiles.versions.queryOptions({ id })).data ?? [];
	const shown = versions.find(({ version }) => version === v) ?? newest;
	const isOld = shown.version !== newest.version;
	const config = edited ?? shown.config;
	const save = useMutation(
		trpc.profiles.save.mutationOptions({
			onSuccess: async ({ version }) => {
				await queries.invalidateQueries(trpc.profiles.pathFilter());
				setEdited(null);
				void setParams({ v: null });
				toast({ message: `Saved as version ${version}. Reports keep the version they were judged by.` });
			},
		}),
	);
	const store = (next: TestConfig, note: string) =>
		save.mutate({ id, name: newest.name, config: next, note, basedOn: newest.version });
	const change = (fields: FieldRule[]) => setEdited({ ...config, fields });
	return (
		<div className="flex min-h-0 flex-1 flex-col">
			<ShellCrumb>{newest.name}</ShellCrumb>
			<PageHeader
				title={
					<span className="flex items-center gap-2">
						{newest.name}
						<Pill tone={edited ? 'accent' : 'outline'}>
							{edited ? `v${newest.version + 1} draft` : `v${shown.version}`}
						</Pill>
					</span>
				}
				meta={
					<span suppressHydrationWarning>
						{plural(config.fields.length, 'assertion')} · saved {formatDateTime(shown.savedAtUs)}
						{shown.note && ` · ${shown.note}`}
					</span>
				}
				actions={
					edited && (
						<>
							<Button onClick={() => setEdited(null)}>Discard</Button>
							<Button variant="primary" icon={Check} disabled={save.isPending} onClick={() => store(edited, 'edited')}>
								Save v{newest.version + 1}
							</Button>
						</>
					)
				}
			/>
			{save.error && <InlineNotice>{save.error.message}</InlineNotice>}
			{isOld && (
				<InlineNotice
					tone="warn"
					actions={
						<Button
							size="sm"
							disabled={save.isPending}
							onClick={() => store(shown.config, `restored from version ${shown.version}`)}
						>
							Restore
						</Button>
					}
				>
					This is version {shown.version}; the newest is {newest.version}. Restoring makes a new version of it.
				</InlineNotice>
			)}
			<Tabs
				label="Views of the profile"
				items={[
					{ value: 'visual', label: 'Visual' },
					{ value: 'json', label: 'JSON' },
					{ value: 'history', label: 'History', count: versions.length },
				]}
				value={tab}
				onChange={(next) => void setParams({ tab: next })}
				className="px-4!"
				panelClassName="min-h-0 flex-1 overflow-auto"
			>
				{tab === 'visual' && <ProfileRules config={config} texts={shown.ruleTexts} onChange={isOld ? null : change} />}
				{tab === 'json' && (
					// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (WCAG 2.1.1)
					<pre tabIndex={0} className="mono h-full overflow-auto p-6 text-12 whitespace-pre-wrap">
						{JSON.stringify(config, null, 2)}
					</pre>
				)}
				{tab === 'history' && (
					<ProfileVersions
						versions={versions}
						shown={shown.version}
						onShow={(version) => void setParams({ v: version === newest.version ? null : version, tab: 'visual' })}
					/>
				)}
			</Tabs>
		</div>
	);
}
