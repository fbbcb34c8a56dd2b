import type { JsonValue } from '@refrain/traffic';
import { cx } from '../base/index.ts';
import { jsonLook, prettyJson, ValueText, wordMarks } from '../diff/index.ts';

export interface StaticDifference {
	path: string;
	type: string;
	ruleId: string | null;
	expected?: JsonValue | undefined;
	observed?: JsonValue | undefined;
}

/** Fields that differ as a plain table: readable without JavaScript, printable, no value cut. */
export function StaticDifferences({
	differences,
	withValues,
	ruleText,
}: {
	differences: readonly StaticDifference[];
	withValues: boolean;
	ruleText(id: string): string;
}) {
	return (
		<table className="w-full table-fixed border-collapse border border-line text-12">
			<thead>
				<tr className="text-left text-11 text-fg-3 [&>th]:h-7 [&>th]:border-line [&>th]:border [&>th]:px-2 [&>th]:font-medium">
					<th scope="col">Field</th>
					<th scope="col">{withValues ? 'Expected' : 'Difference'}</th>
					{withValues && <th scope="col">Actual</th>}
				</tr>
			</thead>
			<tbody className="mono [&_td]:border-line [&_td]:border [&_td]:px-2 [&_td]:py-1 [&_td]:align-top [&_td]:break-all [&_td]:whitespace-pre-wrap">
				{differences.map((difference) => (
					<Row
						key={`${difference.path} ${difference.type}`}
						difference={difference}
						withValues={withValues}
						ruleText={ruleText}
					/>
				))}
			</tbody>
		</table>
	);
}

function Row({
	difference,
	withValues,
	ruleText,
}: {
	difference: StaticDifference;
	withValues: boolean;
	ruleText(id: string): string;
}) {
	const { path, type, ruleId, expected, observed } = difference;
	const isIgnored = ruleId !== null;
	const note = isIgnored && <span className="inline-block font-ui text-11 text-fg-3">&nbsp;— {ruleText(ruleId)}</span>;
	if (!withValues)
		return (
			<tr className={cx(isIgnored && 'text-fg-3')}>
				<td>{path.replace(/^\$\.?(?=.)/, '')}</td>
				<td className="font-ui">
					{type}
					{note}
				</td>
			</tr>
		);
	const [left, right] = [text(expected), text(observed)];
	const marks = type === 'changed' && !isIgnored ? wordMarks(left, right) : null;
	return (
		<tr className={cx(isIgnored && 'text-fg-3')}>
			<td>{path.replace(/^\$\.?(?=.)/, '')}</td>
			<td className={cx(!isIgnored && 'bg-del-bg')}>
				<Value value={expected} marks={marks?.expected} markClass="bg-del-w" muted={isIgnored} />
			</td>
			<td className={cx(!isIgnored && 'bg-add-bg')}>
				<Value value={observed} marks={marks?.observed} markClass="bg-add-w" muted={isIgnored} />
				{note}
			</td>
		</tr>
	);
}

function Value(props: Parameters<typeof ValueText>[0]) {
	if (props.marks === undefined && jsonLook(props.value) === 'container') return prettyJson(props.value);
	return <ValueText {...props} />;
}

function text(value: JsonValue | undefined): string {
	return value === undefined ? 'not present' : prettyJson(value);
}
