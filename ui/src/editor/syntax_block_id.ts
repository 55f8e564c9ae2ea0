// Block ids: ` ^name` at the end of a block, which links and embeds can point to.
import { tags } from '@lezer/highlight';
import type { MarkdownConfig } from '@lezer/markdown';

const idAtEnd = /\^[A-Za-z0-9-]+[ \t]*$/y;

/** Adds `BlockId` nodes. */
export const blockIdSyntax: MarkdownConfig = {
	defineNodes: [{ name: 'BlockId', style: tags.meta }],
	parseInline: [
		{
			name: 'BlockId',
			before: 'Escape',
			parse(cx, next, pos) {
				const offset = pos - cx.offset;
				if (next !== 94 || (offset > 0 && !/\s/.test(cx.text.charAt(offset - 1)))) return -1;
				idAtEnd.lastIndex = offset;
				const found = idAtEnd.exec(cx.text);
				return found ? cx.addElement(cx.elt('BlockId', pos, pos + found[0].trimEnd().length)) : -1;
			},
		},
	],
};
