export interface LiveState {
	/** 'paused': the tab is hidden. */
	state: 'connecting' | 'live' | 'lost' | 'paused';
	/** Since when, Date.now(). */
	sinceMs: number;
	/** Tries to come back so far. */
	attempts: number;
}

export interface StreamListener<T> {
	onOpen(): void;
	onTick(tick: T): void;
	/** It ended; it must be opened again. */
	onLost(): void;
	/** It broke, and comes back by itself. */
	onStalled(): void;
}

type OpenStream<T> = (listener: StreamListener<T>) => { unsubscribe(): void };

/** What the bus needs of a document. */
interface Page {
	readonly visibilityState: string;
	addEventListener(type: 'visibilitychange', listener: () => void): void;
	removeEventListener(type: 'visibilitychange', listener: () => void): void;
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;
/** A tab that is out of sight for so long stops listening (ui.md 10.7). */
const HIDDEN_MS = 5_000;

/** One stream for many listeners: opens it, opens it again when it is lost, pauses it while nobody can see the page. */
export class LiveBus<T> {
	readonly #open: OpenStream<T>;
	readonly #listeners = new Set<(tick: T) => void>();
	readonly #watchers = new Set<() => void>();
	#stream: { unsubscribe(): void } | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	/** Number of the stream that is listened to. */
	#current = 0;
	state: LiveState = { state: 'connecting', sinceMs: Date.now(), attempts: 0 };

	constructor(open: OpenStream<T>) {
		this.#open = open;
	}

	listen(listener: (tick: T) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	watch(watcher: () => void): () => void {
		this.#watchers.add(watcher);
		return () => this.#watchers.delete(watcher);
	}

	/** Runs until the function that it returns is called. */
	run(page: Page): () => void {
		const onVisibility = () => {
			clearTimeout(this.#timer);
			if (page.visibilityState === 'hidden') this.#timer = setTimeout(() => this.#pause(), HIDDEN_MS);
			else if (!this.#stream) this.#connect();
		};
		page.addEventListener('visibilitychange', onVisibility);
		this.#connect();
		return () => {
			page.removeEventListener('visibilitychange', onVisibility);
			clearTimeout(this.#timer);
			this.#close();
		};
	}

	#connect(): void {
		this.#close();
		// A stream that is closed still says that it ended: only the current one counts.
		const id = ++this.#current;
		const ifCurrent =
			<A extends unknown[]>(act: (...args: A) => void) =>
			(...args: A) => {
				if (id === this.#current) act(...args);
			};
		this.#stream = this.#open({
			onOpen: ifCurrent(() => this.#set('live', 0)),
			onTick: ifCurrent((tick) => {
				if (this.state.state !== 'live') this.#set('live', 0);
				for (const listener of this.#listeners) listener(tick);
			}),
			onLost: ifCurrent(() => this.#retry()),
			onStalled: ifCurrent(() => {
				if (this.state.state === 'live') this.#set('lost', 1);
			}),
		});
	}

	#retry(): void {
		this.#close();
		const attempts = this.state.attempts + 1;
		this.#set('lost', attempts);
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#connect(), Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1)));
	}

	#pause(): void {
		this.#close();
		this.#set('paused', 0);
	}

	#close(): void {
		const stream = this.#stream;
		this.#stream = null;
		this.#current++;
		stream?.unsubscribe();
	}

	#set(state: LiveState['state'], attempts: number): void {
		const sinceMs = state === this.state.state ? this.state.sinceMs : Date.now();
		this.state = { state, attempts, sinceMs };
		for (const watcher of this.#watchers) watcher();
	}
}
