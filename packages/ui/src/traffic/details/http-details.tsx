import { decodeUtf8, parseJson } from '@refrain/traffic';
import { useState } from 'react';
import { formatBytes, formatDuration, InlineNotice, Pill } from '../../base/index.ts';
import { type Folding, HexView, JsonTree, TextView } from '../../payload/index.ts';
import type { HeaderFields, HttpDetail } from './connection-detail.ts';
import { Fact, Facts, FactsTitle } from './facts.tsx';
import { HeadersTable } from './headers-table.tsx';

/** Request and response of one HTTP exchange: heads. */
export function HttpHeads({ exchange }: { exchange: HttpDetail }) {
	const { request, response, requestAtUs, responseAtUs, endedAtUs } = exchange;
	return (
		<section aria-label="Heads" className="min-h-0 flex-1 overflow-auto">
			<Facts>
				<Fact name="Answer">
					{response ? (
						<span className="flex items-center gap-1.5">
							<Pill tone={response.status >= 400 ? 'fail' : 'pass'}>{response.status}</Pill>
							{response.reason}
						</span>
					) : (
						'The connection ended before an answer.'
					)}
				</Fact>
				{responseAtUs !== null && <Fact name="First byte after">{formatDuration(responseAtUs - requestAtUs)}</Fact>}
				{endedAtUs !== null && <Fact name="Last byte after">{formatDuration(endedAtUs - requestAtUs)}</Fact>}
			</Facts>
			<FactsTitle>Request</FactsTitle>
			<p className="mono px-3 py-1 text-12 [overflow-wrap:anywhere]">
				{request.method} {request.target} HTTP/{request.version}
			</p>
			<HeadersTable headers={request.headers} label="Headers of the request" />
			{response && (
				<>
					<FactsTitle>Response</FactsTitle>
					<HeadersTable headers={response.headers} label="Headers of the response" />
				</>
			)}
		</section>
	);
}

export interface HttpBodyProps {
	label: string;
	headers: HeaderFields;
	body: Uint8Array;
	/** True length, when only its start is here. */
	bytes: number;
}

/** A body as JSON, text or bytes, whichever it is. */
export function HttpBody({ label, headers, body, bytes }: HttpBodyProps) {
	const [folding, setFolding] = useState<Folding>(new Map());
	const [selected, setSelected] = useState<string | null>(null);
	const coding = headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1];
	const text = coding ? null : decodeUtf8(body);
	const json = text === null ? null : parseJson(text);
	if (bytes === 0) return <p className="p-3 text-12 text-fg-3">There is no body.</p>;
	return (
		<>
			{bytes > body.length && (
				<InlineNotice tone="warn">
					{formatBytes(bytes)} body, first {formatBytes(body.length)} shown
				</InlineNotice>
			)}
			{coding && <InlineNotice tone="warn">The body is shown as it was sent: {coding}.</InlineNotice>}
			{text === null ? (
				<HexView bytes={body} label={label} />
			) : json?.ok && typeof json.value === 'object' && json.value !== null ? (
				<JsonTree
					label={label}
					value={json.value}
					folding={folding}
					onFold={(path, expanded) => setFolding(new Map(folding).set(path, expanded))}
					selected={selected}
					onSelect={setSelected}
				/>
			) : (
				<TextView text={text} label={label} wrap />
			)}
		</>
	);
}
