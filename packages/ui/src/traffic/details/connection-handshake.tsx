import { EmptyState, formatDuration, Pill } from '../../base/index.ts';
import type { ConnectionDetail } from './connection-detail.ts';
import { Fact, Facts, FactsTitle } from './facts.tsx';
import { HeadersTable } from './headers-table.tsx';

/** The upgrade: what the client asked for and what the server made of it. */
export function ConnectionHandshake({ connection: { handshake } }: { connection: ConnectionDetail }) {
	if (!handshake) return <EmptyState title="No upgrade was asked for on this connection." />;
	const { request, response, requestAtUs, responseAtUs } = handshake;
	return (
		<section aria-label="Handshake" className="min-h-0 flex-1 overflow-auto">
			<Facts>
				<Fact name="Answer">
					{response ? (
						<span className="flex items-center gap-1.5">
							<Pill tone={handshake.accepted ? 'pass' : 'fail'}>{response.status}</Pill>
							{response.reason}
						</span>
					) : (
						'The connection ended before an answer.'
					)}
				</Fact>
				{responseAtUs !== null && <Fact name="After">{formatDuration(responseAtUs - requestAtUs)}</Fact>}
				<Fact name="Subprotocol">{handshake.subprotocol ?? 'none'}</Fact>
				<Fact name="Extensions">
					{handshake.extensions ?? 'none'}
					{explain(handshake.extensions).map((sentence) => (
						<span key={sentence} className="block text-fg-3">
							{sentence}
						</span>
					))}
				</Fact>
			</Facts>
			<FactsTitle>Request</FactsTitle>
			<p className="mono px-3 py-1 text-12 [overflow-wrap:anywhere]">
				{request.method} {request.target} HTTP/{request.version}
			</p>
			<HeadersTable headers={request.headers} label="Headers of the request" />
			{response && (
				<>
					<FactsTitle>Response</FactsTitle>
					<p className="mono px-3 py-1 text-12">
						HTTP/{response.version} {response.status} {response.reason}
					</p>
					<HeadersTable headers={response.headers} label="Headers of the response" />
				</>
			)}
			{handshake.responseBody !== '' && (
				<>
					<FactsTitle>Body</FactsTitle>
					<pre className="mono p-3 text-12 whitespace-pre-wrap [overflow-wrap:anywhere]">{handshake.responseBody}</pre>
				</>
			)}
		</section>
	);
}

/** RFC 7692 7.1: what each parameter of permessage-deflate means. */
const PARAMETERS: Record<string, string> = {
	server_no_context_takeover: 'The server compresses each message on its own.',
	client_no_context_takeover: 'The client compresses each message on its own.',
	server_max_window_bits: 'The server limits its window.',
	client_max_window_bits: 'The client limits its window.',
};

function explain(extensions: string | null): string[] {
	if (!extensions?.includes('permessage-deflate')) return [];
	return Object.entries(PARAMETERS).flatMap(([name, sentence]) => (extensions.includes(name) ? [sentence] : []));
}
