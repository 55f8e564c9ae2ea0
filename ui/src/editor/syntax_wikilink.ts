// Wikilinks `[[target#subpath|display]]` and embeds `![[target]]` as nodes of the Markdown tree.

import { tags } from '@lezer/highlight';
import type { Element, InlineContext, MarkdownConfig } from '@lezer/markdown';

const openBracket = 91;
const exclamation = 33;

/** The parts of a wikilink as offsets into the text between its brackets. */
export interface WikilinkParts {
	target: string;
	/** The text after the first pipe, null where there is none. */
	display: string | null;
	/** Offset of the end of the target, before a pipe and the backslash that guards it in a table. */
	targetEnd: number;
	/** Offset of the first character of the display text. */
	displayStart: number;
}

/** Splits what stands between `[[` and `]]`: the first pipe ends the target, but a leading pipe belongs to it. */
export function splitWikilink(inner: string): WikilinkParts {
	const pipe = inner.indexOf('|', 1);
	if (pipe < 0) return { target: inner, display: null, targetEnd: inner.length, displayStart: inner.length };
	const targetEnd = pipe > 1 && inner[pipe - 1] === '\\' ? pipe - 1 : pipe;
	return { target: inner.slice(0, targetEnd), display: inner.slice(pipe + 1), targetEnd, displayStart: pipe + 1 };
}

/** The text a wikilink shows without a display text: `note > heading`, as Obsidian shows it. */
export function shownTarget(target: string): string {
	const parts = target.split('#').filter((part) => part !== '');
	return parts.length > 0 ? parts.join(' > ') : target;
}

/** Parses `[[…]]` at an absolute position; the length of the inner text is found without leaving the line. */
function findInner(cx: InlineContext, from: number): number {
	const text = cx.text;
	const start = from - cx.offset;
	for (let i = start; i < text.length; i++) {
		const c = text.charCodeAt(i);
		if (c === 10) return -1;
		if (c === 93 && text.charCodeAt(i + 1) === 93) return i === start ? -1 : i + cx.offset;
		if (c === openBracket && text.charCodeAt(i + 1) === openBracket) return -1;
	}
	return -1;
}

function parseBrackets(cx: InlineContext, from: number, embed: boolean): number {
	const open = embed ? from + 1 : from;
	if (cx.char(open) !== openBracket || cx.char(open + 1) !== openBracket) return -1;
	const inner = open + 2;
	const close = findInner(cx, inner);
	if (close < 0) return -1;
	const parts = splitWikilink(cx.slice(inner, close));
	const children: Element[] = [
		cx.elt('WikilinkMark', from, inner),
		cx.elt('WikilinkTarget', inner, inner + parts.targetEnd),
	];
	if (parts.display !== null) {
		children.push(cx.elt('WikilinkPipe', inner + parts.targetEnd, inner + parts.displayStart));
		if (parts.display !== '') children.push(cx.elt('WikilinkDisplay', inner + parts.displayStart, close));
	}
	children.push(cx.elt('WikilinkMark', close, close + 2));
	return cx.addElement(cx.elt(embed ? 'Embed' : 'Wikilink', from, close + 2, children));
}

/** Adds `Wikilink` and `Embed` nodes, which win over Markdown's own links and images. */
export const wikilinkSyntax: MarkdownConfig = {
	defineNodes: [
		{ name: 'Wikilink', style: { 'Wikilink/...': tags.link } },
		{ name: 'Embed', style: { 'Embed/...': tags.link } },
		{ name: 'WikilinkMark', style: tags.processingInstruction },
		'WikilinkTarget',
		{ name: 'WikilinkPipe', style: tags.processingInstruction },
		'WikilinkDisplay',
	],
	parseInline: [
		{
			name: 'Wikilink',
			before: 'Link',
			parse(cx, next, pos) {
				if (next === openBracket) return parseBrackets(cx, pos, false);
				if (next === exclamation) return parseBrackets(cx, pos, true);
				return -1;
			},
		},
	],
};
