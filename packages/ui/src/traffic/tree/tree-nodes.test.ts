import { expect, test } from 'vitest';
import type { ConnectionSummary, HttpSummary, SessionSummary } from '../model.ts';
import { type TreeView, treeNodes } from './tree-nodes.ts';

const connection = (id: string, sessionId: string, kind: 'websocket' | 'http' = 'websocket'): ConnectionSummary => ({
	id,
	recordingId: 'r',
	sessionId,
	kind,
	openedAtUs: 0,
	closedAtUs: null,
	serverAddress: null,
	host: 'h',
	path: '/',
	status: 101,
	accepted: true,
	subprotocol: null,
	close: null,
	violations: 0,
	stat: { rows: 0, clientRows: 0, serverRows: 0, clientBytes: 0, serverBytes: 0, lastAtUs: null },
});
const session = (id: string): SessionSummary => ({ id, recordingId: 'r', label: id, rule: 'cookie', startedAtUs: 0 });
const exchange = (n: number): HttpSummary => ({
	connectionId: 'w',
	n,
	method: 'GET',
	target: '/',
	status: 200,
	requestAtUs: 0,
	durationUs: 1,
});
const recordings = [{ id: 'r', name: 'checkout', startedAtUs: 0, endedAtUs: null }];
const view = (change: Partial<TreeView> = {}): TreeView => ({
	toggled: new Map(),
	http: new Map(),
	selected: null,
	...change,
});
const sessions = ['s1', 's2', 's3', 's4'].map(session);
const connections = [
	connection('a', 's1'),
	connection('w', 's1', 'http'),
	connection('b', 's2'),
	connection('d', 's4'),
];
const ids = (change?: Partial<TreeView>) =>
	treeNodes({ recordings, sessions, connections }, view(change)).map(({ id }) => id);

test('the newest sessions are unfolded; HTTP is one line at the end of a session', () => {
	expect(ids()).toEqual(['s1', 'a', 'http-s1', 's2', 'b', 's3', 's4']);
});

test('so is the session of what is shown, until it is folded by hand', () => {
	expect(ids({ selected: 'd' })).toEqual(['s1', 'a', 'http-s1', 's2', 'b', 's3', 's4', 'd']);
	expect(ids({ selected: 'd', toggled: new Map([['s4', false]]) })).not.toContain('d');
	expect(ids({ toggled: new Map([['s1', false]]) })).toEqual(['s1', 's2', 'b', 's3', 's4']);
});

test('the HTTP fold shows requests once they are there', () => {
	const toggled = new Map([['http-s1', true]]);
	expect(ids({ toggled })).toEqual(ids());
	expect(ids({ toggled, http: new Map([['s1', [exchange(0), exchange(1)]]]) }).slice(0, 5)).toEqual([
		's1',
		'a',
		'http-s1',
		'w:0',
		'w:1',
	]);
});

test('a session knows its recording and how many connections it has', () => {
	expect(treeNodes({ recordings, sessions, connections }, view())[0]).toMatchObject({
		recording: { name: 'checkout' },
		count: 2,
		expanded: true,
	});
});

test('a session with very many connections starts folded', () => {
	const many = Array.from({ length: 31 }, (_, at) => connection(`c${at}`, 's1'));
	expect(treeNodes({ recordings, sessions: [session('s1')], connections: many }, view())).toHaveLength(1);
});
