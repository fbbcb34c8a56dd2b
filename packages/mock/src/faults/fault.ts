import { z } from 'zod';

const milliseconds = z.number().min(0).max(86_400_000);

const effectSchema = z.discriminatedUnion('do', [
	z.strictObject({ do: z.literal('delay'), ms: milliseconds, jitterMs: milliseconds.default(0) }),
	z.strictObject({ do: z.literal('drop') }),
	z.strictObject({ do: z.literal('duplicate') }),
	/** Sent behind the message that follows it. */
	z.strictObject({ do: z.literal('reorder') }),
	/** One byte is changed. */
	z.strictObject({ do: z.literal('corrupt') }),
	/** Only the first part is sent. */
	z.strictObject({ do: z.literal('truncate'), bytes: z.number().int().min(0).optional() }),
	z.strictObject({
		do: z.literal('close'),
		code: z.number().int().min(1000).max(4999),
		reason: z.string().max(123).default(''),
	}),
	/** TCP ends without a close frame. */
	z.strictObject({ do: z.literal('end') }),
	/** TCP is reset. */
	z.strictObject({ do: z.literal('reset') }),
	/** From here on nothing is sent any more, and nothing read: the connection stays, half open. */
	z.strictObject({ do: z.literal('stall') }),
	/** The client is read this slowly from here on. */
	z.strictObject({ do: z.literal('slow-read'), bytesPerSecond: z.number().int().min(1) }),
	/** Handshakes are refused. */
	z.strictObject({ do: z.literal('refuse'), status: z.number().int().min(400).max(599) }),
	/** Handshakes are never answered. */
	z.strictObject({ do: z.literal('ignore') }),
]);

export const mockFaultSchema = z.strictObject({
	name: z.string().min(1).default('fault'),
	/** Share of what fits that it happens to, 0 to 1. */
	rate: z.number().min(0).max(1).default(1),
	/** Only messages of this kind, as the console shows it. */
	kind: z.string().min(1).optional(),
	/** Only connections on this path. */
	path: z.string().startsWith('/').optional(),
	/** Only connections with these numbers. */
	connections: z.array(z.number().int().min(1)).optional(),
	/** Only messages from this one on, counted for each connection from 1. */
	after: z.number().int().min(1).default(1),
	effect: effectSchema,
	enabled: z.boolean().default(true),
});

/** Something that goes wrong on purpose: with messages of the mock, with a connection, or with handshakes. */
export type MockFault = z.output<typeof mockFaultSchema>;
export type MockFaultInput = z.input<typeof mockFaultSchema>;
