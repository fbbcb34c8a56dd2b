import { permanentRedirect } from 'next/navigation';

/** A frame's short address. */
export default async function Page({ params }: PageProps<'/p/[project]/c/[conn]/[seq]'>) {
	const { project, conn, seq } = await params;
	permanentRedirect(`/p/${project}/c/${conn}?f=${encodeURIComponent(seq)}`);
}
