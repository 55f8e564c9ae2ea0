// Shows a long list whole, a piece in each frame, so that hundreds of rows never hold up the window.

/** How much of a list is on the screen already; begins anew when `key` gives another value. */
export class GrowingPart {
	#shown = $state(0);
	#key: unknown;

	constructor(
		private step: number,
		private length: () => number,
		private key: () => unknown = () => null,
	) {
		this.#shown = step;
		$effect.pre(() => {
			const next = this.key();
			if (next !== this.#key) this.#shown = this.step;
			this.#key = next;
		});
		$effect(() => {
			if (this.#shown >= this.length()) return;
			const frame = requestAnimationFrame(() => {
				this.#shown += this.step;
			});
			return () => cancelAnimationFrame(frame);
		});
	}

	take<T>(list: readonly T[]): readonly T[] {
		return this.#shown >= list.length ? list : list.slice(0, this.#shown);
	}
}
