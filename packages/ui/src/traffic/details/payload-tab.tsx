'use client';
import { type DecodedMessage, decodeUtf8Lossy, stringifyJson } from '@refrain/traffic';
import { ChevronRight, Copy, Filter, FoldVertical, Link, UnfoldVertical, WrapText } from 'lucide-react';
import { useMemo, useState } from 'react';
import {
	Button,
	copyText,
	cx,
	EmptyState,
	formatBytes,
	IconButton,
	InlineNotice,
	LinkButton,
	Pill,
} from '../../base/index.ts';
import {
	type Folding,
	foldablePaths,
	HexView,
	JsonTree,
	jsonTypeName,
	TextView,
	valueAt,
} from '../../payload/index.ts';
import type { FrameDetail } from '../frame-detail.ts';

export interface PayloadTabProps {
	frame: FrameDetail;
	decoded: DecodedMessage;
	/** Kept for all frames of the same kind. */
	folding: Folding;
	onFolding(folding: Folding): void;
	selectedPath: string | null;
	onSelectPath(path: string): void;
	/** Adds a text to the filter. */
	onFilterText(text: string): void;
	/** Fetches more of a payload that was cut; null when this is all that a page takes. */
	onLoadMore: (() => void) | null;
	downloadHref: string;
}

type Layer = 'decoded' | 'raw';

/** The payload, decoded or as it was sent. */
export function PayloadTab(props: PayloadTabProps) {
	const { frame, decoded, folding, onFolding } = props;
	const [layer, setLayer] = useState<Layer>('decoded');
	const [wrap, setWrap] = useState(true);
	const isTree = typeof decoded.value === 'object' && decoded.value !== null;
	const text = useMemo(() => decodeUtf8Lossy(frame.payload), [frame.payload]);
	const foldAll = (expanded: boolean) => {
		const next = new Map(folding);
		for (const path of foldablePaths(decoded.value)) if (path !== '$') next.set(path, expanded);
		onFolding(next);
	};
	if (frame.payload.length === 0) return <EmptyState title="The payload is empty." />;
	const showsTree = isTree && layer === 'decoded';
	return (
		<>
			{frame.truncated && <Truncated {...props} />}
			<div className="flex h-[34px] flex-none items-center gap-1 border-b border-line pr-2 pl-3 text-11 whitespace-nowrap">
				<span className="text-fg-3">Decoded as</span>
				<Chip pressed={layer === 'raw' || !isTree} onClick={() => setLayer('raw')}>
					{frame.type} frame
				</Chip>
				<ChevronRight aria-hidden="true" size={12} className="flex-none text-fg-3" />
				<Chip pressed={layer === 'decoded' && isTree} onClick={() => setLayer('decoded')}>
					{DECODER_NAMES[decoded.decoder] ?? decoded.decoder}
				</Chip>
				<span className="flex-1" />
				{showsTree ? (
					<>
						<IconButton label="Fold all" icon={FoldVertical} onClick={() => foldAll(false)} />
						<IconButton label="Unfold all" icon={UnfoldVertical} onClick={() => foldAll(true)} />
					</>
				) : (
					<IconButton
						label="Wrap lines"
						icon={WrapText}
						aria-pressed={wrap}
						onClick={() => setWrap(!wrap)}
						className="aria-pressed:text-accent-t"
					/>
				)}
				<IconButton
					label="Copy payload"
					icon={Copy}
					shortcut="c"
					onClick={() => void copyText(text, 'Payload copied')}
				/>
			</div>
			{decoded.flags.length > 0 && (
				<p className="flex flex-none flex-wrap gap-1 border-b border-line px-3 py-1.5">
					{decoded.flags.map((flag) => (
						<Pill key={flag} tone="warn" className="h-auto whitespace-normal">
							{flag}
						</Pill>
					))}
				</p>
			)}
			{showsTree ? (
				<Tree {...props} />
			) : frame.type === 'binary' && decoded.decoder === 'binary' ? (
				<HexView bytes={frame.payload} label="Payload as bytes" />
			) : (
				<TextView text={text} label="Payload as text" wrap={wrap} />
			)}
		</>
	);
}

const DECODER_NAMES: Record<string, string> = { json: 'JSON', text: 'text', binary: 'bytes', control: 'control frame' };

function Tree({ decoded, folding, onFolding, selectedPath, onSelectPath, onFilterText }: PayloadTabProps) {
	const selected = selectedPath === null ? undefined : valueAt(decoded.value, selectedPath);
	return (
		<>
			<JsonTree
				label="Payload"
				value={decoded.value}
				folding={folding}
				onFold={(path, expanded) => onFolding(new Map(folding).set(path, expanded))}
				selected={selectedPath}
				onSelect={onSelectPath}
				onKey={(event, row) => {
					if (event.key === 'f') onFilterText(asText(row.value));
					else if (event.key === 'c') void copyText(asText(row.value), 'Value copied');
					else if (event.key === 'C') void copyText(row.path, 'Path copied');
					else return false;
					return true;
				}}
				actions={(row) => (
					<>
						<IconButton
							label="Filter for this value"
							icon={Filter}
							tabIndex={-1}
							onClick={() => onFilterText(asText(row.value))}
						/>
						<IconButton
							label="Copy path"
							icon={Link}
							tabIndex={-1}
							onClick={() => void copyText(row.path, 'Path copied')}
						/>
						<IconButton
							label="Copy value"
							icon={Copy}
							tabIndex={-1}
							onClick={() => void copyText(asText(row.value), 'Value copied')}
						/>
					</>
				)}
			/>
			{selectedPath !== null && selected !== undefined && (
				<section
					aria-label="Selected field"
					className="max-h-[30%] flex-none overflow-auto border-t border-line bg-bg-1 px-3 py-2"
				>
					<div className="flex items-center gap-2">
						<span className="mono min-w-0 flex-1 truncate text-12 font-semibold">{selectedPath}</span>
						<Pill>{jsonTypeName(selected)}</Pill>
					</div>
					<p className="mono mt-1 text-12 whitespace-pre-wrap text-fg-2 [overflow-wrap:anywhere]">{asText(selected)}</p>
				</section>
			)}
		</>
	);
}

function asText(value: DecodedMessage['value']): string {
	return typeof value === 'string' ? value : stringifyJson(value);
}

function Chip({ pressed, onClick, children }: { pressed: boolean; onClick(): void; children: React.ReactNode }) {
	return (
		<button
			type="button"
			aria-pressed={pressed}
			onClick={onClick}
			className={cx(
				'h-5 flex-none rounded-pill px-1.5 text-11 font-medium',
				pressed ? 'bg-accent-bg text-accent-t' : 'text-fg-2 inset-ring inset-ring-line-2 hover:bg-bg-2',
			)}
		>
			{children}
		</button>
	);
}

function Truncated({ frame, onLoadMore, downloadHref }: PayloadTabProps) {
	return (
		<InlineNotice
			tone="warn"
			actions={
				<>
					{onLoadMore && (
						<Button size="sm" variant="ghost" onClick={onLoadMore}>
							Load 5 MB
						</Button>
					)}
					<LinkButton size="sm" variant="ghost" href={downloadHref} download>
						Download
					</LinkButton>
				</>
			}
		>
			{formatBytes(frame.payloadBytes)} payload, first {formatBytes(frame.payload.length)} shown
		</InlineNotice>
	);
}
