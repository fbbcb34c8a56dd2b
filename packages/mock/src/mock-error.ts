/**
 * - `BAD_OPTIONS`: an option has a value that it cannot have.
 * - `NOTHING_TO_SERVE`: the snapshot holds no handshake and no HTTP exchange.
 * - `PORT_IN_USE`: another process listens on the port.
 * - `CANNOT_LISTEN`: the address cannot be listened on for another reason.
 */
export type MockErrorCode = 'BAD_OPTIONS' | 'NOTHING_TO_SERVE' | 'PORT_IN_USE' | 'CANNOT_LISTEN';

/** What `startMock` rejects with. A client's bad bytes are never an error: they are logged and answered as RFC 6455 says. */
export class MockError extends Error {
	readonly code: MockErrorCode;
	readonly details: Readonly<Record<string, unknown>>;

	constructor(
		code: MockErrorCode,
		message: string,
		options: { cause?: unknown; details?: Readonly<Record<string, unknown>> } = {},
	) {
		super(message, { cause: options.cause });
		this.name = 'MockError';
		this.code = code;
		this.details = options.details ?? {};
	}
}
