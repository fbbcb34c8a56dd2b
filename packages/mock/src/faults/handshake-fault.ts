import type { MockFault } from './fault.ts';

/** The fault that a handshake on this path meets; null when it meets none. */
export function handshakeFault(faults: readonly MockFault[], path: string, random: () => number): MockFault | null {
	const meets = ({ enabled, effect, path: only, rate }: MockFault) =>
		enabled &&
		(effect.do === 'refuse' || effect.do === 'ignore') &&
		(only === undefined || only === path) &&
		(rate >= 1 || random() < rate);
	return faults.find(meets) ?? null;
}
