import type { Database } from '@refrain/db';
import { type TemporaryDatabase, temporaryDatabase } from '@refrain/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callerOn, local } from './local.ts';
import { replayed, SECRET } from './replayed.ts';

let temporary: TemporaryDatabase;
let db: Database;
let number: number;
beforeAll(async () => {
	temporary = await temporaryDatabase();
	db = temporary.db;
	({ number } = await replayed(db));
});
afterAll(() => temporary[Symbol.asyncDispose]());

test('a link opens from anywhere, shows its evaluation, and is counted', async () => {
	const api = local(db);
	const { token, id } = await api.shares.create({ number });
	const report = await callerOn(db, 'refrain.example').shares.open({ token });
	expect(report).toMatchObject({
		result: 'failed',
		passing: 2,
		asserted: 5,
		include: 'failed',
		snapshotName: 'orders',
	});
	expect(report.target).toBe('ws://127.0.0.1:9/ws');
	const link = (await api.shares.list({ number })).find((share) => share.id === id);
	expect(link).toMatchObject({ opened: 1 });
	expect(JSON.stringify(link)).not.toContain(token);
});

test('a link opens nothing else', async () => {
	const stranger = callerOn(db, 'refrain.example');
	for (const call of [stranger.snapshots.list(), stranger.reports.get({ number }), stranger.shares.list({ number })])
		await expect(call).rejects.toMatchObject({ code: 'FORBIDDEN', message: /names of this machine/ });
});

test('payloads are shared as far as its maker said', async () => {
	const api = local(db);
	const open = async (include: 'all' | 'failed' | 'none') => {
		const { token } = await api.shares.create({ number, include });
		return api.shares.open({ token });
	};
	const all = await open('all');
	expect(all.exchanges.every(({ kind, messages }) => kind !== 'reply' || messages[0]?.expected !== undefined)).toBe(
		true,
	);
	const failed = await open('failed');
	for (const { passed, messages } of failed.exchanges)
		expect(messages.some(({ expected }) => expected !== undefined)).toBe(!passed);
	expect(JSON.stringify(await open('none'))).not.toContain(SECRET);
});

test('revoked, expired and never given look the same; a revocation can be undone', async () => {
	const api = local(db);
	const { token, id } = await api.shares.create({ number });
	const answerTo = (one: string) => api.shares.open({ token: one }).catch(({ code, message }) => ({ code, message }));
	await api.shares.revoke({ id });
	const revoked = await answerTo(token);
	expect(revoked).toEqual({
		code: 'NOT_FOUND',
		message: 'This link does not work. It may have expired or been revoked.',
	});
	expect(await answerTo('A'.repeat(token.length))).toEqual(revoked);
	const { replayId, evaluation } = (await db.shares.list((await db.replays.getByNumber(number)).id))[0] ?? {
		replayId: '',
		evaluation: 1,
	};
	const expired = await db.shares.create({ replayId, evaluation, include: 'all', expiresAtUs: 1 });
	expect(await answerTo(expired.token)).toEqual(revoked);
	expect((await api.shares.list({ number })).map((share) => share.id)).not.toContain(id);
	await api.shares.unrevoke({ id });
	expect(await answerTo(token)).toMatchObject({ passing: 2 });
});

test('a link keeps showing the evaluation it was made for', async () => {
	const { number: other } = await replayed(db);
	const api = local(db);
	const { token } = await api.shares.create({ number: other });
	await api.reports.save({
		number: other,
		rules: [
			{ id: 'r', path: '$..at', check: 'ignore', options: {}, scope: {}, enabled: true, why: '', source: 'user' },
		],
	});
	expect(await api.shares.open({ token })).toMatchObject({ passing: 2, profile: null });
});

test('links live at most 90 days', async () => {
	await expect(local(db).shares.create({ number, days: 91 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
