const FORMAT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** '24 Nov 2026, 09:30 UTC': readers are anywhere, and the page is made on the server. */
export function utc(atUs: number): string {
	return `${FORMAT.format(new Date(atUs / 1000))} UTC`;
}
