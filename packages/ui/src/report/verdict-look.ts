import type { Result, Verdict } from '@refrain/assertions';
import {
	Ban,
	CircleCheck,
	CircleDashed,
	CirclePlus,
	CircleSlash,
	CircleX,
	Clock,
	Gauge,
	type LucideIcon,
} from 'lucide-react';
import type { Tone } from '../base/pill.tsx';

export interface Look {
	/** The word that carries the meaning. */
	label: string;
	tone: Tone;
	icon: LucideIcon;
	/** Text colour of the tone. */
	text: string;
}

/** How a verdict is told: never by colour alone. */
export const VERDICT_LOOK = {
	match: { label: 'Match', tone: 'pass', icon: CircleCheck, text: 'text-pass' },
	ignored: { label: 'Match, ignored fields', tone: 'pass', icon: CircleCheck, text: 'text-pass' },
	mismatch: { label: 'Differs', tone: 'fail', icon: CircleX, text: 'text-fail' },
	missing: { label: 'Missing', tone: 'warn', icon: CircleSlash, text: 'text-warn' },
	late: { label: 'Late', tone: 'warn', icon: Clock, text: 'text-warn' },
	unexpected: { label: 'Unexpected', tone: 'new', icon: CirclePlus, text: 'text-new' },
} as const satisfies Record<Verdict, Look>;

export const RESULT_LOOK = {
	passed: { label: 'Passed', tone: 'pass', icon: CircleCheck, text: 'text-pass' },
	failed: { label: 'Failed', tone: 'fail', icon: CircleX, text: 'text-fail' },
	'missed-goals': { label: 'Missed goals', tone: 'warn', icon: Gauge, text: 'text-warn' },
	stopped: { label: 'Stopped', tone: 'mute', icon: CircleDashed, text: 'text-mute' },
	error: { label: 'Error', tone: 'fail', icon: Ban, text: 'text-fail' },
} as const satisfies Record<Result, Look>;
