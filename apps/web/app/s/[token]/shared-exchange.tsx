import type { SharedExchange, SharedMessage, SharedReport } from '@refrain/api';
import { prettyJson } from '@refrain/ui/diff';
import { startedBy, VerdictPill } from '@refrain/ui/report';
import { StaticDifferences } from '@refrain/ui/share';

export interface ExchangeDetailsProps {
	exchange: SharedExchange;
	rules: SharedReport['rules'];
	withValues: boolean;
	/** Without its title, where the line above is it. */
	bare?: boolean;
}

/** The messages of a shared exchange with what differs. */
export function ExchangeDetails({ exchange, rules, withValues, bare = false }: ExchangeDetailsProps) {
	const ruleText = (id: string) => {
		const at = rules.findIndex((rule) => rule.id === id);
		return at < 0 ? 'ignored' : `rule ${at + 1}, ${rules[at]?.check}`;
	};
	return (
		<article className={bare ? '' : 'mt-4 break-inside-avoid'}>
			{!bare && (
				<h3 className="mb-1.5 flex flex-wrap items-center gap-2">
					<VerdictPill verdict={exchange.verdict} />
					<span className="font-semibold">
						Exchange {exchange.n} · {exchange.label}
					</span>
					<span className="text-fg-3">
						{startedBy(exchange.kind) === 'client' ? 'started by the client' : 'pushed by the server'}
						{exchange.channel && ` on ${exchange.channel}`}
					</span>
				</h3>
			)}
			{exchange.messages.map((message, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: messages have their order and never change
				<Message key={index} message={message} withValues={withValues} ruleText={ruleText} />
			))}
		</article>
	);
}

function Message({
	message,
	withValues,
	ruleText,
}: {
	message: SharedMessage;
	withValues: boolean;
	ruleText(id: string): string;
}) {
	const { differences, expected, observed, verdict, kind, reason } = message;
	if (differences.length > 0)
		return <StaticDifferences differences={differences} withValues={withValues} ruleText={ruleText} />;
	const value = verdict === 'missing' ? expected : observed;
	return (
		<div className="text-12">
			<p className="text-fg-2">
				<b className="font-medium text-fg">{kind}</b> {reason}
			</p>
			{value !== undefined && (
				<pre className="mono mt-1 max-h-[300px] overflow-auto rounded-control bg-bg-2 px-3 py-2 break-all whitespace-pre-wrap print:max-h-none">
					{prettyJson(value)}
				</pre>
			)}
		</div>
	);
}
