'use client';
import { type ComponentProps, type ComponentType, createContext, useContext } from 'react';

export type LinkProps = ComponentProps<'a'> & { href: string };

const LinkContext = createContext<ComponentType<LinkProps> | 'a'>('a');

/** Gives the components of this package the router's link; without it they render plain anchors. */
export const LinkProvider = LinkContext.Provider;

export function Link(props: LinkProps) {
	const Anchor = useContext(LinkContext);
	return <Anchor {...props} />;
}
