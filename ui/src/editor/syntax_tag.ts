// Tags in the text: `#name`, at the start of a line or after whitespace, with at least one character that is no digit.
import { Tag, tags } from '@lezer/highlight';
import type { MarkdownConfig } from '@lezer/markdown';

/** The highlighting class of a `#tag`. */
export const tagInText = Tag.define('tagInText', tags.labelName);

// The characters a tag cannot hold; everything else, any script and emoji included, belongs to it.
const tagBody = /#[^\s'!"#$%&()*+,.:;<=>?@^`{|}~[\]\\\u2000-\u206f\u2e00-\u2e7f]+/y;

/** The tag, with its `#`, that starts at an offset of a text, or null. What stands before is not looked at. */
export function tagAt(text: string, offset: number): string | null {
	tagBody.lastIndex = offset;
	const found = tagBody.exec(text)?.[0].replace(/\/+$/, '');
	return found && /[^\d#]/.test(found) ? found : null;
}

function startsTag(text: string, offset: number): boolean {
	return offset === 0 || /\s/.test(text.charAt(offset - 1));
}

/** Adds `Hashtag` nodes. */
export const tagSyntax: MarkdownConfig = {
	defineNodes: [{ name: 'Hashtag', style: tagInText }],
	parseInline: [
		{
			name: 'Hashtag',
			before: 'Escape',
			parse(cx, next, pos) {
				const offset = pos - cx.offset;
				if (next !== 35 || !startsTag(cx.text, offset)) return -1;
				const tag = tagAt(cx.text, offset);
				return tag === null ? -1 : cx.addElement(cx.elt('Hashtag', pos, pos + tag.length));
			},
		},
	],
};
