// Shows a long list piece by piece: so much at first and so much more each time it is asked for, some rows in each
// frame, so that no piece holds up the window.

import { Pace } from './pace';

/** How much of a list is shown; begins anew when `key` gives another value. */
export class ShownPart {
	#wanted = $state(0);
	#shown = $state(0);
	#pace = new Pace();
	#key: unknown;

	constructor(
		private step: number,
		private key: () => unknown,
	) {
		this.#begin();
		$effect.pre(() => {
			const next = this.key();
			if (next !== this.#key) this.#begin();
			this.#key = next;
		});
		$effect(() => {
			if (this.#shown >= this.#wanted) {
				this.#pace.rest();
				return;
			}
			const frame = requestAnimationFrame(() => {
				this.#pace.begin();
				this.#shown = Math.min(this.#shown + this.#pace.rows, this.#wanted);
			});
			return () => cancelAnimationFrame(frame);
		});
	}

	take<T>(list: readonly T[]): readonly T[] {
		return list.slice(0, this.#shown);
	}

	/** How many have not been asked for. */
	rest(list: readonly unknown[]): number {
		return Math.max(0, list.length - this.#wanted);
	}

	more(): void {
		this.#wanted += this.step * 4;
	}

	#begin(): void {
		this.#wanted = this.step;
		this.#shown = Math.min(this.step, this.#pace.rows);
	}
}
