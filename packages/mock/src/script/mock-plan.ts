import type { Headers, RequestHead } from '@refrain/protocol';
import { headerList, headerValue } from '@refrain/protocol';
import type { RecordedConnection, Snapshot } from '@refrain/traffic';
import { mergePolling } from '../engine-io/merge-polling.ts';
import { HttpPlan } from '../http/http-plan.ts';
import { Matcher } from '../matching/matcher.ts';
import { MockError } from '../mock-error.ts';
import type { MockOptions } from '../mock-options.ts';
import { Analysis } from './analysis.ts';
import { buildScript } from './build-script.ts';
import { linkAnswers } from './link-answers.ts';
import type { Script } from './script.ts';

/** What the mock does with a handshake. */
export type Route =
	| { type: 'accept'; script: Script; scripts: readonly Script[] }
	/** The recorded service refused such a handshake. */
	| { type: 'refuse'; connection: RecordedConnection['connection'] }
	/** No handshake to this path was recorded. */
	| { type: 'unknown'; paths: readonly string[] };

/** A snapshot made ready to be served: which recorded connection or exchange stands behind which address. */
export class MockPlan {
	/** Accepted handshakes by path. */
	readonly #accepted = new Map<string, Script[]>();
	readonly #refused: RecordedConnection['connection'][] = [];
	readonly http: HttpPlan;
	/** Paths on which Engine.IO clients may poll. */
	readonly pollingPaths: ReadonlySet<string>;
	/** How often equally like connections were asked for, for playing recorded connections in turn. */
	readonly #turns = new Map<string, number>();
	readonly #matchers = new Map<string, Matcher>();
	#options: MockOptions;

	/** @throws MockError `NOTHING_TO_SERVE` */
	constructor(snapshots: readonly Snapshot[], options: MockOptions) {
		this.#options = options;
		const polling = mergePolling(snapshots.flatMap(({ connections }) => connections));
		this.pollingPaths = polling.paths;
		const recorded = polling.connections;
		const accepted = recorded.filter(({ connection, frames }) => isAccepted(connection) || frames.length > 0);
		const analyses = accepted.map((connection) => new Analysis(connection));
		const links = linkAnswers(analyses);
		for (const analysis of analyses) {
			const script = buildScript(analysis, links);
			append(this.#accepted, script.path, script);
		}
		for (const { connection } of recorded) {
			if (connection.handshake?.response && !connection.handshake.accepted) this.#refused.push(connection);
		}
		this.http = new HttpPlan(polling.http);
		if (this.#accepted.size + this.#refused.length + this.http.size === 0) {
			const name = snapshots.map((snapshot) => `"${snapshot.name}"`).join(', ') || 'none';
			throw new MockError(
				'NOTHING_TO_SERVE',
				`There is nothing to serve in the recording ${name}: it holds no handshake and no HTTP request. Record again, or choose another one.`,
			);
		}
	}

	get options(): MockOptions {
		return this.#options;
	}

	/** Holds from the next message on. */
	set options(options: MockOptions) {
		this.#options = options;
		this.#matchers.clear();
	}

	/** Paths with recorded WebSocket connections, most connections first. */
	get paths(): string[] {
		const paths = [...this.#accepted].sort(([, a], [, b]) => b.length - a.length).map(([path]) => path);
		return [...new Set([...paths, ...this.#refused.map(({ path }) => pathOf(path))])];
	}

	/** The matcher over all connections of a path; made when first asked for. */
	matcherFor(scripts: readonly Script[]): Matcher {
		const path = scripts[0]?.path ?? '';
		const matcher = this.#matchers.get(path) ?? new Matcher(scripts, this.#options);
		this.#matchers.set(path, matcher);
		return matcher;
	}

	/** Fingerprints of what the service sent by itself on these connections. */
	pushFingerprints(scripts: readonly Script[]): ReadonlySet<string> {
		const pushes = scripts.flatMap((script) => [
			...script.pushes,
			...script.candidates.flatMap((asked) => asked.pushes),
		]);
		return new Set(pushes.map(({ decoded }) => decoded.fingerprint));
	}

	/** Of the recorded handshakes on this path the likest; of equally like ones the next in turn. */
	route(live: RequestHead): Route {
		const session = this.http.sessionOf(live);
		const request = { ...live, target: session.toRecorded(live.target) };
		const path = pathOf(request.target);
		const scripts = this.#accepted.get(path) ?? [];
		const refused = this.#refused.filter((connection) => pathOf(connection.path) === path);
		const recorded = [...scripts.map(({ connection }) => connection), ...refused];
		if (recorded.length === 0) return { type: 'unknown', paths: this.paths };
		const likeness = recorded.map((connection) => likenessOf(connection, request));
		const best = Math.max(...likeness);
		const likest = recorded.filter((_, index) => likeness[index] === best);
		const connection = likest[
			this.#turn(`${likest.length} from ${likest[0]?.id}`) % likest.length
		] as RecordedConnection['connection'];
		const script = scripts.find((candidate) => candidate.connection === connection);
		return script === undefined ? { type: 'refuse', connection } : { type: 'accept', script, scripts };
	}

	#turn(key: string): number {
		const turn = this.#turns.get(key) ?? 0;
		this.#turns.set(key, turn + 1);
		return turn;
	}
}

function isAccepted({ handshake }: RecordedConnection['connection']): boolean {
	return handshake?.accepted === true;
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
	const list = lists.get(key);
	if (list === undefined) lists.set(key, [item]);
	else list.push(item);
}

function pathOf(target: string): string {
	return new URL(target, 'ws://mock').pathname;
}

/** How much a recorded handshake resembles a live one: what it carried, and with which values. */
function likenessOf({ path, handshake }: RecordedConnection['connection'], live: RequestHead): number {
	const recordedHeaders: Headers = handshake?.request.headers ?? [];
	const [was, is] = [new URL(path, 'ws://mock').searchParams, new URL(live.target, 'ws://mock').searchParams];
	let score = 0;
	for (const name of new Set([...was.keys(), ...is.keys()])) {
		score += was.has(name) === is.has(name) ? 4 : -4;
		if (was.get(name) === is.get(name)) score += 2;
	}
	for (const name of ['authorization', 'cookie', 'sec-websocket-protocol']) {
		const [recorded, sent] = [headerValue(recordedHeaders, name), headerValue(live.headers, name)];
		score += (recorded === null) === (sent === null) ? 4 : -4;
		if (recorded === sent) score += 2;
	}
	// A client that offers no such subprotocol could not go on with the recorded one.
	const chosen = handshake?.subprotocol ?? null;
	if (chosen !== null && !headerList(live.headers, 'sec-websocket-protocol').includes(chosen)) score -= 8;
	return score;
}
