/** Escape codes of ANSI colours, or none. */
export interface Paint {
	bold(text: string): string;
	dim(text: string): string;
	red(text: string): string;
	client(text: string): string;
	server(text: string): string;
}

export function createPaint(colors: boolean): Paint {
	const paint = (code: number) => (text: string) => (colors && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text);
	return { bold: paint(1), dim: paint(2), red: paint(31), client: paint(36), server: paint(35) };
}

/** Exactly `width` characters: cut off with an ellipsis, or filled up (on the left when aligned right). */
export function toWidth(text: string, width: number, align: 'left' | 'right' = 'left'): string {
	const characters = Array.from(text);
	if (characters.length > width) return `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
	const fill = ' '.repeat(width - characters.length);
	return align === 'left' ? text + fill : fill + text;
}

/** '3 messages', '1 message' */
export function count(n: number, noun: string): string {
	return `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`;
}

/** '812 B', '1.2 kB', '16.8 MB' */
export function byteCount(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	const units = ['kB', 'MB', 'GB', 'TB'];
	let value = bytes / 1000;
	let unit = 0;
	// 999.95 would be shown as 1000.0.
	while (value >= 999.95 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}
	return `${value.toFixed(1)} ${units[unit]}`;
}

/** '0.004', '12.500', '61:02.125': seconds to the millisecond, with minutes where there are any. */
export function clock(us: number): string {
	const seconds = us / 1_000_000;
	if (seconds < 60) return seconds.toFixed(3);
	return `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(3).padStart(6, '0')}`;
}
