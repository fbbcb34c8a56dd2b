import { expect, test } from 'vitest';
import { keyCaps, keyName } from './key-name.ts';

const press = (key: string, ...mods: ('ctrl' | 'meta' | 'alt' | 'shift')[]) => ({
	key,
	ctrlKey: mods.includes('ctrl'),
	metaKey: mods.includes('meta'),
	altKey: mods.includes('alt'),
	shiftKey: mods.includes('shift'),
});

test.each([
	[press('j'), 'j'],
	[press('J', 'shift'), 'J'],
	[press('?', 'shift'), '?'],
	[press(' '), 'Space'],
	[press('ArrowDown'), 'ArrowDown'],
	[press('ArrowDown', 'shift'), 'shift+ArrowDown'],
	[press('k', 'ctrl'), 'mod+k'],
	[press('K', 'meta', 'shift'), 'mod+shift+k'],
	[press('i', 'alt'), 'alt+i'],
])('%o is %s', (event, name) => expect(keyName(event)).toBe(name));

test.each([
	['j', ['J']],
	['J', ['⇧', 'J']],
	['?', ['?']],
	['1', ['1']],
	['g t', ['G', 'T']],
	['shift+ArrowDown', ['⇧', '↓']],
	['mod+k', ['Ctrl', 'K']],
	['Escape', ['Esc']],
	['alt+i', ['Alt', 'I']],
])('%s is shown as %o', (name, caps) => expect(keyCaps(name)).toEqual(caps));

test('on a Mac mod is ⌘', () => expect(keyCaps('mod+k', true)).toEqual(['⌘', 'K']));
