'use client';
import { Check, Copy } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Button, type ButtonSize, IconButton } from './button.tsx';
import { cx } from './cx.ts';
import { toast } from './toast.tsx';

/** Puts text on the clipboard and says so; where the browser refuses, it says that. */
export async function copyText(text: string, what = 'Copied'): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		toast({ message: what });
		return true;
	} catch (error) {
		toast({ tone: 'fail', message: `The browser refused the clipboard: ${(error as Error).message}` });
		return false;
	}
}

function useCopied(): [boolean, (text: string) => void] {
	const [copied, setCopied] = useState(false);
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setCopied(false), 1500);
		return () => clearTimeout(timer);
	}, [copied]);
	return [copied, (text) => void copyText(text).then(setCopied)];
}

export interface CopyButtonProps {
	text: string;
	/** Accessible name: 'Copy command'. */
	label: string;
	/** Shows the word Copy beside the icon. */
	worded?: boolean;
	size?: ButtonSize;
	className?: string;
}

export function CopyButton({ text, label, worded, size = 'sm', className }: CopyButtonProps) {
	const [copied, copy] = useCopied();
	const icon = copied ? Check : Copy;
	if (!worded)
		return <IconButton label={label} icon={icon} size={size} onClick={() => copy(text)} className={className} />;
	return (
		<Button variant="ghost" size={size} icon={icon} aria-label={label} onClick={() => copy(text)} className={className}>
			{copied ? 'Copied' : 'Copy'}
		</Button>
	);
}

export interface CommandLineProps {
	/** What is copied. */
	text: string;
	/** How it is shown, when not just as text. */
	children?: ReactNode;
	/** Shell prompt in front. */
	prompt?: boolean;
	className?: string;
}

/** A line to take to a terminal or a configuration. */
export function CommandLine({ text, children, prompt, className }: CommandLineProps) {
	return (
		<div
			className={cx('mono flex min-h-9 items-center gap-2 rounded-[7px] bg-bg-2 py-1 pr-1.5 pl-3 text-12', className)}
		>
			{prompt && (
				<span aria-hidden="true" className="text-fg-3">
					$
				</span>
			)}
			<code className="min-w-0 flex-1 font-[inherit] [overflow-wrap:anywhere]">{children ?? text}</code>
			<CopyButton text={text} label={`Copy: ${text}`} worded className="font-ui" />
		</div>
	);
}
