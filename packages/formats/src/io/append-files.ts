import { appendFile, type FileHandle, open } from 'node:fs/promises';

/** Appends to many files while holding few open: a recording may have more connections than the system allows files. */
export class AppendFiles {
	readonly #maxOpen: number;
	readonly #handles = new Map<string, FileHandle>();

	constructor(maxOpen = 200) {
		this.#maxOpen = maxOpen;
	}

	async append(path: string, text: string): Promise<void> {
		let handle = this.#handles.get(path);
		if (handle === undefined && this.#handles.size < this.#maxOpen) {
			handle = await open(path, 'a');
			this.#handles.set(path, handle);
		}
		await (handle === undefined ? appendFile(path, text) : handle.appendFile(text));
	}

	/** The file is complete. */
	async release(path: string): Promise<void> {
		const handle = this.#handles.get(path);
		this.#handles.delete(path);
		await handle?.close();
	}

	async releaseAll(): Promise<void> {
		for (const path of [...this.#handles.keys()]) await this.release(path);
	}
}
