// Callouts: a quote whose first line is `[!type] Title`, with `+` or `-` after the bracket where it folds.
import { tags } from '@lezer/highlight';
import type { MarkdownConfig } from '@lezer/markdown';

/** The parts of a callout's first line, after the quote marks. */
export interface CalloutHead {
	/** Lower case, without the metadata after a pipe. */
	type: string;
	fold: '' | '+' | '-';
	title: string;
	/** Length of `[!type]+` in characters. */
	markLength: number;
}

const head = /^\[!([^\]\n|]+)(?:\|[^\]\n]*)?\]([+-]?)(?:[ \t]+(.*))?$/;

/** Reads the first line of a callout, null where it is none. */
export function parseCalloutHead(text: string): CalloutHead | null {
	const found = head.exec(text.trimEnd());
	if (!found) return null;
	const fold = found[2] === '+' || found[2] === '-' ? found[2] : '';
	return {
		type: (found[1] ?? '').trim().toLowerCase(),
		fold,
		title: (found[3] ?? '').trim(),
		markLength: text.indexOf(']') + 1 + fold.length,
	};
}

/** Adds a `CalloutHead` block, with a `CalloutMark` and inline title, inside a `Blockquote`. */
export const calloutSyntax: MarkdownConfig = {
	defineNodes: [
		{ name: 'CalloutHead', block: true, style: { 'CalloutHead/...': tags.strong } },
		{ name: 'CalloutMark', style: tags.processingInstruction },
	],
	parseBlock: [
		{
			name: 'CalloutHead',
			before: 'LinkReference',
			parse(cx, line) {
				if (line.next !== 91 || cx.parentType().name !== 'Blockquote') return false;
				const text = line.text.slice(line.pos);
				const parts = parseCalloutHead(text);
				if (!parts) return false;
				const from = cx.lineStart + line.pos;
				const mark = from + parts.markLength;
				cx.addElement(
					cx.elt('CalloutHead', from, from + text.length, [
						cx.elt('CalloutMark', from, mark),
						...cx.parser.parseInline(text.slice(parts.markLength), mark),
					]),
				);
				cx.nextLine();
				return true;
			},
		},
	],
};
