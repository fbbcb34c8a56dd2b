import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { LoadOrder, LoadResult } from './relay/load-client.ts';
import { ask, cpuWhenIdleUs, type Middle, type Running, start, startRecord } from './relay/processes.ts';

// What recording costs: round trips per second, their times, and the proxy's own CPU per round trip, of `refrain record` beside
// a plain Node relay and mockttp. Run: node --import tsx bench/relay.ts [--seconds 5] [--only plain,record] [--load 1]
// [--profile FOLDER]: where refrain record shall leave its CPU profiles

interface Load {
	title: string;
	connections: number;
	inFlight: number;
	payloadBytes: number;
}

const LOADS: readonly Load[] = [
	{ title: '10 connections, 1 in flight, 150 B', connections: 10, inFlight: 1, payloadBytes: 150 },
	{ title: '50 connections, 32 in flight, 150 B', connections: 50, inFlight: 32, payloadBytes: 150 },
	{ title: '10 connections, 8 in flight, 16 KiB', connections: 10, inFlight: 8, payloadBytes: 16 * 1024 },
];

const RELAYS: Record<string, { title: string; start: ((target: number) => Promise<Middle>) | null }> = {
	nothing: { title: 'nothing', start: null },
	plain: {
		title: 'plain Node relay (records nothing)',
		start: (target) => notCapturing(new URL('./relay/plain-relay.ts', import.meta.url), target),
	},
	record: { title: '**refrain record**', start: (target) => startRecord(target, values.profile) },
	mockttp: {
		title: 'mockttp 4.6.5',
		start: (target) => capturing(new URL('./relay/mockttp-relay.ts', import.meta.url), target),
	},
};

interface Row extends LoadResult {
	/** null when nothing was in the middle. */
	cpuUsPerRoundTrip: number | null;
	/** Messages that were captured of those that went through, null for what captures none. */
	captured: number | null;
}

const { values } = parseArgs({
	options: {
		seconds: { type: 'string', default: '5' },
		only: { type: 'string' },
		load: { type: 'string' },
		profile: { type: 'string' },
	},
});
const WARM_UP_MS = 2000;

console.log(
	`${cpus().length} x ${cpus()[0]?.model.trim()}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}\n`,
);
for (const [i, load] of LOADS.entries()) {
	if (values.load !== undefined && Number(values.load) !== i) continue;
	console.log(`${load.title}:\n`);
	console.log('| in the middle | round trips/s | p50 us | p99 us | proxy CPU us per round trip | captured |');
	console.log('|---|---:|---:|---:|---:|---:|');
	for (const [name, relay] of Object.entries(RELAYS)) {
		if (values.only !== undefined && !values.only.split(',').includes(name)) continue;
		console.log(line(relay.title, await measure(load, relay.start)));
	}
	console.log('');
}

async function measure(load: Load, startRelay: ((target: number) => Promise<Middle>) | null): Promise<Row> {
	await using echo = await start(new URL('./relay/echo-server.ts', import.meta.url), [load.payloadBytes]);
	await using relay = startRelay === null ? null : await startRelay(echo.port);
	const client = await startClient(load, relay?.port ?? echo.port);
	let warmUp: LoadResult;
	let result: LoadResult;
	let cpuUs: number | null = null;
	{
		await using loading = client;
		warmUp = await ask<LoadResult>(loading.child, { runMs: WARM_UP_MS } satisfies LoadOrder);
		const before = relay && (await cpuWhenIdleUs(relay.pid));
		result = await ask<LoadResult>(loading.child, { runMs: Number(values.seconds) * 1000 } satisfies LoadOrder);
		cpuUs = relay && before !== null ? (await cpuWhenIdleUs(relay.pid)) - before : null;
	}
	const kept = relay && (await relay.captured());
	return {
		...result,
		cpuUsPerRoundTrip: cpuUs === null ? null : cpuUs / result.roundTrips,
		captured: kept === null ? null : kept / ((warmUp.roundTrips + result.roundTrips) * 2),
	};
}

function startClient({ connections, inFlight, payloadBytes }: Load, port: number): Promise<Running> {
	return start(new URL('./relay/load-client.ts', import.meta.url), [port, connections, inFlight, payloadBytes]);
}

async function notCapturing(module: URL, target: number): Promise<Middle> {
	return { ...(await start(module, [target])), captured: async () => null };
}

async function capturing(module: URL, target: number): Promise<Middle> {
	const running = await start(module, [target]);
	return { ...running, captured: async () => (await ask<{ captured: number }>(running.child, {})).captured };
}

function line(title: string, { roundTrips, seconds, p50Us, p99Us, cpuUsPerRoundTrip, captured }: Row): string {
	const rate = Math.round(roundTrips / seconds).toLocaleString('en-US');
	const cpu = cpuUsPerRoundTrip === null ? '' : cpuUsPerRoundTrip.toFixed(2);
	const share = captured === null ? '' : `${(captured * 100).toFixed(1)} %`;
	return `| ${[title, rate, p50Us, p99Us, cpu, share].join(' | ')} |`;
}
