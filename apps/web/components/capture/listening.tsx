'use client';
import { Button, CommandLine, formatStopwatch, useNow } from '@refrain/ui/base';
import { Radio } from 'lucide-react';

export interface ListeningProps {
	capture: { target: string; listenHost: string; port: number; createdAtUs: number };
	/** An HTTP request without an upgrade that reached it: 'GET /realtime'. */
	plainRequest: string | null;
	onStop(): void;
}

/** After this long without a connection there is probably something to say. */
const HINT_S = 20;

/** Where the client must connect to now, and how long nothing came. */
export function Listening({ capture, plainRequest, onStop }: ListeningProps) {
	const nowUs = useNow();
	const waitedS = nowUs === null ? 0 : (nowUs - capture.createdAtUs) / 1e6;
	const { protocol, host } = new URL(capture.target);
	const from = `${protocol.replace('http', 'ws')}//${host}`;
	const address = `ws://${capture.listenHost}:${capture.port}`;
	return (
		<div className="flex flex-col gap-3">
			<div>
				<p className="mb-1 text-12 font-medium text-fg-2">Point your client at it</p>
				<CommandLine text={address}>
					<s className="text-fg-3">{from}</s> <span className="text-fg-3">→</span> <b>{address}</b>
				</CommandLine>
			</div>
			<div role="status" className="flex items-center gap-3 rounded-panel border border-dashed border-ctl px-3 py-2.5">
				<Radio aria-hidden="true" size={16} strokeWidth={1.75} className="pulse flex-none text-accent-t" />
				<span className="min-w-0 flex-1">
					<b className="font-medium">
						Listening on {capture.listenHost}:{capture.port}
					</b>
					<span className="block text-12 text-fg-3">
						Waiting for the first connection, {formatStopwatch(waitedS)}. This page opens it as soon as it arrives.
					</span>
					{plainRequest && (
						<span className="block text-12 text-warn">Got {plainRequest} without an Upgrade header.</span>
					)}
					{!plainRequest && waitedS > HINT_S && (
						<span className="block text-12 text-warn">
							Nothing reached :{capture.port} yet. Is the client still using {from}?
						</span>
					)}
				</span>
				<Button size="sm" onClick={onStop}>
					Stop
				</Button>
			</div>
		</div>
	);
}
