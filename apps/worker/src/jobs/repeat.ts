/** Does `work` again and again, one at a time, until it is stopped; the last time when it is stopped. */
export function repeat(everyMs: number, work: () => Promise<void>, onError: (error: Error) => void) {
	let running: Promise<void> = Promise.resolve();
	const once = () => {
		running = running.then(work).catch(onError);
	};
	let busy = false;
	const timer = setInterval(async () => {
		if (busy) return;
		busy = true;
		once();
		await running;
		busy = false;
	}, everyMs);
	return {
		async [Symbol.asyncDispose](): Promise<void> {
			clearInterval(timer);
			once();
			await running;
		},
	};
}
