import { createHmac, generateKeyPairSync, verify } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULT_TEST_CONFIG, evaluate, type TransformRuleInput } from '@refrain/assertions';
import { expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { ReplayError, startReplay } from '../src/index.ts';
import { sketch, snapshotOf } from './sketch.ts';

const RECORDED_AT = 1_700_000_000;
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const TOKEN = `${part({ alg: 'HS256' })}.${part({ sub: '7', exp: RECORDED_AT + 60 })}.c2lnbmVk`;

const ask = { type: 'ask', id: 'id-1', at: new Date(RECORDED_AT * 1000).toISOString(), token: TOKEN };
const snapshot = snapshotOf(
	sketch([
		{ from: 'client', atMs: 0, text: JSON.stringify(ask) },
		{ from: 'server', atMs: 1, text: JSON.stringify({ type: 'answer', to: 'id-1' }) },
		{ from: 'client', atMs: 2, text: JSON.stringify(ask) },
		{ from: 'server', atMs: 3, text: JSON.stringify({ type: 'answer', to: 'id-1' }) },
	]),
);

/** Replays against a service that answers with the id it got, and gives back what it got. */
async function replay(transforms: readonly TransformRuleInput[], variables: Record<string, string> = {}) {
	const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => false });
	await once(server, 'listening');
	const messages: (typeof ask)[] = [];
	let request: IncomingMessage | undefined;
	server.on('connection', (socket, upgrade) => {
		request = upgrade;
		socket.on('message', (data) => {
			messages.push(JSON.parse(`${data}`));
			socket.send(JSON.stringify({ type: 'answer', to: messages.at(-1)?.id }));
		});
	});
	try {
		const target = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const observed = await startReplay({
			snapshot,
			target,
			options: { transforms: [...transforms], variables, timing: { mode: 'asap' } },
		});
		return { messages, request, report: evaluate(snapshot, observed, DEFAULT_TEST_CONFIG) };
	} finally {
		server.close();
	}
}

function tokenParts(messages: readonly (typeof ask)[]): [string, string, string] {
	return (messages[0] as typeof ask).token.split('.') as [string, string, string];
}

it('changes fields of messages, and lets the answers follow', async () => {
	const { messages, report } = await replay([
		{ id: 'id', at: { in: 'message', path: '$.id', kind: 'ask' }, transform: 'random' },
		{ id: 'at', at: { in: 'message', path: '$.at' }, transform: 'shift-time' },
	]);
	expect(messages[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
	// One recorded value becomes one value.
	expect(messages[1]?.id).toBe(messages[0]?.id);
	expect(Math.abs(Date.parse(messages[0]?.at ?? '') - Date.now())).toBeLessThan(60_000);
	expect(messages[0]?.at).toMatch(/\.\d{3}Z$/);
	expect(report.summary).toMatchObject({ result: 'passed', causes: [] });
});

it('signs tokens again, with a shared secret and with a private key', async () => {
	const at = { in: 'message' as const, path: '$.token' };
	const shared = await replay([{ id: 't', at, transform: 'sign-jwt', options: { key: '{{SECRET}}' } }], {
		SECRET: 's3cret',
	});
	const [head, body, signature] = tokenParts(shared.messages);
	expect(signature).toBe(createHmac('sha256', 's3cret').update(`${head}.${body}`).digest('base64url'));
	expect(JSON.parse(Buffer.from(body, 'base64url').toString()).exp * 1000).toBeGreaterThan(Date.now());

	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
	const { messages } = await replay([{ id: 't', at, transform: 'sign-jwt', options: { algorithm: 'ES256', key } }]);
	const signed = tokenParts(messages);
	const ok = verify(
		'sha256',
		Buffer.from(`${signed[0]}.${signed[1]}`),
		{ key: publicKey, dsaEncoding: 'ieee-p1363' },
		Buffer.from(signed[2], 'base64url'),
	);
	expect(ok).toBe(true);
});

it('changes handshakes: headers, cookies, query, path', async () => {
	const { request } = await replay(
		[
			{ id: '1', at: { in: 'cookie', name: 'sid' }, transform: 'set', options: { value: '{{SID}}' } },
			{ id: '2', at: { in: 'query', name: 'room' }, transform: 'set', options: { value: 'a b' } },
			{ id: '3', at: { in: 'target' }, transform: 'set', options: { value: '/v2' } },
		],
		{ SID: 'live' },
	);
	expect([request?.headers.cookie, request?.url]).toEqual(['sid=live', '/v2?room=a%20b']);
});

it('wants every variable, and keys that fit, before it sends anything', async () => {
	const at = { in: 'message' as const, path: '$.id' };
	await expect(replay([{ id: 'x', at, transform: 'set', options: { value: '{{NOPE}}' } }])).rejects.toThrow(
		new ReplayError('VARIABLE_MISSING', 'the transforms need the variable NOPE; give it as --var NOPE=value'),
	);
});
