import type { JsonValue } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { jsonEqual } from '../../json/json-equal.ts';
import type { FieldValues, Proposal, ValuePair } from './classifier.ts';
import { CLASSIFIERS } from './index.ts';

interface Given {
	name?: string;
	sentLater?: (value: JsonValue) => boolean;
}

/** What the first classifier that knows the values proposes. */
function propose(
	pairs: readonly (readonly [JsonValue, JsonValue])[],
	{ name = 'field', sentLater = () => false }: Given = {},
): Proposal | null {
	const all: ValuePair[] = pairs.map(([expected, observed]) => ({ expected, observed }));
	const field: FieldValues = {
		name,
		pairs: all,
		differing: all.filter(({ expected, observed }) => !jsonEqual(expected, observed)),
		values: all.flatMap(({ expected, observed }) => [expected, observed]),
		series: [all],
		sentLater,
	};
	for (const classifier of CLASSIFIERS) {
		const proposal = classifier.propose(field);
		if (proposal !== null) return proposal;
	}
	return null;
}

/** Pairs from two lists of values. */
const zip = (expected: readonly JsonValue[], observed: readonly JsonValue[]) =>
	expected.map((value, index) => [value, observed[index] as JsonValue] as const);

describe('what varies from run to run', () => {
	it('knows points in time', () => {
		expect(propose([['2026-11-24T20:27:18.746Z', '2026-11-25T08:00:00.000Z']])).toMatchObject({
			check: 'timestamp',
			certain: true,
			evidence: '2 of 2 values are ISO dates.',
		});
		expect(propose(zip(Array(6).fill(1_795_552_038_746), Array(6).fill(1_795_559_038_746)))).toMatchObject({
			check: 'timestamp',
			evidence: 'All 12 values are epoch milliseconds.',
		});
		expect(propose([['2026-11-24T20:27:18Z', 'never']])).toBeNull();
	});

	it.each([
		['UUID', '0198c3a2-7d3e-7aaa-8888-0123456789ab', '5f0c9d1e-aaaa-4bbb-8ccc-112233445566'],
		['ULID', '01ARZ3NDEKTSV4RRFFQ69G5FAV', '01BX5ZZKBKACTAV9WEVGEMMVRZ'],
		['ObjectId', '507f1f77bcf86cd799439011', '507f191e810c19729de860ea'],
		['JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_1', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIyIn0.def-_2'],
		['hex digest', 'd41d8cd98f00b204e9800998ecf8427e', '0cc175b9c0f1b6a831c399e269772661'],
		['KSUID', '0ujtsYcgvSTl8PAuAdqWYSMnLOv', '0ujsswThIGTUYm2K8FjOOfXtY1K'],
		['IP address', '10.0.0.1:8080', '10.0.0.2:9000'],
	])('knows a %s', (name, left, right) => {
		expect(propose([[left, right]])).toMatchObject({ check: 'pattern', certain: true, options: { name } });
	});

	it('leaves an id alone that mostly stays the same', () => {
		const id = '0198c3a2-7d3e-7aaa-8888-0123456789ab';
		expect(
			propose([
				[id, id],
				[id, id],
				[id, '5f0c9d1e-aaaa-4bbb-8ccc-112233445566'],
			]),
		).toBeNull();
	});

	it('knows a value that the service made and the client sent back', () => {
		const proposal = propose([['order-771', 'order-902']], { sentLater: (value) => value === 'order-771' });
		expect(proposal).toMatchObject({
			check: 'follow',
			certain: true,
			evidence: '1 of 1 values were sent back later by the client.',
		});
		expect(propose([[17, 18]], { sentLater: () => true })).toBeNull();
	});

	it('knows a counter, for sure only by its name', () => {
		const counter = zip([10, 11, 13, 14], [210, 211, 212, 220]);
		expect(propose(counter, { name: 'seq' })).toMatchObject({ check: 'increasing', certain: true });
		expect(propose(counter, { name: 'total' })).toMatchObject({ check: 'increasing', certain: false });
		expect(propose(zip([10, 11, 9, 14], [210, 211, 212, 220]), { name: 'seq' })).toBeNull();
	});

	it('knows measurements by their name', () => {
		expect(propose([[12, 340]], { name: 'elapsedMs' })).toMatchObject({ check: 'same-type', certain: true });
	});

	it('knows numbers that are nearly equal, for sure only when it is rounding', () => {
		expect(propose([[1199.6, 1199.61]])).toMatchObject({ check: 'within', options: { by: 0.01 }, certain: false });
		expect(propose([[0.3, 0.1 + 0.2]])).toMatchObject({ check: 'within', certain: true });
	});

	it('knows random ids, also when one is a little shorter', () => {
		const ids = zip(['4fzyo82mvyr', 'a81hd7q2ppx', 'zz81ja0q1l'], ['0q8aj2m1nbv', '91ka0sdj2ha', 'p0o9i8u7y6t']);
		expect(propose(ids)).toMatchObject({ check: 'pattern', certain: true, options: { regex: '[0-9a-z]{6,15}' } });
		expect(propose([['A81hd7q2ppx', '0q8aj2m1nbv']])).toMatchObject({ certain: false });
	});
});

describe('texts drawn at random', () => {
	const texts = ['Backup finished', 'A new user has joined', 'Two orders are waiting'];
	const draw = (picks: string) => Array.from(picks, (pick) => texts[Number(pick)] as string);

	it('are any text while few were seen, as the next run may bring others', () => {
		expect(propose(zip(draw('012012'), draw('120201')))).toMatchObject({ check: 'same-type', certain: true });
	});

	it('are one of a list when each was seen often', () => {
		const proposal = propose(zip(draw('012'.repeat(6)), draw('120'.repeat(6))));
		expect(proposal).toMatchObject({ check: 'one-of', certain: true, options: { values: [...texts].sort() } });
	});
});

describe('what looks like business', () => {
	it.each([
		['a state', zip(['NEW', 'PAID', 'NEW', 'DONE'], ['PAID', 'NEW', 'DONE', 'NEW'])],
		['one state', [['REVIEW', 'APPROVED']] as const],
		['a truth value', [[true, false]] as const],
		['money that changed by more than 1 %', [[19.99, 24.99]] as const],
		['a whole number', [[3, 4]] as const],
		['nothing', [[null, 'x']] as const],
		['one text that changed for all', zip(Array(6).fill('Welcome back'), Array(6).fill('Good morning all'))],
		[
			'one text of many that changed once',
			zip(['a b', 'c d', 'e f', 'a b', 'c d', 'e f'], ['a b', 'c d', 'x y', 'a b', 'c d', 'e f']),
		],
		['a code', [['SKU-1', 'SKU-2']] as const],
	])('is never proposed: %s', (_, pairs) => expect(propose(pairs)).toBeNull());
});
