// Gives the nodes of the tree their classes; the looks are in style/editor/.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';
import { highlightedText } from './syntax_highlight';
import { mathText } from './syntax_math';
import { tagInText } from './syntax_tag';

/** The classes of notes and of the code inside them, shared with code blocks in reading view. */
export const noteHighlightStyle = HighlightStyle.define([
	{ tag: tags.heading1, class: 'md-h1' },
	{ tag: tags.heading2, class: 'md-h2' },
	{ tag: tags.heading3, class: 'md-h3' },
	{ tag: tags.heading4, class: 'md-h4' },
	{ tag: tags.heading5, class: 'md-h5' },
	{ tag: tags.heading6, class: 'md-h6' },
	{ tag: tags.emphasis, class: 'md-emphasis' },
	{ tag: tags.strong, class: 'md-strong' },
	{ tag: tags.strikethrough, class: 'md-strike' },
	{ tag: tags.monospace, class: 'md-code' },
	{ tag: tags.link, class: 'md-link' },
	{ tag: tags.url, class: 'md-url' },
	{ tag: tags.quote, class: 'md-quote' },
	{ tag: tags.contentSeparator, class: 'md-rule' },
	{ tag: tags.processingInstruction, class: 'md-mark' },
	{ tag: tags.comment, class: 'md-comment' },
	{ tag: highlightedText, class: 'md-highlight' },
	{ tag: tagInText, class: 'md-tag' },
	{ tag: mathText, class: 'md-math' },
	{ tag: tags.labelName, class: 'md-label' },
	{ tag: tags.meta, class: 'md-meta' },
	{ tag: [tags.keyword, tags.modifier, tags.operatorKeyword], class: 'code-keyword' },
	{ tag: [tags.string, tags.special(tags.string), tags.regexp], class: 'code-string' },
	{ tag: [tags.number, tags.bool, tags.null, tags.atom], class: 'code-number' },
	{ tag: [tags.lineComment, tags.blockComment, tags.docComment], class: 'code-comment' },
	{ tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.macroName], class: 'code-function' },
	{ tag: [tags.typeName, tags.className, tags.namespace, tags.tagName], class: 'code-type' },
	{ tag: [tags.propertyName, tags.attributeName], class: 'code-property' },
	{ tag: [tags.operator, tags.punctuation, tags.bracket], class: 'code-punctuation' },
	{ tag: tags.invalid, class: 'code-invalid' },
]);

/** Colours the text by its tree. */
export function noteHighlighting(): Extension {
	return syntaxHighlighting(noteHighlightStyle);
}
