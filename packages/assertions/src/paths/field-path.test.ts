import { describe, expect, it } from 'vitest';
import {
	type FieldPath,
	isFieldPath,
	type Location,
	parseFieldPath,
	pathCovers,
	pathReaches,
	printGeneralPath,
	printLocation,
} from './field-path.ts';

function covers(path: string, location: Location, subtree = false): boolean {
	return pathCovers(parseFieldPath(path) as FieldPath, location, subtree);
}

describe('parseFieldPath', () => {
	it('accepts the forms of the profile and nothing else', () => {
		for (const path of [
			'$',
			'$.a',
			'$.a-b.c',
			'$.items[0]',
			'$.items[*].id',
			'$..id',
			'$..*',
			'$["odd key"]',
			"$['it\\'s']",
			'*code*',
			'close.code',
			'handshake.header.x-id',
			'http.status',
			'message.type',
			'order',
		]) {
			expect(isFieldPath(path), path).toBe(true);
		}
		for (const path of [
			'',
			'a.b',
			'$a',
			'$.',
			'$.a.',
			'$[',
			'$[-1]',
			'$.a b',
			'**',
			'*',
			'close.colour',
			'http.header.',
		]) {
			expect(isFieldPath(path), path).toBe(false);
		}
	});
});

describe('pathCovers', () => {
	it('matches exact places', () => {
		expect(covers('$.a.b', ['a', 'b'])).toBe(true);
		expect(covers('$.a.b', ['a'])).toBe(false);
		expect(covers('$.a.b', ['a', 'b', 'c'])).toBe(false);
		expect(covers('$["odd key"]', ['odd key'])).toBe(true);
		expect(covers('$', [])).toBe(true);
	});

	it('matches any index with [*], and only that one with a number', () => {
		expect(covers('$.items[*].id', ['items', 7, 'id'])).toBe(true);
		expect(covers('$.items[2].id', ['items', 7, 'id'])).toBe(false);
	});

	it('matches at any depth with ..', () => {
		expect(covers('$..id', ['id'])).toBe(true);
		expect(covers('$..id', ['a', 0, 'id'])).toBe(true);
		expect(covers('$..id', ['a', 'idle'])).toBe(false);
		expect(covers('$.a..b.c', ['a', 'x', 'b', 'b', 'c'])).toBe(true);
		expect(covers('$..b', ['b', 'c'])).toBe(false);
	});

	it('covers what is below when asked for the subtree', () => {
		expect(covers('$.a', ['a', 'b', 0], true)).toBe(true);
		expect(covers('$..b', ['a', 'b', 'c'], true)).toBe(true);
		expect(covers('$', ['a'], true)).toBe(true);
	});

	it('matches a text anywhere in the path when written *text*', () => {
		expect(covers('*rrorC*', ['foo', 'errorCode', 'bar'])).toBe(true);
		expect(covers('*errorX*', ['errorCode'])).toBe(false);
	});

	it('matches facts outside of payloads by name, without case', () => {
		expect(covers('close.code', 'close.code')).toBe(true);
		expect(covers('http.header.Date', 'http.header.date')).toBe(true);
		expect(covers('$..code', 'close.code')).toBe(false);
		expect(covers('close.code', ['close', 'code'])).toBe(false);
	});
});

describe('pathReaches', () => {
	const reaches = (path: string, location: Location) => pathReaches(parseFieldPath(path) as FieldPath, location);

	it('reaches what is named, below it and above it', () => {
		expect(reaches('$.a.b', ['a', 'b'])).toBe(true);
		expect(reaches('$.a.b', ['a', 'b', 'c'])).toBe(true);
		expect(reaches('$.a.b', ['a'])).toBe(true);
		expect(reaches('$.a.b', ['x'])).toBe(false);
		expect(reaches('$..b', ['x'])).toBe(true);
		expect(reaches('close.code', ['x'])).toBe(false);
	});
});

describe('printing', () => {
	it('prints places so that they parse to themselves', () => {
		for (const location of [[], ['a', 0, 'b-c'], ['odd key', 'quo"te'], ['0']]) {
			const path = printLocation(location);
			expect(covers(path, location), path).toBe(true);
		}
	});

	it('prints general paths with every index open', () => {
		expect(printGeneralPath(['items', 2, 'tags', 0])).toBe('$.items[*].tags[*]');
		expect(printGeneralPath('close.code')).toBe('close.code');
	});
});
