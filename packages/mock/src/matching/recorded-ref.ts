import type { RecordedMessageRef } from '../mock-log.ts';
import type { Candidate } from '../script/script.ts';

export function refTo({ script, message, position }: Candidate): RecordedMessageRef {
	return { connectionId: script.connection.id, n: message.n, position, of: script.candidates.length };
}
