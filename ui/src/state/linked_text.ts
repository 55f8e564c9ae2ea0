// A line as it stands in a note, in pieces: plain text and wikilinks.

export interface TextPiece {
	text: string;
	/** What the link leads to, as written; left out for plain text. */
	target?: string;
}

const wikilink = /!?\[\[([^\]|]+)(?:\|([^\]]+))?\]\]/g;
const emphasis = /(\*\*|__|==|~~|`)(?=\S)(.+?)(?<=\S)\1/g;

/** The pieces of a line, in order. */
export function listPieces(text: string): TextPiece[] {
	const pieces: TextPiece[] = [];
	let at = 0;
	for (const match of text.matchAll(wikilink)) {
		if (match.index > at) pieces.push({ text: plain(text.slice(at, match.index)) });
		const target = match[1]?.trim() ?? '';
		pieces.push({ text: match[2] ?? shownTarget(target), target });
		at = match.index + match[0].length;
	}
	if (at < text.length) pieces.push({ text: plain(text.slice(at)) });
	return pieces;
}

/** The same as one plain text. */
export function plainText(text: string): string {
	return listPieces(text)
		.map((piece) => piece.text)
		.join('');
}

/** A snippet with spans marked, its links as their shown texts; a link that is marked in part is marked as a whole. */
export function plainSnippet(
	text: string,
	spans: readonly (readonly [number, number])[],
): { text: string; spans: [number, number][] } {
	let [shown, at] = ['', 0];
	const kept: [number, number][] = [];
	const takePlain = (to: number) => {
		const by = shown.length - at;
		for (const [from, end] of spans) if (from >= at && end <= to) kept.push([from + by, end + by]);
		shown += text.slice(at, to);
		at = to;
	};
	for (const { index, 0: whole, 1: target = '', 2: display } of text.matchAll(wikilink)) {
		takePlain(index);
		const start = shown.length;
		at = index + whole.length;
		shown += display ?? shownTarget(target.trim());
		if (spans.some(([from, end]) => from < at && end > index)) kept.push([start, shown.length]);
	}
	takePlain(text.length);
	return { text: shown, spans: kept };
}

function plain(text: string): string {
	return text.replace(emphasis, '$2');
}

// `#^single-server` is a part of the note itself: its name says enough.
function shownTarget(target: string): string {
	return target.replace(/^#\^?/, '').replace('#^', ' › ').replace('#', ' › ');
}
