export const dynamic = 'force-dynamic';

/** Whether the web server answers; says nothing about what is stored. */
export function GET(): Response {
	return Response.json({ ok: true });
}
