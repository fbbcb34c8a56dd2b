import type { Metadata } from 'next';
import { CapturePage } from '../../../../components/capture/capture-page.tsx';

export const metadata: Metadata = { title: 'Capture' };

export default async function Page({ params }: PageProps<'/p/[project]/capture'>) {
	return <CapturePage project={(await params).project} />;
}
