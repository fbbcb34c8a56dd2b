import { type FieldRuleInput, fieldRuleSchema } from '@refrain/assertions';
import type { Database } from '@refrain/db';
import { type TemporaryDatabase, temporaryDatabase } from '@refrain/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { local } from './local.ts';
import { replayed } from './replayed.ts';

let temporary: TemporaryDatabase;
let db: Database;
beforeAll(async () => {
	temporary = await temporaryDatabase();
	db = temporary.db;
});
afterAll(() => temporary[Symbol.asyncDispose]());

const rule = (over: Partial<FieldRuleInput> = {}) =>
	fieldRuleSchema.parse({ id: 'r1', path: '$.at', check: 'timestamp', scope: { kind: 'ordered' }, ...over });

test('a report has its figures, its list without payloads, and each exchange with both sides', async () => {
	const { number } = await replayed(db);
	const api = local(db);
	const { evaluation, replay } = await api.reports.get({ number });
	expect(evaluation).toMatchObject({ n: 1, result: 'failed', passing: 2, asserted: 5 });
	const { rows, total } = await api.reports.exchanges({ number });
	expect(total).toBe(rows.length);
	expect(rows.every((row) => !('messages' in row))).toBe(true);
	const failed = rows.filter(({ passed }) => !passed);
	expect(failed.map(({ summary }) => summary)).toEqual(['at', 'total, at', 'at']);
	const detail = await api.reports.exchange({ number, n: failed[1]?.n ?? -1 });
	expect(detail.messages[0]?.expected?.value).toMatchObject({ total: 20 });
	expect(detail.messages[0]?.observed?.value).toMatchObject({ total: 21 });
	expect(Buffer.from(detail.messages[0]?.observed?.base64 ?? '', 'base64').toString()).toContain('"total":21');
	expect(detail.recorded.map(({ sender, offsetUs }) => [sender, offsetUs])).toEqual([
		['client', 0],
		['server', 10_000],
	]);
	expect(detail.replayed.map(({ sender }) => sender)).toEqual(['client', 'server']);
	expect(replay.number).toBe(number);
});

test('the projection of a draft is what saving makes of the report, and earlier evaluations stay', async () => {
	const { number } = await replayed(db);
	const api = local(db);
	const projection = await api.reports.project({ number, rules: [rule()] });
	expect(projection).toMatchObject({ passing: 4, asserted: 5, recordedPassing: 2, stopMatching: [], othersHidden: 1 });
	expect(projection.startToMatch).toHaveLength(2);
	expect(projection.covered.map(({ ruleId }) => ruleId)).toEqual(['r1']);
	const saved = await api.reports.save({ number, rules: [rule()] });
	expect(saved).toMatchObject({ evaluation: 2, passing: projection.passing, asserted: projection.asserted });
	const newest = await api.reports.get({ number });
	expect(newest.evaluation).toMatchObject({ n: 2, passing: 4, profileId: saved.profile.id, profileVersion: 1 });
	expect(newest.evaluation?.summary.causes.map(({ sentence }) => sentence)).toEqual(['total changed']);
	expect((await api.reports.get({ number, evaluation: 1 })).evaluation).toMatchObject({ n: 1, passing: 2 });
	expect(await api.profiles.get({ id: saved.profile.id })).toMatchObject({ name: 'orders', version: 1 });
});

test('a profile that was saved meanwhile is not overwritten; evaluating by it again is the way on', async () => {
	const { number } = await replayed(db);
	const api = local(db);
	const { profile } = await api.reports.save({ number, rules: [rule()] });
	const newest = await api.profiles.get({ id: profile.id });
	await api.profiles.save({ id: profile.id, name: 'orders', config: newest.config, basedOn: 1 });
	const more = { number, rules: [rule({ id: 'r2', path: '$.total', check: 'ignore' })] };
	await expect(api.reports.save(more)).rejects.toMatchObject({ code: 'CONFLICT', message: /version 2 by now/ });
	await expect(
		api.profiles.save({ id: profile.id, name: 'orders', config: newest.config, basedOn: 1 }),
	).rejects.toMatchObject({ code: 'CONFLICT' });
	expect(await api.reports.reevaluate({ number, profileId: profile.id })).toEqual({ evaluation: 3 });
	expect(await api.reports.save(more)).toMatchObject({ evaluation: 4, passing: 5, profile: { version: 3 } });
});

test('coverage counts what each rule alone would let pass', async () => {
	const { number } = await replayed(db);
	const rules = [
		rule(),
		rule({ id: 'r2', path: '$.total', check: 'ignore', scope: {} }),
		rule({ id: 'r3', path: '$..none', check: 'ignore' }),
	];
	expect(await local(db).reports.coverage({ number, rules })).toEqual([3, 1, 0]);
});

test('what is not there is said in one sentence', async () => {
	const api = local(db);
	await expect(api.reports.get({ number: 999_999 })).rejects.toMatchObject({ code: 'NOT_FOUND', message: /#999999/ });
	const { number } = await replayed(db);
	await expect(api.reports.get({ number, evaluation: 7 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await expect(api.reports.exchange({ number, n: 500 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a replay that was never judged has a page but no report', async () => {
	const { snapshotId } = await replayed(db);
	const api = local(db);
	const { number } = await api.replays.start({ snapshotId, target: 'ws://127.0.0.1:9' });
	expect(await api.reports.get({ number })).toMatchObject({ evaluation: null, evaluations: [] });
	await expect(api.reports.exchanges({ number })).rejects.toMatchObject({ code: 'CONFLICT' });
	await api.replays.stop({ number });
	expect((await api.reports.get({ number })).replay.state).toBe('stopped');
	expect((await api.replays.targets()).recent).toContain('ws://127.0.0.1:9');
});
