import { EmptyState } from '@refrain/ui/base';
import { Link2Off } from 'lucide-react';

export default function NotFound() {
	return (
		<main className="flex h-dvh">
			<EmptyState icon={Link2Off} title="This link does not work.">
				It may have expired or been revoked. Ask the person who sent it for a new one.
			</EmptyState>
		</main>
	);
}
