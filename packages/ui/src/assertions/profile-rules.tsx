import type { FieldRule, TestConfig } from '@refrain/assertions';
import { Trash2 } from 'lucide-react';
import { cx, EmptyState, IconButton, Pill, Switch } from '../base/index.ts';
import { describeScope } from '../report/index.ts';

/** The rules of a profile in the order they decide; with `onChange` they can be switched off and deleted. */
export function ProfileRules({
	config,
	texts,
	onChange,
}: {
	config: TestConfig;
	/** Each rule in words, by its id. */
	texts: Readonly<Record<string, string>>;
	onChange: ((fields: FieldRule[]) => void) | null;
}) {
	const { fields, goals, only, unexpected, timeouts } = config;
	return (
		<div className="mx-auto flex max-w-[960px] flex-col gap-6 p-6">
			<section>
				<h2 className="mb-2 font-semibold">
					Compare fields <span className="font-normal text-fg-3">{fields.length}</span>
				</h2>
				{fields.length === 0 ? (
					<EmptyState title="Every field must be equal.">
						Ignore a field in a report to add the first assertion.
					</EmptyState>
				) : (
					<ol className="rounded-panel border border-line">
						{fields.map((rule, index) => (
							<RuleRow
								key={rule.id}
								rule={rule}
								text={texts[rule.id] ?? rule.check}
								number={index + 1}
								onChange={
									onChange &&
									((next) => onChange(fields.flatMap((other) => (other.id === rule.id ? (next ?? []) : other))))
								}
							/>
						))}
					</ol>
				)}
			</section>
			{only.length > 0 && (
				<section>
					<h2 className="mb-2 font-semibold">Compare only these fields</h2>
					<ul className="mono text-12">
						{only.map(({ path, scope }) => (
							<li key={`${path} ${describeScope(scope)}`}>
								{path} <span className="font-ui text-fg-3">{describeScope(scope)}</span>
							</li>
						))}
					</ul>
				</section>
			)}
			<section>
				<h2 className="mb-2 font-semibold">
					Goals <span className="font-normal text-fg-3">{goals.length}</span>
				</h2>
				{goals.length === 0 ? (
					<p className="text-fg-3">None: a replay passes when every exchange matches.</p>
				) : (
					<ul>
						{goals.map((goal) => (
							<li key={JSON.stringify(goal)}>
								{goal.metric} {goal.op} {goal.value}
								{goal.relative && ' % of the recording'}
								{goal.kind && ` for ${goal.kind}`}
							</li>
						))}
					</ul>
				)}
			</section>
			<section>
				<h2 className="mb-2 font-semibold">Beyond fields</h2>
				<ul className="text-fg-2">
					<li>
						A server message that the recording does not have {unexpected === 'fail' ? 'fails' : 'is only reported'}.
					</li>
					<li>
						An answer is waited for {timeouts.answerMs / 1000} s, a handshake {timeouts.handshakeMs / 1000} s.
					</li>
					{timeouts.lateMs !== null && <li>An answer after more than {timeouts.lateMs} ms is late.</li>}
				</ul>
			</section>
		</div>
	);
}

interface RuleRowProps {
	rule: FieldRule;
	text: string;
	number: number;
	/** null deletes it. */
	onChange: ((next: FieldRule | null) => void) | null;
}

function RuleRow({ rule, text, number, onChange }: RuleRowProps) {
	return (
		<li className="flex min-h-11 items-center gap-3 border-line border-t px-3 py-1.5 first:border-t-0">
			<span className="w-5 flex-none text-right text-fg-3">{number}</span>
			<div className={cx('min-w-0 flex-1', !rule.enabled && 'text-fg-3')}>
				<p className="mono truncate text-12" title={rule.path}>
					{rule.path}
				</p>
				<p className="truncate text-12 text-fg-3">
					{text} · {describeScope(rule.scope)}
					{rule.why && ` · ${rule.why}`}
				</p>
			</div>
			<Pill tone="outline">{rule.check}</Pill>
			{rule.source === 'suggested' && <Pill>suggested</Pill>}
			{onChange ? (
				<>
					<Switch
						label={<span className="visually-hidden">Rule {number} is on</span>}
						checked={rule.enabled}
						onChange={(enabled) => onChange({ ...rule, enabled })}
					/>
					<IconButton label={`Delete rule ${number}`} icon={Trash2} onClick={() => onChange(null)} />
				</>
			) : (
				!rule.enabled && <Pill>off</Pill>
			)}
		</li>
	);
}
