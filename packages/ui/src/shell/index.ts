export { AppShell, type AppShellProps, ShellCrumb, ShellStatus, type ShellStatusProps } from './app-shell.tsx';
export { useLocalNumber, useLocalSetting } from './local-setting.ts';
export { Logo } from './logo.tsx';
export { ShortcutList, SingleKeySwitch } from './shortcut-list.tsx';
export { type Shortcut, useShortcuts } from './shortcuts.ts';
export { THEME_SCRIPT, type Theme, ThemeSwitch, ThemeSync, useTheme } from './theme.tsx';
