export interface TextDiffProps {
	original: string;
	modified: string;
	language: 'json' | 'plaintext';
	/** Accessible name. */
	label: string;
}
