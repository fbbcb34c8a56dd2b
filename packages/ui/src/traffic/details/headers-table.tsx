import type { HeaderFields } from './connection-detail.ts';

/** Header fields as they were on the wire. */
export function HeadersTable({ headers, label }: { headers: HeaderFields; label: string }) {
	return (
		<table className="w-full table-fixed text-left text-12">
			<caption className="visually-hidden">{label}</caption>
			<tbody>
				{headers.map(([name, value], at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: names repeat; a header is its position
					<tr key={at} className="border-line border-t align-top first:border-t-0">
						<th scope="row" className="w-[40%] py-1 pr-2 pl-3 font-normal text-fg-3 [overflow-wrap:anywhere]">
							{name}
						</th>
						<td className="mono py-1 pr-3 text-[11.5px] [overflow-wrap:anywhere]">{value}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
