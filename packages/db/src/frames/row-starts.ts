import type { Frame } from '@refrain/traffic';

/**
 * Tells which frames start a row, as `MessageStream` of traffic numbers messages: text, binary and control frames do, a
 * continuation only where it continues nothing, a reserved opcode (RFC 6455 5.2) never.
 */
export class RowStarts {
	readonly #isOpen = { client: false, server: false };

	isRowStart({ sender, opcode, fin }: Pick<Frame, 'sender' | 'opcode' | 'fin'>): boolean {
		if (opcode >= 8) return opcode <= 10;
		if (opcode > 2) return false;
		const starts = opcode !== 0 || !this.#isOpen[sender];
		this.#isOpen[sender] = !fin;
		return starts;
	}
}
