import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { MatchSuggestion, Projection } from '../matching/suggestions.ts';
import { MockError } from '../mock-error.ts';
import { MOCK_RESULTS, type MockLogEntry, type MockStats } from '../mock-log.ts';
import type { MockOptions, MockOptionsInput } from '../mock-options.ts';
import type { PushRequest } from './push-request.ts';

/** What the control API may do to a mock. */
export interface Controlled {
	readonly entries: readonly MockLogEntry[];
	readonly options: MockOptions;
	stats(): MockStats;
	connections(): readonly { connection: number; path: string; clientAddress: string }[];
	setOptions(changes: MockOptionsInput): MockOptions;
	push(request: PushRequest): { delivered: number };
	close(request: { connections?: readonly number[]; code: number; reason: string }): { closed: number };
	project(changes: MockOptionsInput): Projection;
	suggest(n: number): readonly MatchSuggestion[];
	reset(): void;
}

/** Paths below this belong to the mock, whatever was recorded. */
export const CONTROL_PREFIX = '/__refrain/';

interface Route {
	readonly method: 'GET' | 'POST' | 'PATCH';
	readonly path: string;
	/** Reads the query (GET) or the JSON body. */
	readonly input: z.ZodType;
	run(mock: Controlled, input: never): unknown;
}

function route<Schema extends z.ZodType>(about: {
	method: Route['method'];
	path: string;
	input: Schema;
	run: (mock: Controlled, input: z.output<Schema>) => unknown;
}): Route {
	return about as Route;
}

const connections = z.array(z.int().min(1)).optional();
const nothing = z.strictObject({});

/** Every call of the control API; `GET /__refrain/` lists them. */
const ROUTES: readonly Route[] = [
	route({
		method: 'POST',
		path: 'push',
		input: z.strictObject({ message: z.json(), connections, path: z.string().startsWith('/').optional() }),
		run: (mock, request) => mock.push(request as PushRequest),
	}),
	route({
		method: 'POST',
		path: 'close',
		input: z.strictObject({
			connections,
			code: z.int().min(1000).max(4999).default(1000),
			reason: z.string().default(''),
		}),
		run: (mock, request) => mock.close(request as Parameters<Controlled['close']>[0]),
	}),
	route({
		method: 'GET',
		path: 'log',
		input: z.strictObject({
			after: z.coerce.number().int().default(0),
			result: z.enum(MOCK_RESULTS).optional(),
			limit: z.coerce.number().int().min(1).max(10_000).default(1000),
		}),
		run: (mock, { after, result, limit }) => ({
			entries: mock.entries
				.filter((entry) => entry.n > after && (result === undefined || entry.result === result))
				.slice(0, limit),
		}),
	}),
	route({ method: 'GET', path: 'stats', input: nothing, run: (mock) => mock.stats() }),
	route({ method: 'GET', path: 'connections', input: nothing, run: (mock) => ({ connections: mock.connections() }) }),
	route({ method: 'GET', path: 'options', input: nothing, run: (mock) => mock.options }),
	route({
		method: 'PATCH',
		path: 'options',
		input: z.record(z.string(), z.json()),
		run: (mock, changes) => mock.setOptions(changes as MockOptionsInput),
	}),
	route({
		method: 'POST',
		path: 'project',
		input: z.record(z.string(), z.json()),
		run: (mock, changes) => mock.project(changes as MockOptionsInput),
	}),
	route({
		method: 'GET',
		path: 'suggestions',
		input: z.strictObject({ miss: z.coerce.number().int() }),
		run: (mock, { miss }) => ({ suggestions: mock.suggest(miss) }),
	}),
	route({
		method: 'POST',
		path: 'reset',
		input: nothing,
		run: (mock) => {
			mock.reset();
			return {};
		},
	}),
];

/** Answers a request to the control API; always JSON, errors as `{ "error": "<sentence>" }`. */
export function answerControl(
	request: IncomingMessage,
	response: ServerResponse,
	{ mock, body }: { mock: Controlled; body: Uint8Array },
): void {
	const { status, result } = decide(request, mock, body);
	const text = `${JSON.stringify(result)}\n`;
	response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
	response.end(text);
}

function decide(request: IncomingMessage, mock: Controlled, body: Uint8Array): { status: number; result: unknown } {
	const { method = 'GET', headers } = request;
	const url = new URL(request.url ?? '/', 'http://mock');
	// A page of another site must not steer a mock on this machine: browsers send its origin along.
	if (headers.origin !== undefined && new URL(headers.origin).host !== headers.host) {
		return { status: 403, result: { error: `Pages of ${headers.origin} may not control this mock.` } };
	}
	const path = url.pathname.slice(CONTROL_PREFIX.length);
	const calls = ROUTES.map((known) => `${known.method} ${CONTROL_PREFIX}${known.path}`);
	if (path === '') return { status: 200, result: { calls } };
	const found = ROUTES.find((known) => known.method === method && known.path === path);
	if (found === undefined) {
		return {
			status: 404,
			result: { error: `There is no ${method} ${url.pathname}. Known calls: ${calls.join(', ')}.` },
		};
	}
	const given = method === 'GET' ? Object.fromEntries(url.searchParams) : parseBody(body);
	const input = found.input.safeParse(given);
	if (!input.success) return { status: 400, result: { error: explain(input.error, given) } };
	try {
		return { status: 200, result: found.run(mock, input.data as never) };
	} catch (error) {
		if (error instanceof MockError) return { status: 400, result: { error: error.message } };
		throw error;
	}
}

/** Undefined when it is no JSON. */
function parseBody(body: Uint8Array): unknown {
	if (body.length === 0) return {};
	try {
		return JSON.parse(new TextDecoder().decode(body));
	} catch {
		return undefined;
	}
}

function explain(error: z.ZodError, given: unknown): string {
	if (given === undefined) return 'The body is no JSON.';
	const [issue] = error.issues;
	const where = issue === undefined || issue.path.length === 0 ? 'The request' : `Field "${issue.path.join('.')}"`;
	return `${where}: ${issue?.message ?? 'not understood'}.`;
}
