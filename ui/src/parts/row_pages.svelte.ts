// Shows a long table as pages: however long it is, the window holds one page of it, so that nothing that is done with
// the table takes the longer the more of it was looked at.

import { ShownPart } from './shown_part.svelte';

/** How many rows make a page. */
const size = 100;

/** The page of a table that is shown; the first one again when `key` gives another value. */
export class RowPages<T> {
	#wanted = $state(0);
	#part: ShownPart;
	#key = '';

	constructor(
		private all: () => readonly T[],
		private key: () => string,
	) {
		$effect.pre(() => {
			const next = this.key();
			if (next !== this.#key) this.#wanted = 0;
			this.#key = next;
		});
		this.#part = new ShownPart(size, () => `${this.key()} ${this.at}`);
	}

	/** The place of the page, from 0. */
	get at(): number {
		return Math.min(this.#wanted, this.count - 1);
	}

	/** How many pages there are; an empty table has one. */
	get count(): number {
		return Math.max(1, Math.ceil(this.all().length / size));
	}

	/** The rows of the page that are on the screen already. */
	get rows(): readonly T[] {
		return this.#part.take(this.all().slice(this.from, this.to));
	}

	/** The first row of the page, from 0, and what follows the last one. */
	get from(): number {
		return this.at * size;
	}

	get to(): number {
		return Math.min(this.from + size, this.total);
	}

	get total(): number {
		return this.all().length;
	}

	turnTo(at: number): void {
		this.#wanted = Math.max(0, Math.min(at, this.count - 1));
	}
}
