import { type Headers, type HttpExchange, headerValues } from '@refrain/protocol';
import { decodeUtf8Lossy, type RecordedConnection } from '@refrain/traffic';

/** Shorter values are names and flags that a response may hold by chance. */
const MIN_LENGTH = 8;

/** What one HTTP request carries that a server may have given out before. */
export function carriedValues({ target, headers }: { target: string; headers: Headers }): string[] {
	const query = [...new URL(target, 'http://mock').searchParams.values()];
	const cookies = headerValues(headers, 'cookie').flatMap((header) => header.split(';'));
	const values = [...query, ...cookies.map((cookie) => cookie.slice(cookie.indexOf('=') + 1).trim())];
	return values.filter((value) => value.length >= MIN_LENGTH);
}

/**
 * Values that the recorded service made and its clients sent back, as session ids in queries and cookies, by the exchange
 * that gave them out first. Each live client gets its own ones, which tell clients apart.
 */
export function findIssuedTokens(recorded: readonly RecordedConnection[]): Map<HttpExchange, string[]> {
	const carried = new Set(
		recorded.flatMap(({ connection, http }) => [
			...(connection.handshake === null ? [] : carriedValues(connection.handshake.request)),
			...http.flatMap(({ request }) => carriedValues(request)),
		]),
	);
	const exchanges = recorded.flatMap(({ http }) => http).sort((a, b) => a.requestAtUs - b.requestAtUs);
	const issued = new Map<HttpExchange, string[]>();
	for (const exchange of exchanges) {
		const text = responseText(exchange);
		const tokens = [...carried].filter((token) => text.includes(token));
		for (const token of tokens) carried.delete(token);
		if (tokens.length > 0) issued.set(exchange, tokens);
	}
	return issued;
}

function responseText({ response, responseBody }: HttpExchange): string {
	const headers = (response?.headers ?? []).map(([, value]) => value);
	return `${headers.join('\n')}\n${decodeUtf8Lossy(responseBody)}`;
}
