// Highlights: `==text==`.
import { Tag, tags } from '@lezer/highlight';
import type { DelimiterType, MarkdownConfig } from '@lezer/markdown';

/** The highlighting class of `==text==`. */
export const highlightedText = Tag.define('highlightedText', tags.content);

const delimiter: DelimiterType = { resolve: 'Highlight', mark: 'HighlightMark' };
const punctuation = /[\p{P}\p{S}]/u;

/** Adds `Highlight` nodes with `HighlightMark` children; an arrow `==>` opens nothing. */
export const highlightSyntax: MarkdownConfig = {
	defineNodes: [
		{ name: 'Highlight', style: { 'Highlight/...': highlightedText } },
		{ name: 'HighlightMark', style: tags.processingInstruction },
	],
	parseInline: [
		{
			name: 'Highlight',
			after: 'Emphasis',
			parse(cx, next, pos) {
				if (next !== 61 || cx.char(pos + 1) !== 61 || cx.char(pos + 2) === 61 || cx.char(pos - 1) === 61) return -1;
				if (cx.char(pos + 2) === 62) return -1;
				const before = cx.slice(pos - 1, pos);
				const after = cx.slice(pos + 2, pos + 3);
				const blankBefore = /\s|^$/.test(before);
				const blankAfter = /\s|^$/.test(after);
				const markBefore = punctuation.test(before);
				const markAfter = punctuation.test(after);
				return cx.addDelimiter(
					delimiter,
					pos,
					pos + 2,
					!blankAfter && (!markAfter || blankBefore || markBefore),
					!blankBefore && (!markBefore || blankAfter || markAfter),
				);
			},
		},
	],
};
