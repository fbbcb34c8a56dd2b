/** What each kind of job is given. */
export interface JobPayloads {
	capture: { captureId: string };
	replay: { replayId: string };
	mock: { mockId: string };
	demo: Record<string, never>;
}
export type JobKind = keyof JobPayloads;
