import { Button, formatDateTime, Pill, plural } from '../base/index.ts';

export interface ProfileVersionsProps {
	/** Newest first. */
	versions: readonly { version: number; note: string; savedAtUs: number; config: { fields: readonly unknown[] } }[];
	shown: number;
	onShow(version: number): void;
}

/** The versions of a profile: when, why, how many assertions. */
export function ProfileVersions({ versions, shown, onShow }: ProfileVersionsProps) {
	return (
		<ol className="mx-auto max-w-[960px] p-6">
			{versions.map(({ version, note, savedAtUs, config }) => (
				<li key={version} className="flex h-11 items-center gap-3 border-line border-b">
					<Pill tone={version === shown ? 'accent' : 'outline'}>v{version}</Pill>
					<span suppressHydrationWarning>{formatDateTime(savedAtUs)}</span>
					<span className="text-fg-3">{plural(config.fields.length, 'assertion')}</span>
					<span className="min-w-0 flex-1 truncate text-fg-3">{note}</span>
					{version !== shown && (
						<Button size="sm" aria-label={`Show version ${version}`} onClick={() => onShow(version)}>
							Show
						</Button>
					)}
				</li>
			))}
		</ol>
	);
}
