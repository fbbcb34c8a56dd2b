import { EmptyState, LinkButton } from '@refrain/ui/base';

export default function NotFound() {
	return (
		<main className="flex h-dvh">
			<EmptyState title="There is no page at this address." actions={<LinkButton href="/">Go to traffic</LinkButton>} />
		</main>
	);
}
