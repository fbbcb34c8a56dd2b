import type { ClientMessage } from '../matching/message-key.ts';
import type { MockOptions } from '../mock-options.ts';
import type { Candidate, Script, ScriptedEnd, ScriptedSend } from '../script/script.ts';
import { Schedule } from './schedule.ts';

/** The recorded client message that is being answered, and the live one in its place. */
export interface Asked {
	readonly recorded: Candidate;
	readonly live: ClientMessage;
}

/** Something that will be sent or done. `fromUs` is the moment that its delay counts from. */
export type Due =
	| { readonly type: 'answer'; readonly send: ScriptedSend; readonly fromUs: number; readonly asked: Asked }
	| { readonly type: 'push'; readonly send: ScriptedSend; readonly fromUs: number; readonly anchor: Candidate | null }
	| { readonly type: 'end'; readonly end: ScriptedEnd; readonly fromUs: number }
	| { readonly type: 'restart' };

/** Pushes with one anchor, in order of time, and which one is next: a long stream is not planned all at once. */
interface Track {
	readonly sends: readonly ScriptedSend[];
	readonly fromUs: number;
	readonly anchor: Candidate | null;
	next: number;
}

type Planned = Exclude<Due, { type: 'push' }> | { readonly type: 'track'; readonly track: Track };

/** Answers that come within this time do not wait for anything but the processor. */
const SWIFT_US = 50_000;
/** A script that is looped takes at least this long, so that an empty one does not spin. */
const MIN_LOOP_US = 1_000;

/** Knows what of a recorded connection is still to be played, and when. Options are asked for anew each time. */
export class ScriptPlayer {
	readonly #options: () => MockOptions;
	readonly #schedule = new Schedule<Planned>();
	#script: Script;
	#startedAtUs: number;
	/** Fingerprints of what was pushed before the client's first message. */
	readonly #sentAtStart: string[] = [];
	#following = false;

	constructor(script: Script, startedAtUs: number, options: () => MockOptions) {
		this.#options = options;
		this.#script = script;
		this.#startedAtUs = startedAtUs;
		this.#play(startedAtUs);
	}

	get script(): Script {
		return this.#script;
	}

	get nextDueUs(): number | null {
		return this.#schedule.nextAtUs;
	}

	takeDue(nowUs: number): { atUs: number; item: Due } | null {
		const due = this.#schedule.takeDue(nowUs);
		if (due === null) return null;
		const { item, atUs } = due;
		return item.type === 'track' ? { atUs, item: this.#takeFrom(item.track) } : { atUs, item };
	}

	#takeFrom(track: Track): Due {
		const send = track.sends[track.next] as ScriptedSend;
		track.next += 1;
		this.#planNext(track);
		if (!this.#following) this.#sentAtStart.push(send.decoded.fingerprint);
		return { type: 'push', send, fromUs: track.fromUs, anchor: track.anchor };
	}

	/** Takes out the answers that a service would give before it reads what came behind their question. */
	takeSwiftAnswers(nowUs: number): { atUs: number; item: Extract<Due, { type: 'answer' }> }[] {
		const answers: { atUs: number; item: Extract<Due, { type: 'answer' }> }[] = [];
		const untilUs = nowUs + SWIFT_US;
		for (let due = this.#schedule.takeDue(untilUs); due !== null; due = this.#schedule.takeDue(untilUs)) {
			const { item, atUs } = due;
			if (item.type === 'answer') answers.push({ atUs, item });
		}
		return answers;
	}

	/** Follows the recorded connection that the client's first message is known from, if another one was being played. */
	follow(script: Script, nowUs: number): void {
		if (!this.#following && this.#script !== script) {
			this.#schedule.remove(() => true);
			this.#script = script;
			this.#play(nowUs);
		}
		this.#following = true;
	}

	/** Plans everything that the recorded message caused. */
	answer(asked: Asked, nowUs: number): void {
		const { answers, pushes, end, cancels } = asked.recorded;
		if (cancels !== null) this.#cancel(asked.live.decoded.correlationId);
		for (const send of answers) {
			this.#schedule.add(nowUs + this.#latencyUs(send.delayUs), { type: 'answer', send, fromUs: nowUs, asked });
		}
		this.#planPushes(pushes, nowUs, asked.recorded);
		if (end !== null && this.#options().end === 'as-recorded') {
			this.#schedule.add(nowUs + this.#latencyUs(end.delayUs), { type: 'end', end, fromUs: nowUs });
		}
	}

	/** Plays what the server did by itself once more. */
	restart(nowUs: number): void {
		this.#startedAtUs = nowUs;
		this.#play(nowUs);
	}

	#cancel(id: string | null): void {
		this.#schedule.remove((due) => due.type === 'answer' && due.asked.live.decoded.correlationId === id);
	}

	#play(nowUs: number): void {
		const { pushes, end, connection } = this.#script;
		const { end: atEnd } = this.#options();
		this.#planPushes(this.#unsent(pushes, nowUs), this.#startedAtUs, null);
		if (end !== null && atEnd === 'as-recorded') {
			const atUs = this.#startedAtUs + this.#pushDelayUs(end.delayUs);
			this.#schedule.add(atUs, { type: 'end', end, fromUs: this.#startedAtUs });
		}
		if (atEnd === 'loop' && pushes.length > 0) {
			const recordedUs = (connection.closedAtUs ?? connection.openedAtUs) - connection.openedAtUs;
			const lengthUs = Math.max(pushes.at(-1)?.delayUs ?? 0, recordedUs, MIN_LOOP_US);
			this.#schedule.add(this.#startedAtUs + this.#pushDelayUs(lengthUs), { type: 'restart' });
		}
	}

	/**
	 * Without those that should have been sent by now and, by the look of them, have been: another recorded connection was
	 * played until the client's first message told which one it follows.
	 */
	#unsent(pushes: readonly ScriptedSend[], nowUs: number): readonly ScriptedSend[] {
		const alike = [...this.#sentAtStart];
		return pushes.filter(({ delayUs, decoded }) => {
			if (this.#startedAtUs === nowUs || this.#startedAtUs + this.#pushDelayUs(delayUs) > nowUs) return true;
			const at = alike.indexOf(decoded.fingerprint);
			if (at >= 0) alike.splice(at, 1);
			return at < 0;
		});
	}

	#planPushes(sends: readonly ScriptedSend[], fromUs: number, anchor: Candidate | null): void {
		if (this.#options().pushes === 'off') return;
		this.#planNext({ sends, fromUs, anchor, next: 0 });
	}

	#planNext(track: Track): void {
		const send = track.sends[track.next];
		if (send === undefined) return;
		const delayUs = this.#options().pushes === 'on-connect' ? 0 : this.#pushDelayUs(send.delayUs);
		this.#schedule.add(track.fromUs + delayUs, { type: 'track', track });
	}

	#pushDelayUs(recordedUs: number): number {
		return Math.round(recordedUs / this.#options().speed);
	}

	#latencyUs(recordedUs: number): number {
		const { latency } = this.#options();
		if (latency.mode === 'none') return 0;
		if (latency.mode === 'fixed') return Math.round(latency.ms * 1000);
		return latency.mode === 'times' ? Math.round(recordedUs * latency.factor) : recordedUs;
	}
}
