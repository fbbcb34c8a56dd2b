import { requestContext } from '../../../../../server/context.ts';

export const dynamic = 'force-dynamic';

/** The payload of one message as a file. Access: the user of this machine. */
export async function GET(request: Request, { params }: RouteContext<'/api/payload/[conn]/[n]'>): Promise<Response> {
	const { conn, n } = await params;
	const { db, user, refusal } = requestContext(request.headers);
	if (user === null) return new Response(refusal, { status: 403 });
	const message = /^\d{1,15}$/.test(n) ? await db.frames.byNumber(conn, Number(n)).catch(() => null) : null;
	if (!message) return new Response(`There is no frame ${n} in this connection.`, { status: 404 });
	const name = `frame-${Number(n) + 1}.${message.type === 'text' ? 'txt' : 'bin'}`;
	return new Response(new Uint8Array(message.payload), {
		headers: {
			// Never a type that a browser would run.
			'content-type': 'application/octet-stream',
			'content-disposition': `attachment; filename="${name}"`,
			'x-content-type-options': 'nosniff',
		},
	});
}
