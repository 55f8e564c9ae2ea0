// The words of a document's page as a reader sees them: without case and accents, line ends taken as blanks, words that
// are broken at a line's end put together again; and where each letter of them stands.
import type { PDFPageProxy } from './pdf_engine';

/** A letter of a page: the item of its text, and the offset in that, in UTF-16 units. */
interface Letter {
	item: number;
	offset: number;
}

/** A found stretch of a page, from the first letter to behind the last. */
export interface PdfMatch {
	/** 1-based. */
	page: number;
	from: Letter;
	to: Letter;
}

/** The text of a page to be looked through. */
export interface PageText {
	text: string;
	letters: Letter[];
}

/** A piece of a page's text as PDF.js gives it. */
export interface TextItem {
	str: string;
	hasEOL: boolean;
}

/** Reads the text of a page. */
export async function readPageText(page: Pick<PDFPageProxy, 'streamTextContent'>): Promise<PageText> {
	// Read piece by piece: WebKit does not walk a stream with `for await`, as PDF.js itself would.
	const reader = page.streamTextContent().getReader();
	const items: TextItem[] = [];
	for (let part = await reader.read(); !part.done; part = await reader.read()) {
		for (const item of part.value.items) if ('str' in item) items.push(item);
	}
	return foldItems(items);
}

/** Makes the pieces of a page one text. */
export function foldItems(items: readonly TextItem[]): PageText {
	const text: string[] = [];
	const letters: Letter[] = [];
	const put = (letter: string, at: Letter) => {
		if (letter === ' ' && (text.length === 0 || text.at(-1) === ' ')) return;
		text.push(letter);
		letters.push(at);
	};
	items.forEach(({ str, hasEOL }, item) => {
		for (let offset = 0; offset < str.length; offset += 1) {
			for (const letter of fold(str.charAt(offset))) put(letter, { item, offset });
		}
		if (!hasEOL) return;
		const isBroken = text.at(-1) === '-' && /\p{L}/u.test(text.at(-2) ?? '');
		if (!isBroken) put(' ', { item, offset: str.length });
		else {
			text.pop();
			letters.pop();
		}
	});
	return { text: text.join(''), letters };
}

// A ligature is its letters. One unit at a time, so that each result knows where it comes from.
function fold(unit: string): string {
	if (/\s/.test(unit)) return ' ';
	return unit.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Finds a text on a page, case and accents ignored. */
export function findOnPage(page: number, { text, letters }: PageText, wanted: string): PdfMatch[] {
	const needle = [...wanted.trim()].map(fold).join('').replace(/ +/g, ' ');
	if (needle === '') return [];
	const found: PdfMatch[] = [];
	for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
		const from = letters[at];
		const last = letters[at + needle.length - 1];
		if (from && last) found.push({ page, from, to: { item: last.item, offset: last.offset + 1 } });
	}
	return found;
}
