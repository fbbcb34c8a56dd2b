'use client';
import { type FormEvent, useId, useState } from 'react';
import { Button, CommandLine, Field, InlineNotice, TextInput } from '../base/index.ts';
import { Dialog, Select } from '../overlays/index.ts';
import {
	ENDS,
	type End,
	type MockNoMatch,
	mockCommand,
	NO_MATCHES,
	PUSHES,
	type Pushes,
	STRICTNESS,
	type Strictness,
} from './mock-choices.ts';

export interface MockRequest {
	snapshotId: string;
	/** 0: any that is free. */
	port: number;
	options: {
		strictness: Strictness;
		noMatch: MockNoMatch;
		pushes: Pushes;
		end: End;
	};
}

export interface StartMockDialogProps {
	snapshots: readonly { id: string; name: string }[];
	snapshotId: string | null;
	initialPort?: number;
	starting: boolean;
	error: string | null;
	onStart(request: MockRequest): void;
	onClose(): void;
}

const DEFAULT_PORT = 8090;

/** "Start mock": which snapshot plays the server, where, and how alike a message must be. */
export function StartMockDialog(props: StartMockDialogProps) {
	const { snapshots, starting, error, onStart, onClose } = props;
	const [snapshotId, setSnapshotId] = useState(props.snapshotId ?? snapshots[0]?.id ?? '');
	const [port, setPort] = useState(String(props.initialPort ?? DEFAULT_PORT));
	const [strictness, setStrictness] = useState<Strictness>('same-meaning');
	const [action, setAction] = useState<MockNoMatch['action']>('error');
	const [url, setUrl] = useState('ws://localhost:8080');
	const [pushes, setPushes] = useState<Pushes>('recorded');
	const [end, setEnd] = useState<End>('as-recorded');
	const form = useId();
	const problems = {
		port: /^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? null : '0 to 65535; 0 is any free one',
		url: action !== 'passthrough' || /^wss?:\/\/\S+$/.test(url) ? null : 'Write ws://host:port',
	};
	const options = { strictness, noMatch: noMatchOf(action, url), pushes, end };
	const isReady = snapshotId !== '' && problems.port === null && problems.url === null;

	function start(event: FormEvent) {
		event.preventDefault();
		if (isReady && !starting) onStart({ snapshotId, port: Number(port), options });
	}

	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title="Start mock"
			description="It plays the server's side of a snapshot to any client that connects."
			width={600}
			footer={
				<>
					<Button onClick={onClose}>Cancel</Button>
					<Button type="submit" form={form} variant="primary" disabled={!isReady || starting}>
						{starting ? 'Starting…' : 'Start mock'}
					</Button>
				</>
			}
		>
			{error && <InlineNotice className="mb-3 rounded-control border">{error}</InlineNotice>}
			<form id={form} onSubmit={start} className="grid grid-cols-[1fr_140px] gap-x-3 gap-y-4">
				<Field label="Snapshot">
					<Select
						items={snapshots.map(({ id, name }) => ({ value: id, label: name }))}
						value={snapshotId}
						onChange={setSnapshotId}
					/>
				</Field>
				<Field label="Port on 127.0.0.1" error={problems.port}>
					<TextInput inputMode="numeric" value={port} onChange={(event) => setPort(event.target.value)} />
				</Field>
				<Field label="Matching" className="col-span-2">
					<Select<Strictness> items={STRICTNESS} value={strictness} onChange={setStrictness} />
				</Field>
				<Field label="When nothing matches" className={action === 'passthrough' ? '' : 'col-span-2'}>
					<Select<MockNoMatch['action']> items={NO_MATCHES} value={action} onChange={setAction} />
				</Field>
				{action === 'passthrough' && (
					<Field label="Service" error={problems.url}>
						<TextInput value={url} onChange={(event) => setUrl(event.target.value)} className="mono" />
					</Field>
				)}
				<div className="col-span-2 grid grid-cols-2 gap-3">
					<Field label="Pushes">
						<Select<Pushes> items={PUSHES} value={pushes} onChange={setPushes} />
					</Field>
					<Field label="When the recording ends">
						<Select<End> items={ENDS} value={end} onChange={setEnd} />
					</Field>
				</div>
			</form>
			<div className="mt-4">
				<p className="mb-1 text-12 text-fg-3">The same from a terminal, on a recorded directory</p>
				<CommandLine prompt text={mockCommand(port || String(DEFAULT_PORT), options)} />
			</div>
		</Dialog>
	);
}

function noMatchOf(action: MockNoMatch['action'], url: string): MockNoMatch {
	if (action === 'close') return { action, code: 1008 };
	return action === 'passthrough' ? { action, url } : { action };
}
