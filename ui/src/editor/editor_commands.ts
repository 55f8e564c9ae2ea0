// Every command of the editor: its name for the palette, its usual keys, and what it runs.
import { deleteLine, indentLess, indentMore, moveLineDown, moveLineUp, redo, undo } from '@codemirror/commands';
import { foldAll, foldCode, unfoldAll, unfoldCode } from '@codemirror/language';
import { openSearchPanel } from '@codemirror/search';
import type { Command, KeyBinding } from '@codemirror/view';
import { copy, cut, paste, pastePlain } from './clipboard';
import { openReplacePanel } from './find_panel';
import { followLinkAtCursor } from './follow_link';
import {
	insertBlock,
	insertTable,
	toggleBullets,
	toggleHeading,
	toggleNumbers,
	toggleQuote,
	toggleTask,
} from './format_lines';
import {
	boldMark,
	codeMark,
	commentMark,
	highlightMark,
	insertLink,
	insertWikilink,
	italicMark,
	mathMark,
	strikeMark,
	toggleMark,
} from './format_marks';
import { insertFootnote } from './insert_footnote';
import { explainPassage } from './passage_card';

/** A command of the editor. */
export interface EditorCommand {
	id: string;
	/** What the palette shows. */
	title: string;
	/** The usual key in CodeMirror's notation, '' where it has none. */
	key: string;
	run: Command;
}

function headings(): EditorCommand[] {
	return [1, 2, 3, 4, 5, 6].map((level) => ({
		id: `heading-${level}`,
		title: `Heading ${level}`,
		key: '',
		run: toggleHeading(level),
	}));
}

/** All commands, in the order in which a list of them makes sense. */
export const editorCommands: readonly EditorCommand[] = [
	{ id: 'bold', title: 'Bold', key: 'Mod-b', run: toggleMark(boldMark) },
	{ id: 'italic', title: 'Italic', key: 'Mod-i', run: toggleMark(italicMark) },
	{ id: 'highlight', title: 'Highlight text', key: 'Mod-Shift-h', run: toggleMark(highlightMark) },
	{ id: 'strikethrough', title: 'Strikethrough', key: '', run: toggleMark(strikeMark) },
	{ id: 'code', title: 'Code', key: '', run: toggleMark(codeMark) },
	{ id: 'math', title: 'Math', key: '', run: toggleMark(mathMark) },
	{ id: 'comment', title: 'Comment', key: 'Mod-/', run: toggleMark(commentMark) },
	{ id: 'link', title: 'Insert Markdown link', key: 'Mod-k', run: insertLink },
	{ id: 'wikilink', title: 'Insert link to a note', key: '', run: insertWikilink },
	{ id: 'toggle-task', title: 'Toggle checkbox', key: 'Mod-l', run: toggleTask },
	...headings(),
	{ id: 'heading-0', title: 'Remove heading', key: '', run: toggleHeading(0) },
	{ id: 'bullet-list', title: 'Bulleted list', key: '', run: toggleBullets },
	{ id: 'numbered-list', title: 'Numbered list', key: '', run: toggleNumbers },
	{ id: 'quote', title: 'Quote', key: '', run: toggleQuote },
	{ id: 'callout', title: 'Insert callout', key: '', run: insertBlock('> [!note] ', '') },
	{ id: 'code-block', title: 'Insert code block', key: '', run: insertBlock('```\n', '\n```') },
	{ id: 'math-block', title: 'Insert math block', key: '', run: insertBlock('$$\n', '\n$$') },
	{ id: 'table', title: 'Insert table', key: '', run: insertTable },
	{ id: 'footnote', title: 'Insert footnote', key: '', run: insertFootnote },
	{ id: 'horizontal-rule', title: 'Insert horizontal rule', key: '', run: insertBlock('---\n', '') },
	{ id: 'follow-link', title: 'Follow link', key: 'Alt-Enter', run: followLinkAtCursor('here') },
	{ id: 'follow-link-tab', title: 'Follow link in new tab', key: 'Mod-Enter', run: followLinkAtCursor('tab') },
	{
		id: 'follow-link-split',
		title: 'Follow link to the right',
		key: 'Mod-Alt-Enter',
		run: followLinkAtCursor('split'),
	},
	{ id: 'find', title: 'Find in note', key: 'Mod-f', run: openSearchPanel },
	{ id: 'replace', title: 'Find and replace in note', key: 'Mod-h', run: openReplacePanel },
	{ id: 'explain-passage', title: 'Why is this passage highlighted', key: '', run: explainPassage },
	{ id: 'indent', title: 'Indent', key: '', run: indentMore },
	{ id: 'outdent', title: 'Outdent', key: '', run: indentLess },
	{ id: 'move-line-up', title: 'Move line up', key: 'Alt-ArrowUp', run: moveLineUp },
	{ id: 'move-line-down', title: 'Move line down', key: 'Alt-ArrowDown', run: moveLineDown },
	{ id: 'delete-paragraph', title: 'Delete paragraph', key: 'Mod-d', run: deleteLine },
	{ id: 'fold', title: 'Fold', key: '', run: foldCode },
	{ id: 'unfold', title: 'Unfold', key: '', run: unfoldCode },
	{ id: 'fold-all', title: 'Fold all', key: '', run: foldAll },
	{ id: 'unfold-all', title: 'Unfold all', key: '', run: unfoldAll },
	{ id: 'cut', title: 'Cut', key: '', run: cut },
	{ id: 'copy', title: 'Copy', key: '', run: copy },
	{ id: 'paste', title: 'Paste', key: '', run: paste },
	{ id: 'paste-plain', title: 'Paste as plain text', key: '', run: pastePlain },
	{ id: 'undo', title: 'Undo', key: 'Mod-z', run: undo },
	{ id: 'redo', title: 'Redo', key: 'Mod-y', run: redo },
];

/** The editor's own keys, or those that the person gave; the host's win over them. */
export function commandKeys(custom: (id: string) => readonly string[] | undefined = () => undefined): KeyBinding[] {
	return editorCommands.flatMap(({ id, key, run }) => {
		const keys = custom(id) ?? (key === '' ? [] : [key]);
		return keys.map((each) => ({ key: each, run, preventDefault: true }));
	});
}
