/** A value, or how to get it when somebody asks: most lines of a busy console are never read. */
export type Lazy<T> = T | (() => T);

export function resolveLazy<T extends string | number | object>(lazy: Lazy<T>): T {
	return typeof lazy === 'function' ? (lazy as () => T)() : lazy;
}
