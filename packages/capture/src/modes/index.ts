import { forward } from './forward.ts';
import type { CaptureMode, Negotiation } from './mode.ts';
import { reverse } from './reverse.ts';
import { socks5 } from './socks5.ts';
import { transparent } from './transparent.ts';

/** Every mode of capture. One line a mode. */
export const MODES = { reverse, forward, socks5, transparent } as const;

export type ModeName = keyof typeof MODES;

type OptionsOf<Mode> = Mode extends CaptureMode<infer Options> ? Options : never;

/** A mode and what it needs to know: `{ mode: 'reverse', target }`. */
export type ModeOptions = { [Name in ModeName]: { mode: Name } & OptionsOf<(typeof MODES)[Name]> }[ModeName];

/** Begins the talk with one accepted client. */
export function negotiate(options: ModeOptions): Negotiation {
	const mode: CaptureMode<never> = MODES[options.mode];
	return mode.negotiate(options as never);
}
