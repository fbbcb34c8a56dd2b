import { EmptyState, formatDateTime, Link, LinkButton, PageHeader, Pill, plural } from '@refrain/ui/base';
import { ListRow, ListTable } from '@refrain/ui/snapshots';
import { ListChecks } from 'lucide-react';
import type { Metadata } from 'next';
import { caller } from '../../../../server/caller.ts';

const COLUMNS = [
	{ title: 'Name' },
	{ title: 'Version' },
	{ title: 'Fields' },
	{ title: 'Goals' },
	{ title: 'Saved' },
	{ title: 'Note' },
] as const;

export const metadata: Metadata = { title: 'Assertions' };

/** Every assertion profile: how replays are judged. */
export default async function Page({ params }: PageProps<'/p/[project]/assertions'>) {
	const [{ project }, api] = [await params, await caller()];
	const profiles = await api.profiles.list();
	return (
		<div className="flex min-h-0 flex-1 flex-col">
			<PageHeader
				title="Assertions"
				meta={`${plural(profiles.length, 'profile')}: named, versioned sets of assertions that replays are judged by`}
			/>
			{profiles.length === 0 ? (
				<EmptyState
					icon={ListChecks}
					title="No profiles"
					actions={<LinkButton href={`/p/${project}/replays`}>Go to replays</LinkButton>}
				>
					Without one everything must be equal. Ignore a field in a report and save: that makes the first profile.
				</EmptyState>
			) : (
				<div className="min-h-0 flex-1 overflow-auto border-line border-t">
					<ListTable caption="Assertion profiles" columns={COLUMNS}>
						{profiles.map(({ id, name, version, config, savedAtUs, note }) => (
							<ListRow key={id}>
								<td className="font-medium">
									<Link
										href={`/p/${project}/assertions/${id}`}
										className="before:absolute before:inset-0 hover:text-accent-t"
									>
										{name}
									</Link>
								</td>
								<td>
									<Pill tone="outline">v{version}</Pill>
								</td>
								<td>{plural(config.fields.length, 'assertion')}</td>
								<td>{config.goals.length}</td>
								<td className="text-12 text-fg-3">{formatDateTime(savedAtUs)}</td>
								<td className="text-12 text-fg-3">{note}</td>
							</ListRow>
						))}
					</ListTable>
				</div>
			)}
		</div>
	);
}
