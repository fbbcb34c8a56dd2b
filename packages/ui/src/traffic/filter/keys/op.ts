import type { FilterKey } from '../filter-key.ts';

export const op: FilterKey = {
	name: 'op',
	aliases: ['opcode'],
	description: 'opcode of the frame',
	values: [
		{ value: 'text', aliases: [], description: 'text messages' },
		{ value: 'binary', aliases: ['bin'], description: 'binary messages' },
		{ value: 'ping', aliases: [], description: 'pings' },
		{ value: 'pong', aliases: [], description: 'pongs' },
		{ value: 'close', aliases: [], description: 'close frames' },
	],
	example: '-op:ping,pong',
};
