// Footnotes: references `[^id]`, notes inside the text `^[text]`, and definitions `[^id]: text`.
import { tags } from '@lezer/highlight';
import type { BlockContext, InlineContext, Line, MarkdownConfig } from '@lezer/markdown';

const reference = /\[\^[^\s\]^[]+\]/y;
const definition = /^\[\^[^\s\]^[]+\]:/;

function parseReference(cx: InlineContext, next: number, pos: number): number {
	if (next !== 91 || cx.char(pos + 1) !== 94) return -1;
	reference.lastIndex = pos - cx.offset;
	const found = reference.exec(cx.text)?.[0];
	return found ? cx.addElement(cx.elt('FootnoteReference', pos, pos + found.length)) : -1;
}

// Nested brackets are counted; an open one without its end is looked for once per text, not once per bracket.
const unclosedFrom = new WeakMap<InlineContext, number>();

function parseInlineNote(cx: InlineContext, next: number, pos: number): number {
	if (next !== 94 || cx.char(pos + 1) !== 91 || pos >= (unclosedFrom.get(cx) ?? Number.POSITIVE_INFINITY)) return -1;
	let depth = 0;
	for (let i = pos + 1; i < cx.end; i++) {
		const code = cx.char(i);
		if (code === 92) i++;
		else if (code === 91) depth++;
		else if (code === 93 && --depth === 0) {
			return cx.addElement(
				cx.elt('InlineFootnote', pos, i + 1, [
					cx.elt('FootnoteMark', pos, pos + 2),
					...cx.parser.parseInline(cx.slice(pos + 2, i), pos + 2),
					cx.elt('FootnoteMark', i, i + 1),
				]),
			);
		}
	}
	unclosedFrom.set(cx, pos);
	return -1;
}

function startsDefinition(line: Line): RegExpExecArray | null {
	return line.next === 91 ? definition.exec(line.text.slice(line.pos)) : null;
}

function parseDefinition(cx: BlockContext, line: Line): boolean | null {
	const found = startsDefinition(line);
	if (!found || line.indent >= line.baseIndent + 4) return false;
	const from = cx.lineStart + line.pos;
	const end = line.pos + found[0].length;
	cx.startComposite('FootnoteDefinition', line.pos);
	cx.addElement(cx.elt('FootnoteLabel', from, from + found[0].length));
	line.moveBase(line.text.charCodeAt(end) === 32 ? end + 1 : end);
	return null;
}

/** Adds `FootnoteReference`, `InlineFootnote` and `FootnoteDefinition` nodes. */
export const footnoteSyntax: MarkdownConfig = {
	defineNodes: [
		{ name: 'FootnoteReference', style: tags.link },
		'InlineFootnote',
		{ name: 'FootnoteMark', style: tags.processingInstruction },
		{ name: 'FootnoteLabel', style: tags.labelName },
		{
			name: 'FootnoteDefinition',
			block: true,
			composite(_cx, line, _value) {
				if (line.next < 0) return true;
				if (line.indent < line.baseIndent + 4) return false;
				line.moveBaseColumn(line.baseIndent + 4);
				return true;
			},
		},
	],
	parseBlock: [
		{
			name: 'FootnoteDefinition',
			before: 'LinkReference',
			parse: parseDefinition,
			endLeaf: (_, line) => startsDefinition(line) !== null,
		},
	],
	parseInline: [
		{ name: 'FootnoteReference', before: 'Link', parse: parseReference },
		{ name: 'InlineFootnote', before: 'Link', parse: parseInlineNote },
	],
};
