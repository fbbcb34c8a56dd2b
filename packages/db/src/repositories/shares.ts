import { createHash, randomBytes } from 'node:crypto';
import { found } from '../db-error.ts';
import type { PrismaClient, Share as StoredShare } from '../generated/client.ts';
import { checkedId, newId, nowUs } from '../ids.ts';

/** Whose payloads the reader sees: of all exchanges, of the failed ones, of none. */
export type ShareInclude = 'all' | 'failed' | 'none';

export interface ShareRow {
	id: string;
	replayId: string;
	/** `n` of the evaluation it shows. */
	evaluation: number;
	include: ShareInclude;
	createdAtUs: number;
	expiresAtUs: number;
	revokedAtUs: number | null;
	/** How often it was opened. */
	opened: number;
	lastOpenedAtUs: number | null;
}

/** 256 bits: nobody guesses one. */
const TOKEN_BYTES = 32;

export class Shares {
	readonly #prisma: PrismaClient;

	constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	/** The token is in the answer and nowhere else: only its SHA-256 is stored. */
	async create(share: {
		replayId: string;
		evaluation: number;
		expiresAtUs: number;
		include: ShareInclude;
	}): Promise<{ id: string; token: string }> {
		const { replayId, evaluation, include, expiresAtUs } = share;
		const id = newId();
		const token = randomBytes(TOKEN_BYTES).toString('base64url');
		await this.#prisma.share.create({
			data: {
				id,
				tokenSha256: digest(token),
				replayId,
				evaluation,
				include,
				createdUs: nowUs(),
				expiresUs: expiresAtUs,
			},
		});
		return { id, token };
	}

	/** What the token opens, counted; null when it is unknown, revoked or expired, which look the same. */
	async open(token: string): Promise<ShareRow | null> {
		const [share] = await this.#prisma.share.updateManyAndReturn({
			where: { tokenSha256: digest(token), revokedUs: null, expiresUs: { gt: nowUs() } },
			data: { opened: { increment: 1 }, lastOpenedUs: nowUs() },
		});
		return share === undefined ? null : toShare(share);
	}

	/** Newest first. */
	async list(replayId: string): Promise<ShareRow[]> {
		const list = await this.#prisma.share.findMany({
			where: { replayId },
			orderBy: [{ createdUs: 'desc' }, { id: 'desc' }],
		});
		return list.map(toShare);
	}

	async revoke(id: string): Promise<void> {
		await this.#setRevoked(id, nowUs());
	}

	async unrevoke(id: string): Promise<void> {
		await this.#setRevoked(id, null);
	}

	async #setRevoked(id: string, revokedUs: number | null): Promise<void> {
		const { count } = await this.#prisma.share.updateMany({
			where: { id: checkedId(id, 'share link') },
			data: { revokedUs },
		});
		if (count === 0) found(null, 'share link', id);
	}
}

function digest(token: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(createHash('sha256').update(token).digest());
}

function toShare(row: StoredShare): ShareRow {
	return {
		id: row.id,
		replayId: row.replayId,
		evaluation: row.evaluation,
		include: row.include as ShareInclude,
		createdAtUs: Number(row.createdUs),
		expiresAtUs: Number(row.expiresUs),
		revokedAtUs: row.revokedUs === null ? null : Number(row.revokedUs),
		opened: row.opened,
		lastOpenedAtUs: row.lastOpenedUs === null ? null : Number(row.lastOpenedUs),
	};
}
