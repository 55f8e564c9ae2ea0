// The pages of a document, one below the other: drawn when they come into sight, let go when they are far from it.
import type { PDFDocumentProxy } from './pdf_engine';
import { makeLinks } from './pdf_links';
import { PdfMarks, PdfSearch, rangeOf } from './pdf_search';
import type { PdfMatch } from './pdf_text';

/** Pages on either side of those in sight that stay drawn. */
const keptDrawn = 2;
const gap = 12;
const mostPixels = 16_000_000;

export interface PdfPagesOptions {
	bytes: ArrayBuffer;
	/** The page to begin at, 1-based. */
	page: number;
	/** Called when another page is in front. */
	turned(page: number, pages: number): void;
	/** Opens an address that a link of the document names. */
	openAddress(url: string): void;
}

interface Sheet {
	element: HTMLElement;
	/** In points. */
	width: number;
	height: number;
	/** Ends what is being drawn. */
	cancel: (() => void) | null;
	/** The elements of its text, once that is drawn. */
	words: readonly HTMLElement[] | undefined;
}

/** The pages of an open document. */
export class PdfPages {
	#sheets: Sheet[] = [];
	#zoom = 1;
	#page = 1;
	#gone = false;
	#observer: ResizeObserver;
	#marks = new PdfMarks();
	#found: { matches: readonly PdfMatch[]; at: number } = { matches: [], at: -1 };
	/** Looks for a text in the document. */
	readonly search: PdfSearch;

