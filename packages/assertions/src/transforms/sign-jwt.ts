import {
	decodeBase64,
	decodeUtf8,
	encodeBase64,
	encodeUtf8,
	type JsonValue,
	parseJson,
	stringifyJson,
} from '@refrain/traffic';
import { z } from 'zod';
import { defineTransform, JWT_ALGORITHMS, type TransformContext } from './transform.ts';
import { fillIn, variablesIn } from './variables.ts';

/** RFC 7519: three parts in base64url. It may stand inside of a longer text ('Bearer ...'). */
const JWT = /(ey[A-Za-z0-9_-]+)\.(ey[A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)/;
/** RFC 7519 4.1: claims that are points in time, in seconds. */
const TIMES = ['iat', 'nbf', 'exp'];

export const signJwt = defineTransform({
	name: 'sign-jwt',
	label: 'Sign JWT again',
	summary: 'A JSON web token keeps its claims; iat, nbf and exp move to now, and it is signed with the given key.',
	options: z.strictObject({
		algorithm: z.enum(JWT_ALGORITHMS).default('HS256'),
		key: z.string().min(1).describe('secret, or private key in PEM; {{NAME}} is a variable of the run'),
		claims: z.record(z.string(), z.json()).default({}).describe('claims to set'),
	}),
	apply(recorded, { algorithm, key, claims }, context) {
		const [token, header, payload] = (typeof recorded === 'string' ? JWT.exec(recorded) : null) ?? [];
		const [head, body] = [readPart(header), readPart(payload)];
		if (token === undefined || head === null || body === null) return recorded;
		const filled = fillIn(claims as JsonValue, context.variables) as Record<string, JsonValue>;
		const parts = [
			{ ...head, alg: algorithm },
			{ ...shiftTimes(body, context), ...filled },
		];
		const signed = parts.map((part) => base64Url(encodeUtf8(stringifyJson(part)))).join('.');
		const signature = context.sign(algorithm, fillIn(key, context.variables) as string, encodeUtf8(signed));
		return (recorded as string).replace(token, () => `${signed}.${base64Url(signature)}`);
	},
	variables: ({ key, claims }) => [...variablesIn(key), ...variablesIn(claims as JsonValue)],
});

type Claims = Record<string, JsonValue>;

function readPart(part: string | undefined): Claims | null {
	const bytes =
		part === undefined
			? null
			: decodeBase64(
					part
						.replaceAll('-', '+')
						.replaceAll('_', '/')
						.padEnd(Math.ceil(part.length / 4) * 4, '='),
				);
	const text = bytes === null ? null : decodeUtf8(bytes);
	const parsed = text === null ? null : parseJson(text);
	return parsed?.ok && typeof parsed.value === 'object' && parsed.value !== null ? (parsed.value as Claims) : null;
}

function shiftTimes(claims: Claims, { nowUs, recordedAtUs }: TransformContext): Claims {
	const bySeconds = Math.round((nowUs - recordedAtUs) / 1e6);
	return Object.fromEntries(
		Object.entries(claims).map(([name, value]) => [
			name,
			TIMES.includes(name) && typeof value === 'number' ? value + bySeconds : value,
		]),
	);
}

function base64Url(bytes: Uint8Array): string {
	return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
