'use client';
import { Kbd, Switch } from '../base/index.ts';
import { keyCaps } from './key-name.ts';
import { useLocalSetting } from './local-setting.ts';
import { SINGLE_KEYS_SETTING, useShortcutGroups } from './shortcuts.ts';

/** Every shortcut that works on this page, made from what is bound. */
export function ShortcutList() {
	const mac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform);
	return (
		<div className="columns-2 gap-8">
			{useShortcutGroups().map(({ name, shortcuts }) => (
				<section key={name} className="mb-4 break-inside-avoid">
					<h3 className="mb-1 text-12 font-semibold text-fg-3">{name}</h3>
					<ul>
						{shortcuts.map(({ keys, label }) => (
							<li key={label} className="flex min-h-6 items-center gap-2 text-13">
								<span className="min-w-0 flex-1">{label}</span>
								{[keys].flat().map((spelling, at) => (
									<span key={spelling} className="flex flex-none items-center gap-0.5">
										{at > 0 && <span className="px-1 text-11 text-fg-3">or</span>}
										{keyCaps(spelling, mac).map((cap, position) => (
											// biome-ignore lint/suspicious/noArrayIndexKey: the caps of one key never change order
											<Kbd key={position}>{cap}</Kbd>
										))}
										<span className="visually-hidden">{spelling}</span>
									</span>
								))}
							</li>
						))}
					</ul>
				</section>
			))}
		</div>
	);
}

/** WCAG 2.1.4: keys that are a single character can be turned off. */
export function SingleKeySwitch() {
	const [value, set] = useLocalSetting(SINGLE_KEYS_SETTING, 'on');
	return (
		<Switch
			label="Single-key shortcuts"
			hint="Off: letters do nothing; arrows, Enter, Esc and combinations with Ctrl still work."
			checked={value !== 'off'}
			onChange={(on) => set(on ? 'on' : 'off')}
		/>
	);
}
