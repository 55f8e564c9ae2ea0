// Shows a long list piece by piece.

/** How much of a list is shown; begins anew when `key` gives another value. */
export class ShownPart {
	#shown = $state(0);
	#key: unknown;

	constructor(
		private step: number,
		private key: () => unknown,
	) {
		this.#shown = step;
		$effect.pre(() => {
			const next = this.key();
			if (next !== this.#key) this.#shown = this.step;
			this.#key = next;
		});
	}

	take<T>(list: readonly T[]): readonly T[] {
		return list.slice(0, this.#shown);
	}

	rest(list: readonly unknown[]): number {
		return Math.max(0, list.length - this.#shown);
	}

	more(): void {
		this.#shown += this.step * 4;
	}
}