	readonly #targets = {
		goTo: (page: number, top: number | null) => this.goTo(page, top),
		openAddress: (url: string) => this.options.openAddress(url),
		page: 1,
	};

	private constructor(
		private readonly scroller: HTMLElement,
		private readonly document: PDFDocumentProxy,
		private readonly drawText: typeof import('./pdf_engine').TextLayer,
		private readonly options: PdfPagesOptions,
	) {
		this.#observer = new ResizeObserver(() => this.#layOut());
		this.search = new PdfSearch(document);
		scroller.addEventListener('scroll', this.#scrolled, { passive: true });
	}

	/** Opens a document and shows it in an element that scrolls. Rejects where the bytes are no document. */
	static async open(scroller: HTMLElement, options: PdfPagesOptions): Promise<PdfPages> {
		const engine = await import('./pdf_engine');
		const document = await engine.openPdf(options.bytes);
		const pages = new PdfPages(scroller, document, engine.TextLayer, options);
		await pages.#lay();
		return pages;
	}

	get count(): number {
		return this.document.numPages;
	}

	/** Brings a page to the top, or the place on it at a height in points above its foot. */
	goTo(page: number, top: number | null = null): void {
		this.#page = Math.min(Math.max(1, Math.round(page) || 1), this.count);
		const sheet = this.#sheets[this.#page - 1];
		if (!sheet) return;
		const down = top === null ? 0 : Math.max(0, sheet.height - top) * this.#scale(sheet);
		this.scroller.scrollTop = sheet.element.offsetTop - gap + down;
		this.#update();
	}

	/** Marks what was found, and brings the one that is meant, by its place among them, into sight. */
	mark(matches: readonly PdfMatch[], at: number): void {
		const isOther = matches[at] !== this.#found.matches[this.#found.at];
		this.#found = { matches, at };
		this.#showMarks();
		if (isOther) this.#bringIntoSight();
	}

	#showMarks(): void {
		const { matches, at } = this.#found;
		this.#marks.show(matches, at, (page) => this.#sheets[page - 1]?.words);
	}

	#bringIntoSight(): void {
		const match = this.#found.matches[this.#found.at];
		if (!match) return;
		const sheet = this.#sheets[match.page - 1];
		const box = sheet?.words && rangeOf(match, sheet.words)?.getBoundingClientRect();
		// A page that is not drawn yet comes into sight first; its match follows when its words are there.
		if (!box) {
			this.goTo(match.page);
			return;
		}
		const frame = this.scroller.getBoundingClientRect();
		if (box.top >= frame.top + gap && box.bottom <= frame.bottom - gap) return;
		this.scroller.scrollTop += box.top - frame.top - frame.height / 3;
	}

	/** Scales the pages; 1 is as wide as the element. */
	zoom(zoom: number): void {
		this.#zoom = Math.min(5, Math.max(0.25, zoom));
		this.#layOut();
	}

	get zoomed(): number {
		return this.#zoom;
	}

	destroy(): void {
		this.#gone = true;
		this.#observer.disconnect();
		this.scroller.removeEventListener('scroll', this.#scrolled);
		this.search.stop();
		this.#marks.clear();
		for (const sheet of this.#sheets) sheet.cancel?.();
		this.scroller.replaceChildren();
		void this.document.destroy();
	}

	/** Lays out all pages, as large as the first one until they are drawn. */
	async #lay(): Promise<void> {
		const first = (await this.document.getPage(1)).getViewport({ scale: 1 });
		for (let number = 1; number <= this.count; number += 1) {
			const element = document.createElement('div');
			element.className = 'pdf-page';
			element.dataset.page = String(number);
			element.setAttribute('role', 'group');
			element.setAttribute('aria-label', `Page ${number} of ${this.count}`);
			this.#sheets.push({ element, width: first.width, height: first.height, cancel: null, words: undefined });
		}
		this.scroller.replaceChildren(...this.#sheets.map(({ element }) => element));
		this.#layOut();
		this.goTo(this.options.page);
		this.#observer.observe(this.scroller);
	}

	#scale(sheet: Sheet): number {
		const room = Math.max(80, this.scroller.clientWidth - 2 * gap);
		return (room / sheet.width) * this.#zoom;
	}

	/** Gives every page its size for the zoom and the width there is, and draws what is in sight anew. */
	#layOut(): void {
		if (this.#gone) return;
		const page = this.#page;
		for (const sheet of this.#sheets) {
			const scale = this.#scale(sheet);
			const width = `${Math.floor(sheet.width * scale)}px`;
			if (sheet.element.style.width === width) continue;
			this.#clear(sheet);
			sheet.element.style.width = width;
			sheet.element.style.height = `${Math.floor(sheet.height * scale)}px`;
		}
		this.goTo(page);
	}

	#scrolled = (): void => {
		const top = this.scroller.scrollTop + this.scroller.clientHeight / 3;
		const at = this.#sheets.findLastIndex(({ element }) => element.offsetTop <= top);
		this.#page = Math.max(1, at + 1);
		this.#update();
	};

	#update(): void {
		const { scrollTop, clientHeight } = this.scroller;
		const inSight = ({ element }: Sheet) =>
			element.offsetTop + element.offsetHeight >= scrollTop && element.offsetTop <= scrollTop + clientHeight;
		const first = this.#sheets.findIndex(inSight);
		const last = this.#sheets.findLastIndex(inSight);
		this.#sheets.forEach((sheet, at) => {
			const near = first >= 0 && at >= first - keptDrawn && at <= last + keptDrawn;
			if (!near) this.#clear(sheet);
			else if (at >= first && at <= last && !sheet.cancel) void this.#draw(sheet, at + 1);
		});
		this.#targets.page = this.#page;
		this.options.turned(this.#page, this.count);
	}

	#wordsDrawn(page: number): void {
		if (this.#found.matches.length === 0) return;
		this.#showMarks();
		if (this.#found.matches[this.#found.at]?.page === page) this.#bringIntoSight();
	}

	#clear(sheet: Sheet): void {
		sheet.cancel?.();
		sheet.cancel = null;
		sheet.words = undefined;
		sheet.element.replaceChildren();
	}

	async #draw(sheet: Sheet, number: number): Promise<void> {
		let cancelled = false;
		let stop = () => {};
		sheet.cancel = () => {
			cancelled = true;
			stop();
		};
		try {
			const page = await this.document.getPage(number);
			if (cancelled) return;
			const natural = page.getViewport({ scale: 1 });
			if (natural.width !== sheet.width || natural.height !== sheet.height) {
				Object.assign(sheet, { width: natural.width, height: natural.height });
				sheet.element.style.height = `${Math.floor(natural.height * this.#scale(sheet))}px`;
			}
			const viewport = page.getViewport({ scale: this.#scale(sheet) });
			const canvas = document.createElement('canvas');
			// A page is drawn as sharp as the screen is, as far as one picture may be large.
			const most = Math.sqrt(mostPixels / (viewport.width * viewport.height));
			const ratio = Math.min(devicePixelRatio || 1, most);
			canvas.width = Math.floor(viewport.width * ratio);
			canvas.height = Math.floor(viewport.height * ratio);
			const task = page.render({ canvas, viewport, transform: [ratio, 0, 0, ratio, 0, 0] });
			stop = () => task.cancel();
			const text = document.createElement('div');
			text.className = 'pdf-text textLayer';
			text.style.setProperty('--total-scale-factor', String(viewport.scale));
			sheet.element.replaceChildren(canvas, text);
			await task.promise;
			if (cancelled) return;
			const layer = new this.drawText({ textContentSource: page.streamTextContent(), container: text, viewport });
			stop = () => layer.cancel();
			await layer.render();
			if (cancelled) return;
			sheet.words = layer.textDivs;
			this.#wordsDrawn(number);
			const links = await makeLinks(page, viewport, this.document, this.#targets);
			if (!cancelled) sheet.element.append(...links);
		} catch (thrown) {
			if (!cancelled) sheet.element.textContent = thrown instanceof Error ? thrown.message : String(thrown);
		}
	}
}
