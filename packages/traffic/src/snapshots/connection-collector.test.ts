import { expect, test } from 'vitest';
import { encodeUtf8 } from '../utf8.ts';
import { ConnectionCollector } from './connection-collector.ts';

test('an HTTP connection belongs to the actor that its first request names', () => {
	const collector = new ConnectionCollector({
		id: '01900000-0000-7000-8000-000000000001',
		recordingId: '01900000-0000-7000-8000-000000000000',
		kind: 'http',
		openedAtUs: 1,
		clientAddress: '127.0.0.1:50000',
		serverAddress: '127.0.0.1:80',
		tls: false,
	});
	collector.add({
		type: 'http',
		exchange: {
			n: 0,
			request: { method: 'GET', target: '/health', version: '1.1', headers: [['cookie', 'sid=ada']] },
			requestBody: encodeUtf8(''),
			requestAtUs: 1,
			response: null,
			responseBody: encodeUtf8(''),
			responseAtUs: null,
			endedAtUs: null,
			truncated: false,
			requestBodyBytes: 0,
			responseBodyBytes: 0,
		},
	});
	expect(collector.collect().connection.session).toEqual({
		key: 'cookie:sid=ada',
		label: 'cookie sid=ada',
		rule: 'cookie',
	});
});
