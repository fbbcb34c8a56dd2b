import { expect, test } from 'vitest';
import { agreedExtensions } from './agreed-extensions.ts';

test.each([
	[null, false, 0],
	['', false, 0],
	['permessage-deflate; server_no_context_takeover', true, 4],
	['x-private', false, 7],
	['permessage-deflate, x-private', true, 7],
	['permessage-deflate; no such parameter', false, 0],
])('%s', (header, inflates, allowedRsv) => {
	const agreed = agreedExtensions(header);
	expect([agreed.deflate !== null, agreed.allowedRsv]).toEqual([inflates, allowedRsv]);
});
