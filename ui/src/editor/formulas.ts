// The formulas of a page. Where they are many, each is drawn as it comes near to what is seen of the window.
import { renderMath } from './math_render';

/** So many are drawn whether they are seen or not. */
const few = 60;
/** How far outside of the window is near, in heights of it. */
const reach = 1;

/** The formulas of one page, which comes in parts. */
export class Formulas {
	/** In the order of the page, those that were not few. */
	private readonly later: HTMLElement[] = [];
	private readonly asked = new Set<HTMLElement>();
	private count = 0;
	private frame = 0;

	/**
	 * `drawn` is called when one was drawn later than asked. `inSight` is false for a page that is built beside another
	 * one: what is drawn late would find no place in it.
	 */
	constructor(
		private readonly drawn?: () => void,
		private readonly inSight = true,
	) {}

	/** Draws the formulas of the next part. */
	draw(part: ParentNode) {
		for (const math of part.querySelectorAll<HTMLElement>('.math[data-tex]')) {
			this.count += 1;
			if (this.inSight && this.count <= few) this.show(math);
			else this.later.push(math);
		}
		if (this.later.length > 0) this.follow();
	}

	end() {
		cancelAnimationFrame(this.frame);
		window.removeEventListener('scroll', this.lookSoon, { capture: true });
		window.removeEventListener('resize', this.lookSoon);
	}

	private show(math: HTMLElement) {
		renderMath(math, math.dataset.tex ?? '', math.classList.contains('math-display'), this.drawn);
	}

	/** Looks now and whenever anything scrolls. */
	private follow() {
		window.addEventListener('scroll', this.lookSoon, { capture: true, passive: true });
		window.addEventListener('resize', this.lookSoon);
		this.lookSoon();
	}

	private readonly lookSoon = () => {
		if (this.frame === 0) this.frame = requestAnimationFrame(this.look);
	};

	private readonly look = () => {
		this.frame = 0;
		// Built beside the page that is still shown.
		if (!this.later[0]?.isConnected) return this.lookSoon();
		const [top, bottom] = [-reach * window.innerHeight, (1 + reach) * window.innerHeight];
		for (let at = firstBelow(this.later, top); at < this.later.length; at++) {
			const math = this.later[at];
			if (!math || math.getBoundingClientRect().top > bottom) break;
			if (this.asked.has(math)) continue;
			this.asked.add(math);
			this.show(math);
		}
	};
}

/** The first of some elements below each other that ends below a height of the window. */
export function firstBelow(elements: ArrayLike<Element>, height: number): number {
	let [low, high] = [0, elements.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((elements[middle]?.getBoundingClientRect().bottom ?? 0) <= height) low = middle + 1;
		else high = middle;
	}
	return low;
}
