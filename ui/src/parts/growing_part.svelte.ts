// Shows a long list as far as a person scrolls, some rows in each frame, so that hundreds of rows never hold up the
// window.

import { Pace } from './pace';

/** How far the end of what is shown may be from what is seen before more comes. */
const margin = '800px 0px';

/** How much of a list is on the screen already; begins anew when `key` gives another value. */
export class GrowingPart {
	#shown = $state(0);
	/** The end of what is shown is near to what is seen. */
	#near = $state(true);
	#pace = new Pace();
	#key: unknown;

	constructor(
		private length: () => number,
		private key: () => unknown = () => null,
	) {
		this.#shown = this.#pace.rows;
		$effect.pre(() => {
			const next = this.key();
			if (next !== this.#key) this.#shown = this.#pace.rows;
			this.#key = next;
		});
		$effect(() => {
			if (!this.#near || this.#shown >= this.length()) {
				this.#pace.rest();
				return;
			}
			const frame = requestAnimationFrame(() => {
				this.#pace.begin();
				this.#shown += this.#pace.rows;
			});
			return () => cancelAnimationFrame(frame);
		});
	}

	take<T>(list: readonly T[]): readonly T[] {
		return this.#shown >= list.length ? list : list.slice(0, this.#shown);
	}

	/** Attached to what stands behind the list. */
	readonly end = (element: HTMLElement) => {
		const look = (entries: IntersectionObserverEntry[]) => {
			this.#near = entries.at(-1)?.isIntersecting ?? true;
		};
		const observer = new IntersectionObserver(look, { root: scrollerOf(element), rootMargin: margin });
		observer.observe(element);
		return () => observer.disconnect();
	};
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
	for (let outer = element.parentElement; outer; outer = outer.parentElement) {
		if (/auto|scroll/.test(getComputedStyle(outer).overflowY)) return outer;
	}
	return null;
}
