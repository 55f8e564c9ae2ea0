// The wash of a highlighted thesis or cluster in reading view. What the core found stands at places of the note's
// text; in the page it is found again by its letters and those around it, as marks and link targets are gone there.

import { type Passage, type PassageMark, passageData } from './passages';

/** Letters and digits one after the other, with where each stands. */
interface Letters {
	text: string;
	/** For each UTF-16 unit of `text`, its place in what it was taken from. */
	places: number[];
}

/** The letters of a page, with the text node of each. */
interface PageLetters extends Letters {
	nodes: { node: Text; first: number }[];
}

/** What a reading view draws that is no text of the note. */
const foreign = '.markdown-embed, .code-head, .math, .base-frame, .query-frame, .pdf-embed, .file-embed, svg, button';
const letter = /[\p{L}\p{N}]/u;
/** How many letters on either side tell two places apart. */
const context = 32;

/** Washes passages of `source` in a page; returns what takes the wash away. Places are UTF-16 units of `source`. */
export function washPage(
	page: HTMLElement,
	source: string,
	passages: readonly Passage[],
	mark: PassageMark,
): () => void {
	const washed: HTMLElement[] = [];
	if (passages.length > 0) {
		const written = listVisible(source);
		const shown = listShown(page);
		const found = passages.flatMap((passage) => {
			const place = findPassage(written, shown, passage);
			return place ? [{ ...place, why: passage.why }] : [];
		});
		// From the end, so that what is split behind leaves the places before it as they are.
		for (const { from, to, why } of found.sort((a, b) => b.from - a.from)) {
			for (const range of listRanges(shown, from, to)) washed.push(wrap(range, why, mark));
		}
	}
	return () => {
		for (const span of washed) {
			const parent = span.parentNode;
			span.replaceWith(...span.childNodes);
			parent?.normalize();
		}
	};
}

/** The letters that a reader sees of a note's text: of a link what it shows, of a comment nothing. */
function listVisible(source: string): Letters {
	const hidden = /^---\r?\n[\s\S]*?\n---\r?$|%%[\s\S]*?%%|\[\[[^\][|\n]*\||\]\([^()\s]*(?:\s+"[^"]*")?\)/gmu;
	const spans: [number, number][] = [];
	for (const match of source.matchAll(hidden)) {
		if (match[0].startsWith('---') && match.index > 1) continue;
		spans.push([match.index, match.index + match[0].length]);
	}
	const letters: Letters = { text: '', places: [] };
	let next = 0;
	for (const [from, to] of [...spans, [source.length, source.length] as const]) {
		collect(source.slice(next, from), next, letters);
		next = to;
	}
	return letters;
}

function collect(text: string, start: number, letters: Letters) {
	let at = start;
	const kept: string[] = [];
	for (const character of text) {
		if (letter.test(character)) {
			kept.push(character);
			for (let unit = 0; unit < character.length; unit++) letters.places.push(at + unit);
		}
		at += character.length;
	}
	letters.text += kept.join('');
}

function listShown(page: HTMLElement): PageLetters {
	const letters: PageLetters = { text: '', places: [], nodes: [] };
	const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT, (node) =>
		node.parentElement?.closest(foreign) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
	);
	while (walker.nextNode()) {
		const node = walker.currentNode as Text;
		letters.nodes.push({ node, first: letters.text.length });
		collect(node.data, 0, letters);
	}
	return letters;
}

/** Where a passage stands among the letters of the page: of all places with its letters the one most like its own. */
function findPassage(written: Letters, shown: PageLetters, passage: Passage): { from: number; to: number } | null {
	const [first, end] = [lowerBound(written.places, passage.from), lowerBound(written.places, passage.to)];
	const wanted = written.text.slice(first, end);
	if (wanted === '') return null;
	let best: { from: number; likeness: number } | null = null;
	for (let at = shown.text.indexOf(wanted); at >= 0; at = shown.text.indexOf(wanted, at + 1)) {
		const likeness = likenessOf(written.text, first, end, shown.text, at, at + wanted.length);
		if (!best || likeness > best.likeness) best = { from: at, likeness };
		if (likeness === 2 * context) break;
	}
	return best && { from: best.from, to: best.from + wanted.length };
}

/** How many letters before and behind two places are the same. */
function likenessOf(a: string, aFrom: number, aTo: number, b: string, bFrom: number, bTo: number): number {
	let before = 0;
	while (before < context && aFrom > before && a[aFrom - before - 1] === b[bFrom - before - 1]) before += 1;
	let behind = 0;
	while (behind < context && aTo + behind < a.length && a[aTo + behind] === b[bTo + behind]) behind += 1;
	return before + behind;
}

/** The parts of text nodes that hold the letters from one to another, the last one first. */
function listRanges({ nodes, places }: PageLetters, from: number, to: number): Range[] {
	const ranges: Range[] = [];
	for (
		let at =
			lowerBound(
				nodes.map(({ first }) => first),
				from + 1,
			) - 1;
		at < nodes.length;
		at++
	) {
		const held = nodes[at];
		if (!held || held.first >= to) break;
		const last = Math.min(to, nodes[at + 1]?.first ?? places.length) - 1;
		const start = places[Math.max(from, held.first)];
		const stop = places[last];
		if (start === undefined || stop === undefined || last < held.first) continue;
		const range = document.createRange();
		range.setStart(held.node, start);
		range.setEnd(held.node, stop + 1);
		ranges.unshift(range);
	}
	return ranges;
}

function wrap(range: Range, why: string, mark: PassageMark): HTMLElement {
	const span = document.createElement('span');
	span.className = 'passage';
	for (const [name, value] of Object.entries(passageData(why, mark))) span.setAttribute(name, value);
	span.style.setProperty('--passage', `var(${mark.hue})`);
	range.surroundContents(span);
	return span;
}

/** The first position whose number is not below `wanted`. */
function lowerBound(numbers: readonly number[], wanted: number): number {
	let [low, high] = [0, numbers.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((numbers[middle] ?? 0) < wanted) low = middle + 1;
		else high = middle;
	}
	return low;
}
