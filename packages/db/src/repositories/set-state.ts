/** The next free parameter after id ($1) and the two of the end time ($2, $3). */
const FIRST_PARAMETER = 4;

/**
 * The SET part for the fields that `change` has, as parameters from $4 on.
 * @param columns column of each field; those with an object as value are JSON columns
 */
export function assignments<Field extends string>(
	columns: Readonly<Record<Field, string>>,
	change: Partial<Record<NoInfer<Field>, unknown>>,
): { sql: string; values: unknown[] } {
	const parts: string[] = [];
	const values: unknown[] = [];
	for (const [field, column] of Object.entries(columns) as [Field, string][]) {
		const value = change[field];
		if (value === undefined) continue;
		parts.push(`${column} = $${FIRST_PARAMETER + values.length}`);
		values.push(typeof value === 'object' && value !== null ? JSON.stringify(value) : value);
	}
	// An UPDATE needs one assignment; setting the id to itself changes nothing.
	return { sql: parts.join(', ') || 'id = id', values };
}
