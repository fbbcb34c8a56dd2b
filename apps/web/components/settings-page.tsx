'use client';
import { PageHeader } from '@refrain/ui/base';
import { ShellStatus, ShortcutList, SingleKeySwitch, ThemeSwitch } from '@refrain/ui/shell';

/** Settings of this device. */
export function SettingsPage() {
	return (
		<div className="min-h-0 flex-1 overflow-auto" data-page-state="ready">
			<PageHeader title="Settings" meta="Kept in this browser." />
			<div className="flex max-w-[720px] flex-col gap-6 px-6 pb-8">
				<section aria-labelledby="appearance">
					<h2 id="appearance" className="mb-2 font-semibold">
						Appearance
					</h2>
					<ThemeSwitch />
				</section>
				<section aria-labelledby="keyboard">
					<h2 id="keyboard" className="mb-2 font-semibold">
						Keyboard
					</h2>
					<SingleKeySwitch />
					<p className="mt-3 mb-2 text-12 text-fg-3">
						These work on every page. Press ? on a page to see those of the page as well.
					</p>
					<ShortcutList />
				</section>
			</div>
			<ShellStatus />
		</div>
	);
}
