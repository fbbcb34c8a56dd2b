'use client';
import { useEffect, useState } from 'react';

/**
 * The time in microseconds since the epoch, renewed once a second (ui.md 10.9). null until mounted: server and browser
 * would disagree on it.
 * @param running false stops the clock
 */
export function useNow(running = true): number | null {
	const [nowUs, setNowUs] = useState<number | null>(null);
	useEffect(() => {
		if (!running) return;
		const tick = () => setNowUs(Date.now() * 1000);
		tick();
		const timer = setInterval(tick, 1000);
		return () => clearInterval(timer);
	}, [running]);
	return nowUs;
}
