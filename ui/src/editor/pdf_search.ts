// Looking for a text in an open document: page by page, and marked over the letters of the pages that are drawn.
import type { PDFDocumentProxy } from './pdf_engine';
import { findOnPage, type PageText, type PdfMatch, readPageText } from './pdf_text';

/** More matches than anybody walks through. */
const mostMatches = 10_000;

/** What a search has found so far. */
export interface PdfFound {
	matches: readonly PdfMatch[];
	/** All pages have been looked through. */
	done: boolean;
}

export class PdfSearch {
	#texts = new Map<number, PageText>();
	#search = 0;

	constructor(private readonly document: PDFDocumentProxy) {}

	/** Looks for a text; tells what is found as it goes on, until another search begins. */
	async find(wanted: string, tell: (found: PdfFound) => void): Promise<void> {
		this.#search += 1;
		const search = this.#search;
		let matches: PdfMatch[] = [];
		for (let page = 1; page <= this.document.numPages && wanted.trim() !== ''; page += 1) {
			const text = await this.#textOf(page);
			if (search !== this.#search) return;
			const found = findOnPage(page, text, wanted);
			if (found.length === 0) continue;
			matches = [...matches, ...found].slice(0, mostMatches);
			tell({ matches, done: false });
			if (matches.length === mostMatches) break;
		}
		tell({ matches, done: true });
	}

	/** Ends what is being looked for. */
	stop(): void {
		this.#search += 1;
	}

	async #textOf(number: number): Promise<PageText> {
		const known = this.#texts.get(number);
		if (known) return known;
		const text = await readPageText(await this.document.getPage(number));
		this.#texts.set(number, text);
		return text;
	}
}

// One mark for all documents of the window, as the page names it once in its styles.
const marks = { 'pdf-match': 'all', 'pdf-match-current': 'current' } as const;

/** Marks over the text of pages, by the browser's own highlights, which change no element. */
export class PdfMarks {
	#ranges: { all: Range[]; current: Range[] } = { all: [], current: [] };

	/** Marks matches on the pages that are drawn; `divsOf` gives the elements of a page's items, if it is. */
	show(matches: readonly PdfMatch[], at: number, divsOf: (page: number) => readonly HTMLElement[] | undefined): void {
		this.clear();
		matches.forEach((match, index) => {
			const divs = divsOf(match.page);
			const range = divs && rangeOf(match, divs);
			if (range) this.#ranges[index === at ? 'current' : 'all'].push(range);
		});
		for (const [name, kind] of Object.entries(marks)) {
			const highlight = highlightNamed(name);
			for (const range of this.#ranges[kind]) highlight?.add(range);
		}
	}

	clear(): void {
		for (const [name, kind] of Object.entries(marks)) {
			const highlight = highlightNamed(name);
			for (const range of this.#ranges[kind]) highlight?.delete(range);
			this.#ranges[kind] = [];
		}
	}
}

function highlightNamed(name: string): Highlight | undefined {
	if (typeof CSS === 'undefined' || !('highlights' in CSS)) return undefined;
	const known = CSS.highlights.get(name);
	if (known) return known;
	const made = new Highlight();
	CSS.highlights.set(name, made);
	return made;
}

/** The range of a match in the elements of a page's items. */
export function rangeOf({ from, to }: PdfMatch, divs: readonly HTMLElement[]): Range | undefined {
	const first = divs[from.item]?.firstChild;
	const last = divs[to.item]?.firstChild;
	if (!first || !last) return undefined;
	const range = document.createRange();
	range.setStart(first, Math.min(from.offset, first.textContent?.length ?? 0));
	range.setEnd(last, Math.min(to.offset, last.textContent?.length ?? 0));
	return range;
}
