const integers = new Intl.NumberFormat('en-US');

/** 43186 -> '43,186' */
export function formatCount(value: number): string {
	return integers.format(value);
}

/** '1 frame', '1,204 frames' */
export function plural(count: number, one: string, many = `${one}s`): string {
	return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Decimal units: '402 B', '64.2 kB', '18.4 MB'. */
export function formatBytes(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	let value = bytes;
	let unit = 'B';
	for (const next of ['kB', 'MB', 'GB', 'TB']) {
		if (value < 999.95) break;
		value /= 1000;
		unit = next;
	}
	return `${value < 99.95 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** '0.9 ms', '41.6 ms', '184 ms', '2.1 s', '14m 22s', '3h 05m' */
export function formatDuration(us: number): string {
	if (us < 0) return `-${formatDuration(-us)}`;
	const ms = us / 1000;
	if (ms < 99.95) return `${ms.toFixed(1)} ms`;
	if (ms < 999.5) return `${Math.round(ms)} ms`;
	const s = ms / 1000;
	if (s < 59.95) return `${s.toFixed(1)} s`;
	const whole = Math.round(s);
	const [minutes, seconds] = [Math.floor(whole / 60), whole % 60];
	if (minutes < 60) return `${minutes}m ${pad(seconds)}s`;
	return `${Math.floor(minutes / 60)}h ${pad(minutes % 60)}m`;
}

/** Wall clock of an instant in microseconds, local time: '12:18:28.744'. */
export function formatClock(atUs: number): string {
	const at = new Date(atUs / 1000);
	return `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}.${pad(at.getMilliseconds(), 3)}`;
}

/** '12:18:28' */
export function formatClockSeconds(atUs: number): string {
	return formatClock(atUs).slice(0, 8);
}

/** '23 Nov 12:22', with the year when it is not the current one. */
export function formatDateTime(atUs: number, nowUs: number = Date.now() * 1000): string {
	const at = new Date(atUs / 1000);
	const year = at.getFullYear() === new Date(nowUs / 1000).getFullYear() ? '' : ` ${at.getFullYear()}`;
	return `${at.getDate()} ${MONTHS[at.getMonth()]}${year} ${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

/** Seconds as '0:24' or '1:02:09', for something that is being waited for. */
export function formatStopwatch(seconds: number): string {
	const whole = Math.max(0, Math.floor(seconds));
	const rest = `${pad(Math.floor(whole / 60) % 60, whole < 3600 ? 1 : 2)}:${pad(whole % 60)}`;
	return whole < 3600 ? rest : `${Math.floor(whole / 3600)}:${rest}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function pad(value: number, digits = 2): string {
	return String(value).padStart(digits, '0');
}
