import { describe, expect, it } from 'vitest';
import { Play } from '../../test/play.ts';
import { connection } from '../../test/transcript.ts';
import type { Command } from '../connection/command.ts';
import { type MockFaultInput, mockFaultSchema } from './fault.ts';
import { FaultInjector } from './fault-injector.ts';
import { seededRandom } from './seeded-random.ts';

/** Five pushed messages '1' to '5', as commands. */
function pushes(): Command[] {
	const recorded = connection([1, 2, 3, 4, 5].map((n) => ['server', n, `${n}`] as const));
	return new Play([recorded], { pushes: 'on-connect' }).commands;
}

function inject(fault: MockFaultInput, nowUs = 0) {
	const faults = [mockFaultSchema.parse(fault)];
	const injector = new FaultInjector({ faults: () => faults, random: seededRandom(5), path: '/ws', connection: 1 });
	return { injector, commands: injector.apply(pushes(), nowUs) };
}

function sent(commands: readonly Command[]): string[] {
	return commands.flatMap((command) => {
		if (command.type === 'send') return [new TextDecoder().decode(command.payload)];
		return command.type === 'log' ? [] : [command.type];
	});
}

describe('faults', () => {
	it.each<[MockFaultInput, string[]]>([
		[{ effect: { do: 'drop' } }, []],
		[{ effect: { do: 'drop' }, after: 3 }, ['1', '2']],
		[{ effect: { do: 'drop' }, kind: 'other' }, ['1', '2', '3', '4', '5']],
		[{ effect: { do: 'drop' }, path: '/other' }, ['1', '2', '3', '4', '5']],
		[{ effect: { do: 'drop' }, connections: [2] }, ['1', '2', '3', '4', '5']],
		[{ effect: { do: 'drop' }, enabled: false }, ['1', '2', '3', '4', '5']],
		[{ effect: { do: 'duplicate' }, after: 5 }, ['1', '2', '3', '4', '5', '5']],
		[{ effect: { do: 'reorder' }, after: 4 }, ['1', '2', '3', '5', '4']],
		[{ effect: { do: 'corrupt' }, after: 5 }, ['1', '2', '3', '4', '#']],
		[{ effect: { do: 'truncate', bytes: 0 }, after: 5 }, ['1', '2', '3', '4', '']],
		[{ effect: { do: 'close', code: 1011 }, after: 2 }, ['1', 'close']],
		[{ effect: { do: 'reset' }, after: 2 }, ['1', 'drop']],
		[{ effect: { do: 'stall' }, after: 3 }, ['1', '2', 'stall']],
		[{ effect: { do: 'slow-read', bytesPerSecond: 1 }, after: 5 }, ['1', '2', '3', '4', 'slow-read', '5']],
	])('%j', (fault, wanted) => expect(sent(inject(fault).commands)).toEqual(wanted));

	it('delay messages until their time', () => {
		const { injector, commands } = inject({ effect: { do: 'delay', ms: 10, jitterMs: 5 }, after: 5 }, 1000);
		expect(sent(commands)).toEqual(['1', '2', '3', '4']);
		const dueUs = injector.nextDueUs ?? 0;
		expect(dueUs).toBeGreaterThanOrEqual(11_000);
		expect(dueUs).toBeLessThanOrEqual(16_000);
		expect(sent(injector.takeDue(dueUs - 1))).toEqual([]);
		expect(sent(injector.takeDue(dueUs))).toEqual(['5']);
		expect(injector.nextDueUs).toBeNull();
	});

	it('strike at their rate, the same for the same seed', () => {
		const first = sent(inject({ effect: { do: 'drop' }, rate: 0.5 }).commands);
		expect(first.length).toBeGreaterThan(0);
		expect(first.length).toBeLessThan(5);
		expect(sent(inject({ effect: { do: 'drop' }, rate: 0.5 }).commands)).toEqual(first);
	});
});
