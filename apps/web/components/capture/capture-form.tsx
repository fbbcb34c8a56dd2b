'use client';
import { Button, cx, Field, InlineNotice, TextInput } from '@refrain/ui/base';
import { Radio } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { DEFAULT_PORT, DEFAULT_TARGET, portProblem } from './use-capture.ts';

export interface CaptureFormProps {
	starting: boolean;
	error: string | null;
	/** The server of the client to be captured, and where Refrain listens in its place. */
	onStart(input: { target: string; port: string }): void;
	className?: string;
}

/** Target and port of a capture. */
export function CaptureForm({ starting, error, onStart, className }: CaptureFormProps) {
	const [target, setTarget] = useState(DEFAULT_TARGET);
	const [port, setPort] = useState(DEFAULT_PORT);
	const problem = portProblem(port);
	const onSubmit = (event: FormEvent) => {
		event.preventDefault();
		if (problem === null) onStart({ target, port });
	};
	return (
		<form onSubmit={onSubmit} className={cx('flex flex-col gap-2', className)}>
			<div className="flex items-start gap-2">
				<Field label="Your server" className="flex-1">
					<TextInput value={target} onChange={(event) => setTarget(event.target.value)} className="mono" />
				</Field>
				<Field label="Listen on port" error={problem} className="w-[120px]">
					<TextInput
						value={port}
						inputMode="numeric"
						onChange={(event) => setPort(event.target.value)}
						className="mono"
					/>
				</Field>
				<Button type="submit" icon={Radio} disabled={starting} className="mt-5">
					{starting ? 'Starting…' : 'Start capture'}
				</Button>
			</div>
			{error && <InlineNotice className="rounded-control border">{error}</InlineNotice>}
		</form>
	);
}
