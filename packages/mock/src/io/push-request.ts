export interface PushRequest {
	/** Text is sent as it is, bytes as a binary message, anything else as JSON. */
	message: unknown;
	/** Numbers of the connections to push to, as the console shows them. Default all. */
	connections?: readonly number[];
	/** Only to connections on this path. */
	path?: string;
}
