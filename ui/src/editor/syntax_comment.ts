// Comments: `%%inside a line%%`, and blocks that run from a line starting with `%%` to the next `%%`.
import { tags } from '@lezer/highlight';
import type { BlockContext, Element, InlineContext, Line, MarkdownConfig } from '@lezer/markdown';
import { nextLineInside } from './syntax_block';

/** The offset of the next `%%` that is exactly two signs, or -1. */
function findMark(text: string, from: number): number {
	for (let i = text.indexOf('%%', from); i >= 0; i = text.indexOf('%%', i)) {
		let end = i + 2;
		while (text.charCodeAt(end) === 37) end++;
		if (end === i + 2) return i;
		i = end;
	}
	return -1;
}

function opensBlock(line: Line): boolean {
	const rest = line.text.slice(line.pos);
	return rest.startsWith('%%') && rest[2] !== '%' && findMark(rest, 2) < 0;
}

function parseBlock(cx: BlockContext, line: Line): boolean {
	if (line.next !== 37 || !opensBlock(line)) return false;
	const from = cx.lineStart + line.pos;
	const children: Element[] = [cx.elt('PercentMark', from, from + 2)];
	addLine(cx, children, line.text.slice(line.pos + 2), from + 2);
	while (nextLineInside(cx, line)) {
		children.push(...line.markers);
		const start = cx.lineStart + line.basePos;
		const text = line.text.slice(line.basePos);
		const close = findMark(text, 0);
		if (close < 0) {
			addLine(cx, children, text, start);
			continue;
		}
		addLine(cx, children, text.slice(0, close), start);
		children.push(cx.elt('PercentMark', start + close, start + close + 2));
		addLine(cx, children, text.slice(close + 2), start + close + 2);
		cx.nextLine();
		break;
	}
	cx.addElement(cx.elt('PercentBlock', from, cx.prevLineEnd(), children));
	return true;
}

// Links and tags count inside comments, so that they are parsed there too.
function addLine(cx: BlockContext, children: Element[], text: string, from: number) {
	if (text.trim() !== '') children.push(...cx.parser.parseInline(text, from));
}

function parseInline(cx: InlineContext, next: number, pos: number): number {
	if (next !== 37 || cx.char(pos + 1) !== 37 || cx.char(pos + 2) === 37 || cx.char(pos - 1) === 37) return -1;
	const close = findMark(cx.text, pos + 2 - cx.offset);
	if (close < 0) return -1;
	const end = close + cx.offset;
	return cx.addElement(
		cx.elt('PercentComment', pos, end + 2, [
			cx.elt('PercentMark', pos, pos + 2),
			...cx.parser.parseInline(cx.slice(pos + 2, end), pos + 2),
			cx.elt('PercentMark', end, end + 2),
		]),
	);
}

/** Adds `PercentComment` and `PercentBlock` nodes (the names `Comment…` belong to HTML). */
export const commentSyntax: MarkdownConfig = {
	defineNodes: [
		{ name: 'PercentBlock', block: true, style: { 'PercentBlock/...': tags.comment } },
		{ name: 'PercentComment', style: { 'PercentComment/...': tags.comment } },
		'PercentMark',
	],
	parseBlock: [
		{ name: 'PercentBlock', before: 'IndentedCode', parse: parseBlock, endLeaf: (_, line) => opensBlock(line) },
	],
	parseInline: [{ name: 'PercentComment', before: 'Escape', parse: parseInline }],
};
