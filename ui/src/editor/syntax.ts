// The language of a note: CommonMark with GFM's tables, strikethrough and bare links, and Obsidian's additions.

import { commonmarkLanguage, markdown } from '@codemirror/lang-markdown';
import { Language, LanguageDescription, type LanguageSupport } from '@codemirror/language';
import { languages } from '@codemirror/language-data';
import { Autolink, type MarkdownExtension, type MarkdownParser, Strikethrough, Table } from '@lezer/markdown';
import { blockIdSyntax } from './syntax_block_id';
import { calloutSyntax } from './syntax_callout';
import { commentSyntax } from './syntax_comment';
import { footnoteSyntax } from './syntax_footnote';
import { frontmatterSyntax } from './syntax_frontmatter';
import { highlightSyntax } from './syntax_highlight';
import { mathSyntax } from './syntax_math';
import { tagSyntax } from './syntax_tag';
import { taskSyntax } from './syntax_task';
import { wikilinkSyntax } from './syntax_wikilink';

const extensions: MarkdownExtension = [
	Table,
	Strikethrough,
	Autolink,
	wikilinkSyntax,
	footnoteSyntax,
	highlightSyntax,
	mathSyntax,
	commentSyntax,
	blockIdSyntax,
	tagSyntax,
	taskSyntax,
	calloutSyntax,
];

/** The language that a fenced block names in its first word, or null. `mermaid` and other unknown names have none. */
export function findCodeLanguage(info: string): LanguageDescription | null {
	const name = /^[\w+#.-]+/.exec(info)?.[0];
	return name ? LanguageDescription.matchLanguageName(languages, name, false) : null;
}

// Frontmatter is a layer of its own: its wrapper has to be the first around the bare parse.
const base = new Language(
	commonmarkLanguage.data,
	(commonmarkLanguage.parser as MarkdownParser).configure(frontmatterSyntax(() => noteParser())),
	[],
	'markdown',
);

const support = markdown({
	base,
	extensions,
	codeLanguages: findCodeLanguage,
	addKeymap: false,
	completeHTMLTags: false,
	pasteURLAsLink: false,
});

/** The parser of note text alone, for tests and for text outside an editor. */
export function noteParser(): MarkdownParser {
	return support.language.parser as MarkdownParser;
}

/** Reads the document as a note. */
export function noteLanguage(): LanguageSupport {
	return support;
}
