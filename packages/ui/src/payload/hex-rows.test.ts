import { expect, test } from 'vitest';
import { hexRow } from './hex-rows.ts';

const bytes = new TextEncoder().encode('{"type":"héllo"}\n\0');

test('sixteen bytes a line, with their ASCII', () => {
	expect(hexRow(bytes, 0)).toEqual({
		offset: '00000000',
		hex: '7b 22 74 79 70 65 22 3a  22 68 c3 a9 6c 6c 6f 22',
		ascii: '{"type":"h··llo"',
	});
});

test('eight bytes a line where there is little room', () => {
	expect(hexRow(bytes, 1, 8)).toEqual({ offset: '00000008', hex: '22 68 c3 a9 6c 6c 6f 22', ascii: '"h··llo"' });
});

test('the last line may be short', () => {
	expect(hexRow(bytes, 1)).toEqual({ offset: '00000010', hex: '7d 0a 00', ascii: '}··' });
	expect(hexRow(bytes, 2)).toEqual({ offset: '00000020', hex: '', ascii: '' });
});
