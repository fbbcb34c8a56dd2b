import { readFileSync } from 'node:fs';
import { FIELD_CHECKS, parseTestConfig, TRANSFORMS } from '@refrain/assertions';
import { expect, it } from 'vitest';

const guide = readFileSync(new URL('../../../../../docs/replay.md', import.meta.url), 'utf8');

it('has a profile in the guide that is one', () => {
	const [, json = ''] = /```json\n(.*?)```/s.exec(guide) ?? [];
	expect(parseTestConfig(JSON.parse(json), 'docs/replay.md').fields).toHaveLength(4);
});

it('names every check and transform in the guide', () => {
	for (const { name } of [...FIELD_CHECKS, ...TRANSFORMS]) expect(guide).toContain(`\`${name}\``);
});
