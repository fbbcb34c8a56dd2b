import { EmptyState, formatDateTime, Link, LinkButton, PageHeader, Pill, plural } from '@refrain/ui/base';
import { ListChecks } from 'lucide-react';
import type { Metadata } from 'next';
import { caller } from '../../../../server/caller.ts';

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
					<table className="w-full border-collapse whitespace-nowrap">
						<caption className="visually-hidden">Assertion profiles</caption>
						<thead>
							<tr className="border-line border-b bg-bg-1 text-left text-11 text-fg-3 [&>th]:h-7 [&>th]:px-3 [&>th]:font-medium first:[&>th]:pl-6">
								<th scope="col">Name</th>
								<th scope="col">Version</th>
								<th scope="col">Fields</th>
								<th scope="col">Goals</th>
								<th scope="col">Saved</th>
								<th scope="col">Note</th>
							</tr>
						</thead>
						<tbody>
							{profiles.map(({ id, name, version, config, savedAtUs, note }) => (
								<tr key={id} className="relative h-10 border-line border-b hover:bg-bg-1 [&>td]:px-3 first:[&>td]:pl-6">
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
								</tr>
							))}
						</tbody>
					</table>
				</div>
			)}
		</div>
	);
}
