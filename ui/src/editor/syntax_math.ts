// Math: `$x$` inside text, `$$x$$` inside text or as a block over several lines.
import { Tag, tags } from '@lezer/highlight';
import type { BlockContext, Element, InlineContext, Line, MarkdownConfig } from '@lezer/markdown';
import { nextLineInside } from './syntax_block';

/** The highlighting class of TeX. */
export const mathText = Tag.define('mathText', tags.string);

const dollar = 36;

// Where no closing sign follows an opening one, none follows a later one either: without this note to self a text
// full of dollars would be searched to its end at each of them.
const unclosedFrom = new WeakMap<InlineContext, number>();

function isBlank(code: number): boolean {
	return code === 32 || code === 9 || code === 10 || code < 0 || Number.isNaN(code);
}

/** The offset of the sign that closes `$` at an offset: no blank before it, no digit after it. */
function findInlineClose(text: string, from: number): number {
	for (let i = from; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === 92) i++;
		else if (code === dollar && !isBlank(text.charCodeAt(i - 1)) && !/[\d$]/.test(text.charAt(i + 1))) return i;
	}
	return -1;
}

function findDoubleClose(text: string, from: number): number {
	for (let i = from; i < text.length - 1; i++) {
		const code = text.charCodeAt(i);
		if (code === 92) i++;
		else if (code === dollar && text.charCodeAt(i + 1) === dollar) return i;
	}
	return -1;
}

function parseInline(cx: InlineContext, next: number, pos: number): number {
	if (next !== dollar || pos >= (unclosedFrom.get(cx) ?? Number.POSITIVE_INFINITY)) return -1;
	const width = cx.char(pos + 1) === dollar ? 2 : 1;
	if (width === 1 && isBlank(cx.char(pos + 1))) return -1;
	const inner = pos + width - cx.offset;
	const close = width === 2 ? findDoubleClose(cx.text, inner) : findInlineClose(cx.text, inner + 1);
	if (close < 0) {
		unclosedFrom.set(cx, pos);
		return -1;
	}
	const end = close + cx.offset;
	return cx.addElement(
		cx.elt(width === 2 ? 'DisplayMath' : 'InlineMath', pos, end + width, [
			cx.elt('MathMark', pos, pos + width),
			cx.elt('MathText', pos + width, end),
			cx.elt('MathMark', end, end + width),
		]),
	);
}

function opensBlock(line: Line): boolean {
	const rest = line.text.slice(line.pos);
	return rest.startsWith('$$') && findDoubleClose(rest, 2) < 0;
}

function parseBlock(cx: BlockContext, line: Line): boolean {
	if (line.next !== dollar || !opensBlock(line)) return false;
	const from = cx.lineStart + line.pos;
	const children: Element[] = [cx.elt('MathMark', from, from + 2)];
	addText(cx, children, from + 2, cx.lineStart + line.text.length);
	while (nextLineInside(cx, line)) {
		children.push(...line.markers);
		const start = cx.lineStart + line.basePos;
		const close = findDoubleClose(line.text, line.basePos);
		if (close < 0) {
			addText(cx, children, start, cx.lineStart + line.text.length);
			continue;
		}
		addText(cx, children, start, cx.lineStart + close);
		children.push(cx.elt('MathMark', cx.lineStart + close, cx.lineStart + close + 2));
		cx.nextLine();
		break;
	}
	cx.addElement(cx.elt('BlockMath', from, cx.prevLineEnd(), children));
	return true;
}

function addText(cx: BlockContext, children: Element[], from: number, to: number) {
	if (to > from) children.push(cx.elt('MathText', from, to));
}

/** Adds `InlineMath`, `DisplayMath` (`$$…$$` within a line or paragraph) and `BlockMath` nodes. */
export const mathSyntax: MarkdownConfig = {
	defineNodes: [
		'InlineMath',
		'DisplayMath',
		{ name: 'BlockMath', block: true },
		{ name: 'MathMark', style: tags.processingInstruction },
		{ name: 'MathText', style: mathText },
	],
	parseBlock: [
		{ name: 'BlockMath', before: 'IndentedCode', parse: parseBlock, endLeaf: (_, line) => opensBlock(line) },
	],
	parseInline: [{ name: 'Math', after: 'Escape', parse: parseInline }],
};
