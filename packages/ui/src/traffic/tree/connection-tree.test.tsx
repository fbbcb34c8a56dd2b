// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConnectionTree } from './connection-tree.tsx';
import type { TreeNode } from './tree-nodes.ts';

const onSelect = vi.fn();
const onToggle = vi.fn();

beforeEach(() => {
	// happy-dom lays nothing out.
	vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
	vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(268);
});
afterEach(() => {
	cleanup();
	vi.restoreAllMocks();
	vi.clearAllMocks();
});

const session: TreeNode = {
	type: 'session',
	id: 's',
	session: { id: 's', recordingId: 'r', label: 'cookie sid=7', rule: 'cookie', startedAtUs: 0 },
	recording: { id: 'r', name: 'checkout', startedAtUs: 0, endedAtUs: null },
	count: 2,
	expanded: true,
};
const socket: TreeNode = {
	type: 'connection',
	id: 'c',
	connection: {
		id: 'c',
		recordingId: 'r',
		sessionId: 's',
		kind: 'websocket',
		openedAtUs: 0,
		closedAtUs: 4_900_000,
		serverAddress: null,
		host: 'api.market.dev',
		path: '/realtime',
		status: 101,
		accepted: true,
		subprotocol: 'graphql-ws',
		close: { code: 1011, reason: '', by: 'server', frame: true, tcp: 'fin' },
		violations: 0,
		stat: { rows: 91, clientRows: 14, serverRows: 77, clientBytes: 8_000, serverBytes: 30_000, lastAtUs: 4_800_000 },
	},
};
const http: TreeNode = { type: 'http', id: 'http-s', sessionId: 's', connections: 1, exchanges: null, expanded: false };

function show(nodes: TreeNode[] = [session, socket, http]) {
	render(
		<ConnectionTree
			nodes={nodes}
			selected="c"
			sparklines={{ c: [1, 2, 3] }}
			onSelect={onSelect}
			onToggle={onToggle}
			onVisible={() => {}}
		/>,
	);
}

const items = () => screen.getAllByRole('treeitem');
const press = (key: string) => fireEvent.keyDown(screen.getByRole('tree'), { key });

test('says of each connection what it was and how it ended', () => {
	show();
	const [head, row, fold] = items();
	expect(head?.textContent).toMatch(/^sid=7checkout2 · /);
	expect(head?.getAttribute('aria-level')).toBe('1');
	expect(row?.textContent).toBe('/realtime1011graphql-wsapi.market.dev147738.0 kB4.9 s');
	expect(screen.getByText('1011').title).toBe('The server closed with 1011 (internal error).');
	expect(row?.getAttribute('aria-selected')).toBe('true');
	expect(fold?.textContent).toBe('1 HTTP connection');
});

test('Enter shows a connection and folds a session; arrows move without showing', () => {
	show();
	press('Enter');
	expect(onSelect).toHaveBeenCalledExactlyOnceWith(socket);
	press('ArrowUp');
	expect(onSelect).toHaveBeenCalledOnce();
	press('ArrowLeft');
	expect(onToggle).toHaveBeenLastCalledWith(session, false);
	press('End');
	press('ArrowRight');
	expect(onToggle).toHaveBeenLastCalledWith(http, true);
});

test('a click does the same', () => {
	show();
	fireEvent.click(items()[0] as HTMLElement);
	expect(onToggle).toHaveBeenCalledExactlyOnceWith(session, false);
	fireEvent.click(items()[1] as HTMLElement);
	expect(onSelect).toHaveBeenCalledExactlyOnceWith(socket);
});

test('of thousands of connections only those in sight are in the page', () => {
	const many = Array.from({ length: 5_000 }, (_, at): TreeNode => ({ ...socket, id: `c${at}` }));
	show([session, ...many]);
	expect(items().length).toBeLessThan(40);
});
