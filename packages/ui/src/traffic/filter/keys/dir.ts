import type { FilterKey } from '../filter-key.ts';

export const dir: FilterKey = {
	name: 'dir',
	aliases: ['direction', 'sender', 'ws_dir'],
	description: 'who sent it',
	values: [
		{ value: 'up', aliases: ['client', 'c2s', '↑'], description: 'client to server' },
		{ value: 'down', aliases: ['server', 's2c', '↓'], description: 'server to client' },
	],
	example: 'dir:up',
};
