export { Dialog, type DialogProps } from './dialog.tsx';
export { MenuButton, type MenuButtonProps } from './menu-button.tsx';
export type { MenuEntry } from './menu-entry.ts';
export { Select, type SelectItem, type SelectProps } from './select.tsx';
