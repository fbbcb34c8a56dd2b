/** Which build of the demo service runs: as recorded, or the release that broke three things. */
export type DemoBuild = 'correct' | 'faulty';

/** How a build behaves on one connection. Counts start at 1 and are of that connection. */
export interface DemoBehaviour {
	/** The echo of this client message lacks `original.content`. */
	echoWithoutContent: number | null;
	/** This push is left out. */
	skippedPush: number | null;
	/** What the server closes with when the client says bye. */
	closeCode: number;
	closeReason: string;
}

/**
 * The faulty build breaks one echo, one push and the close, each exactly once a connection and early enough to show in
 * a session of six pushes and two client messages. Whoever compares the builds must name these three and no others.
 */
export const BEHAVIOURS: Record<DemoBuild, DemoBehaviour> = {
	correct: { echoWithoutContent: null, skippedPush: null, closeCode: 1000, closeReason: 'bye' },
	faulty: { echoWithoutContent: 2, skippedPush: 3, closeCode: 1011, closeReason: 'bye' },
};
