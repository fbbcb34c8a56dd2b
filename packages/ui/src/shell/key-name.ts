/** What a key event has that names it. */
export interface KeyPress {
	key: string;
	ctrlKey: boolean;
	metaKey: boolean;
	altKey: boolean;
	shiftKey: boolean;
}

/**
 * Name of a key press as shortcuts spell it: 'j', 'J' (with Shift), '?', 'ArrowDown', 'shift+ArrowDown', 'mod+k',
 * 'alt+i'. 'mod' is Ctrl, or ⌘ on a Mac.
 */
export function keyName(press: KeyPress): string {
	const printable = [...press.key].length === 1;
	const key = press.key === ' ' ? 'Space' : press.key;
	const parts: string[] = [];
	if (press.ctrlKey || press.metaKey) parts.push('mod');
	if (press.altKey) parts.push('alt');
	if (press.shiftKey && (!printable || parts.length > 0)) parts.push('shift');
	parts.push(parts.length > 0 && printable ? key.toLowerCase() : key);
	return parts.join('+');
}

const CAPS: Record<string, string> = {
	ArrowUp: '↑',
	ArrowDown: '↓',
	ArrowLeft: '←',
	ArrowRight: '→',
	PageUp: 'PgUp',
	PageDown: 'PgDn',
	Escape: 'Esc',
	Enter: '↵',
	alt: 'Alt',
	shift: '⇧',
};

/** The caps of one shortcut, for people: 'mod+k' -> ['Ctrl', 'K'], 'J' -> ['⇧', 'J'], 'g t' -> ['G', 'T']. */
export function keyCaps(name: string, mac = false): string[] {
	return name.split(' ').flatMap((press) => press.split('+').flatMap((part) => cap(part, mac)));
}

function cap(part: string, mac: boolean): string[] {
	if (part === 'mod') return [mac ? '⌘' : 'Ctrl'];
	if (CAPS[part]) return [CAPS[part]];
	const upper = part.toUpperCase();
	return part.length === 1 && part === upper && part !== part.toLowerCase()
		? ['⇧', upper]
		: [part.length === 1 ? upper : part];
}
