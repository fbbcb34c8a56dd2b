export {
	Button,
	type ButtonProps,
	type ButtonSize,
	type ButtonVariant,
	IconButton,
	type IconButtonProps,
	LinkButton,
} from './button.tsx';
export { Checkbox, RadioGroup, type RadioGroupProps, Switch } from './choice.tsx';
export { CommandLine, type CommandLineProps, CopyButton, type CopyButtonProps, copyText } from './copy.tsx';
export { cx } from './cx.ts';
export { DirectionArrow } from './direction-arrow.tsx';
export { Field, type FieldProps, TextArea, TextInput } from './field.tsx';
export {
	formatBytes,
	formatClock,
	formatClockSeconds,
	formatCount,
	formatDateTime,
	formatDuration,
	formatStopwatch,
	plural,
} from './format.ts';
export { Kbd } from './kbd.tsx';
export { Link, type LinkProps, LinkProvider } from './link.tsx';
export { Meter, type MeterProps } from './meter.tsx';
export { EmptyState, type EmptyStateProps, InlineNotice, type NoticeProps } from './notice.tsx';
export { PageHeader, type PageHeaderProps, PaneHeader, type PaneHeaderProps } from './panel.tsx';
export { Dot, Pill, type Tone } from './pill.tsx';
export { Segmented, type SegmentedProps } from './segmented.tsx';
export { Splitter, type SplitterProps } from './splitter.tsx';
export { type TabItem, Tabs, type TabsProps } from './tabs.tsx';
export { ToastHost, type ToastMessage, toast } from './toast.tsx';
export { useNow } from './use-now.ts';
