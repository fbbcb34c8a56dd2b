import type { FilterKey } from '../filter-key.ts';

export const kind: FilterKey = {
	name: 'kind',
	aliases: ['msg_type', 'event'],
	description: 'message type; * stands for anything',
	example: 'kind:order*',
};
