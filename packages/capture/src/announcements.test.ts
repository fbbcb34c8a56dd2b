import { describe, expect, it } from 'vitest';
import { Announcements } from './announcements.ts';

const endpoint = { host: 'api.example.com', port: 443, tls: false };
const never = () => {};

describe('announcements', () => {
	it('may come before the connection or after it', async () => {
		const announcements = new Announcements();
		announcements.announce('50000 443 api.example.com');
		expect(await announcements.destinationOf(50_000, never)).toEqual(endpoint);
		const later = announcements.destinationOf(50_001, never);
		announcements.announce('50001 443 api.example.com');
		expect(await later).toEqual(endpoint);
	});

	it('hold for one connection: ports are used again', async () => {
		const announcements = new Announcements();
		announcements.announce('50000 443 api.example.com');
		await announcements.destinationOf(50_000, never);
		expect(await announcements.destinationOf(50_000, (act) => act())).toBeNull();
	});

	it('are not waited for for ever', async () => {
		expect(await new Announcements().destinationOf(50_000, (act) => act())).toBeNull();
	});

	it.each(['', '50000', '50000 443', 'x 443 a.b', '50000 443 a.b c'])(
		'that make no sense are ignored: %j',
		async (line) => {
			const announcements = new Announcements();
			announcements.announce(line);
			expect(await announcements.destinationOf(50_000, (act) => act())).toBeNull();
		},
	);
});
