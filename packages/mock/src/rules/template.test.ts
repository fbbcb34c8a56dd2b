import { describe, expect, it } from 'vitest';
import { seededRandom } from '../faults/seeded-random.ts';
import { fillTemplate, type TemplateContext } from './template.ts';

const context: TemplateContext = {
	message: { id: 7, user: { name: 'Ana' }, list: [1, 2] },
	state: new Map([['room', 'lobby']]),
	counters: new Map([['asked', 3]]),
	connection: 2,
	nowUs: Date.UTC(2026, 0, 1) * 1000,
	random: seededRandom(1),
};

describe('templates', () => {
	it.each([
		['{{message.id}}', 7],
		['{{ message.user }}', { name: 'Ana' }],
		['{{message.list[1]}}', 2],
		['{{message}}', context.message],
		['Hello {{message.user.name}} in {{state.room}}, no. {{counter.asked}}', 'Hello Ana in lobby, no. 3'],
		['list: {{message.list}}', 'list: [1,2]'],
		['{{message.missing}}', null],
		['[{{message.missing}}{{state.missing}}{{whatever}}]', '[]'],
		['{{counter.never}}', 0],
		['{{connection}}', 2],
		['{{now}}', '2026-01-01T00:00:00.000Z'],
		['{{now.ms}}', Date.UTC(2026, 0, 1)],
		['{{now.s}}', Date.UTC(2026, 0, 1) / 1000],
		['no holes', 'no holes'],
	])('%s', (template, filled) => expect(fillTemplate(template, context)).toEqual(filled));

	it('fill every text of an object and keep the rest', () => {
		expect(fillTemplate({ a: ['{{message.id}}', 1], b: { c: '{{connection}}' }, d: null, e: true }, context)).toEqual({
			a: [7, 1],
			b: { c: 2 },
			d: null,
			e: true,
		});
	});

	it('make random numbers and UUIDs', () => {
		const numbers = Array.from({ length: 50 }, () => fillTemplate('{{random 1 3}}', context));
		expect(new Set(numbers)).toEqual(new Set([1, 2, 3]));
		const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
		expect(fillTemplate('{{uuid}}', context)).toMatch(uuid);
	});
});
