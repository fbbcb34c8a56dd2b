'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useEffect } from 'react';
import { Segmented } from '../base/index.ts';
import { useLocalSetting } from './local-setting.ts';

export type Theme = 'system' | 'light' | 'dark';

/**
 * Runs in the head before anything is painted, so that a chosen theme never flashes. Inline, because a request for it
 * would come too late.
 */
export const THEME_SCRIPT =
	"try{const t=localStorage.getItem('refrain.theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}";

/** The theme of this device; 'system' follows prefers-color-scheme. */
export function useTheme(): [Theme, (theme: Theme) => void] {
	const [value, set] = useLocalSetting('theme', 'system');
	const theme: Theme = value === 'light' || value === 'dark' ? value : 'system';
	return [theme, set];
}

/** Keeps the page in step with the setting, also when another tab changes it. */
export function ThemeSync() {
	const [theme] = useTheme();
	useEffect(() => {
		if (theme === 'system') delete document.documentElement.dataset.theme;
		else document.documentElement.dataset.theme = theme;
	}, [theme]);
	return null;
}

export function ThemeSwitch() {
	const [theme, setTheme] = useTheme();
	return (
		<Segmented
			label="Theme"
			value={theme}
			onChange={setTheme}
			items={[
				{ value: 'system', label: <Choice icon={Monitor} name="System" /> },
				{ value: 'light', label: <Choice icon={Sun} name="Light" /> },
				{ value: 'dark', label: <Choice icon={Moon} name="Dark" /> },
			]}
		/>
	);
}

function Choice({ icon: Icon, name }: { icon: typeof Sun; name: string }) {
	return (
		<>
			<Icon aria-hidden="true" size={14} strokeWidth={1.75} />
			{name}
		</>
	);
}
