// Where a person reads in a page: it goes to a line, says which line is at the top, and keeps what is read in its place
// while something above it is drawn late.
import { firstBelow } from './formulas';

const readByHand = ['wheel', 'pointerdown', 'keydown', 'touchstart'];

export class ReadingPlace {
	/** The line to go to once it is in the page. */
	private wanted: number | null = null;
	private isWhole = false;
	/** What says which line of the note it comes from; null where it must be looked for anew. */
	private lined: HTMLElement[] | null = null;
	/** What is at the top, the line it comes from, and how far below the edge it begins. */
	private held: { block: Element; line: number; offset: number } | null = null;
	private readonly sizes = new ResizeObserver(() => this.keep());

	constructor(
		private readonly scroller: HTMLElement,
		private readonly article: HTMLElement,
		/** Unfolds what hides a block. */
		private readonly reveal: (block: Element) => void,
	) {
		this.sizes.observe(article);
		scroller.addEventListener('scroll', this.hold, { passive: true });
		for (const kind of readByHand) scroller.addEventListener(kind, this.forget, { passive: true });
	}

	/** Goes to the block that holds a line, as soon as it is in the page. */
	goTo(line: number) {
		this.wanted = line;
		this.tryToGo();
	}

	/** More of the page is there. */
	reach(whole: boolean) {
		this.isWhole ||= whole;
		this.lined = null;
		this.holdAgain();
		this.tryToGo();
	}

	/** Something was folded or unfolded. */
	refold() {
		this.lined = null;
	}

	/** The first line of the source in sight; the one that is gone to, until that is there. */
	topLine(): number {
		if (this.wanted !== null) return this.wanted;
		const lined = this.listLined().filter(isShown);
		const first = lined[firstBelow(lined, this.scroller.getBoundingClientRect().top)];
		return Number(first?.dataset.line ?? 1);
	}

	end() {
		this.sizes.disconnect();
		this.scroller.removeEventListener('scroll', this.hold);
		for (const kind of readByHand) this.scroller.removeEventListener(kind, this.forget);
	}

	private tryToGo() {
		if (this.wanted === null) return;
		const lined = this.listLined();
		const isThere = this.isWhole || Number(lined.at(-1)?.dataset.line ?? 0) > this.wanted;
		if (!isThere) return;
		const line = this.wanted;
		this.wanted = null;
		const block = lined.findLast((each) => Number(each.dataset.line) <= line);
		if (!block) return;
		this.reveal(block);
		block.scrollIntoView({ block: 'start' });
	}

	/** The person goes elsewhere. */
	private readonly forget = () => {
		this.wanted = null;
	};

	private readonly hold = () => {
		const { top } = this.scroller.getBoundingClientRect();
		const shown = [...this.article.children].filter(isShown);
		const block = shown[firstBelow(shown, top)];
		this.held = block ? { block, line: firstLineOf(block), offset: block.getBoundingClientRect().top - top } : null;
	};

	/** Where another page has taken the place of the one that is read, what comes from the same line is held. */
	private holdAgain() {
		if (!this.held || this.held.block.isConnected) return;
		const { line } = this.held;
		const lined = this.listLined().findLast((each) => Number(each.dataset.line) <= line);
		const block = [...this.article.children].find((child) => child.contains(lined ?? null));
		if (!block) return;
		this.held.block = block;
		this.keep();
	}

	/** What is read stays where it is while something above it grows. */
	private keep() {
		if (!this.held?.block.isConnected || this.scroller.scrollTop === 0) return;
		const offset = this.held.block.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
		if (Math.abs(offset - this.held.offset) >= 1) this.scroller.scrollTop += offset - this.held.offset;
	}

	private listLined(): HTMLElement[] {
		this.lined ??= [...this.article.querySelectorAll<HTMLElement>('[data-line]:not([data-line=""])')].filter(
			(block) => !block.closest('.markdown-embed'),
		);
		return this.lined;
	}
}

/** The first line of the source that a block tells of; 0 where it tells of none. */
function firstLineOf(block: Element): number {
	const lined = block.matches('[data-line]') ? block : block.querySelector('[data-line]');
	return Number(lined?.getAttribute('data-line') ?? 0);
}

/** True for what is not folded away. */
function isShown(block: Element): boolean {
	return !block.closest('[hidden]');
}
