import { decodeBase64 } from '../base64.ts';
import { parseJson } from '../json/parse-json.ts';
import type { JsonValue } from '../model.ts';
import { decodeUtf8 } from '../utf8.ts';

const JWT = /^eyJ[A-Za-z0-9_-]*\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]*$/;

export function isJwt(value: string): boolean {
	return JWT.test(value);
}

/** Claims of a JSON Web Token (RFC 7519 4), unchecked: the signature is the service's business. */
export function jwtClaims(token: string): { readonly [claim: string]: JsonValue } | null {
	const encoded = JWT.exec(token)?.[1];
	const bytes = encoded === undefined ? null : decodeBase64(encoded);
	const text = bytes === null ? null : decodeUtf8(bytes);
	const parsed = text === null ? null : parseJson(text);
	if (parsed?.ok !== true || typeof parsed.value !== 'object' || parsed.value === null) return null;
	return Array.isArray(parsed.value) ? null : (parsed.value as { readonly [claim: string]: JsonValue });
}
