'use client';
import { InlineNotice, PaneHeader, Tabs } from '@refrain/ui/base';
import { HttpBody, type HttpDetail, HttpHeads } from '@refrain/ui/traffic';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTRPC } from '../trpc.ts';
import { bytesOf } from './bytes-of.ts';

type HttpTab = 'heads' | 'request' | 'response';

/** The right pane with an HTTP exchange selected. */
export default function HttpDetails({ connectionId, n }: { connectionId: string; n: number }) {
	const trpc = useTRPC();
	const [tab, setTab] = useState<HttpTab>('heads');
	const { data, error } = useQuery(
		trpc.traffic.httpExchange.queryOptions({ connectionId, n }, { placeholderData: keepPreviousData }),
	);
	const exchange = useMemo((): HttpDetail | null => {
		if (!data) return null;
		const { requestBodyBase64, responseBodyBase64, ...rest } = data;
		return { ...rest, requestBody: bytesOf(requestBodyBase64), responseBody: bytesOf(responseBodyBase64) };
	}, [data]);
	return (
		<section aria-label="HTTP exchange" className="flex min-h-0 flex-1 flex-col">
			<PaneHeader>
				<h2 className="font-semibold">{exchange?.request.method ?? 'HTTP'}</h2>
				<span className="mono truncate text-12 text-fg-3">{exchange?.request.target}</span>
			</PaneHeader>
			<Tabs<HttpTab>
				label="HTTP exchange"
				value={tab}
				onChange={setTab}
				items={[
					{ value: 'heads', label: 'Heads' },
					{ value: 'request', label: 'Request body' },
					{ value: 'response', label: 'Response body' },
				]}
				panelClassName="flex min-h-0 flex-1 flex-col"
			>
				{error && <InlineNotice>Could not load this exchange: {error.message}</InlineNotice>}
				{exchange && tab === 'heads' && <HttpHeads exchange={exchange} />}
				{exchange && tab === 'request' && (
					<HttpBody
						label="Request body"
						headers={exchange.request.headers}
						body={exchange.requestBody}
						bytes={exchange.requestBodyBytes}
					/>
				)}
				{exchange && tab === 'response' && (
					<HttpBody
						label="Response body"
						headers={exchange.response?.headers ?? []}
						body={exchange.responseBody}
						bytes={exchange.responseBodyBytes}
					/>
				)}
			</Tabs>
		</section>
	);
}
