import { caller } from '../../../../server/caller.ts';
import { orNull } from '../../../../server/or-null.ts';

export const dynamic = 'force-dynamic';

/** The same report for machines. */
export async function GET(_: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
	const { token } = await params;
	const report = await orNull((await caller()).shares.open({ token }));
	if (report === null)
		return Response.json({ error: 'This link does not work. It may have expired or been revoked.' }, { status: 404 });
	return Response.json(report, { headers: { 'content-disposition': 'attachment; filename="refrain-report.json"' } });
}
