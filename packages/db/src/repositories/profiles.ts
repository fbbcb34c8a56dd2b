import type { TestConfig } from '@refrain/assertions';
import { found } from '../db-error.ts';
import type { Prisma, PrismaClient } from '../generated/client.ts';
import { checkedId, newId, nowUs } from '../ids.ts';

/** An assertion profile at one version. */
export interface ProfileRow {
	id: string;
	name: string;
	version: number;
	config: TestConfig;
	note: string;
	createdAtUs: number;
	/** Of this version. */
	savedAtUs: number;
}

export type ProfileVersionRow = Pick<ProfileRow, 'version' | 'note' | 'savedAtUs' | 'config'>;

type Stored = Prisma.ProfileGetPayload<{ include: { versions: true } }>;

export class Profiles {
	readonly #prisma: PrismaClient;

	constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	/** At their newest versions, by name. */
	async list(): Promise<ProfileRow[]> {
		const list = await this.#prisma.profile.findMany({
			include: { versions: { orderBy: { version: 'desc' }, take: 1 } },
			orderBy: [{ name: 'asc' }, { id: 'asc' }],
		});
		return list.map(toProfile);
	}

	/** The newest version, or the one asked for. */
	async get(id: string, version?: number): Promise<ProfileRow> {
		const profile = await this.#prisma.profile.findUnique({
			where: { id: checkedId(id, 'assertion profile') },
			include: { versions: { where: { version }, orderBy: { version: 'desc' }, take: 1 } },
		});
		const stored = found(profile, 'assertion profile', id);
		if (stored.versions.length === 0) found(null, `version of assertion profile ${stored.name},`, version ?? 0);
		return toProfile(stored);
	}

	/** A new profile (`id` null), or a new version of one; earlier versions stay. */
	async save(
		id: string | null,
		{ name, config, note = '' }: { name: string; config: TestConfig; note?: string },
	): Promise<{ id: string; version: number }> {
		const profileId = id === null ? newId() : checkedId(id, 'assertion profile');
		const createdUs = nowUs();
		return this.#prisma.$transaction(async (tx) => {
			if (id === null) await tx.profile.create({ data: { id: profileId, name, createdUs } });
			// The update locks the row: versions saved at once are numbered one after the other.
			else if ((await tx.profile.updateMany({ where: { id }, data: { name } })).count === 0)
				found(null, 'assertion profile', id);
			const { _max } = await tx.profileVersion.aggregate({ where: { profileId }, _max: { version: true } });
			const version = (_max.version ?? 0) + 1;
			await tx.profileVersion.create({ data: { profileId, version, config: config as object, note, createdUs } });
			return { id: profileId, version };
		});
	}

	/** Newest first. */
	async versions(id: string): Promise<ProfileVersionRow[]> {
		const list = await this.#prisma.profileVersion.findMany({
			where: { profileId: checkedId(id, 'assertion profile') },
			orderBy: { version: 'desc' },
		});
		return list.map(toVersion);
	}
}

function toProfile({ id, name, createdUs, versions }: Stored): ProfileRow {
	const version = toVersion(found(versions[0], 'version of assertion profile', id));
	return { id, name, createdAtUs: Number(createdUs), ...version };
}

function toVersion(row: Stored['versions'][number]): ProfileVersionRow {
	return {
		version: row.version,
		config: row.config as unknown as TestConfig,
		note: row.note,
		savedAtUs: Number(row.createdUs),
	};
}
