export { Dialog, type DialogProps } from './dialog.tsx';
export { MenuButton, type MenuButtonProps, type MenuEntry } from './menu-button.tsx';
export { Select, type SelectItem, type SelectProps } from './select.tsx';
