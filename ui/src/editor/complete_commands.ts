// Completion of commands after `/` at the start of a word: blocks and marks without a menu.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { isOutsideText } from './complete_place';
import { type EditorCommand, editorCommands } from './editor_commands';

const opened = /(?:^|\s)\/([\w ]*)$/;
const offered = new Set([
	...[1, 2, 3, 4, 5, 6].map((level) => `heading-${level}`),
	'bullet-list',
	'numbered-list',
	'toggle-task',
	'quote',
	'callout',
	'code-block',
	'math-block',
	'table',
	'footnote',
	'horizontal-rule',
	'wikilink',
	'link',
]);

/** Offers the commands that insert or change blocks. */
export function completeCommands(context: CompletionContext): CompletionResult | null {
	const line = context.state.doc.lineAt(context.pos);
	const found = opened.exec(line.text.slice(0, context.pos - line.from));
	if (!found || isOutsideText(context.state, context.pos)) return null;
	const from = context.pos - (found[1] ?? '').length - 1;
	return {
		from,
		options: editorCommands.filter((command) => offered.has(command.id)).map((command) => option(command)),
		validFor: /^\/[\w ]*$/,
	};
}

function option(command: EditorCommand): Completion {
	return {
		label: `/${command.title}`,
		displayLabel: command.title,
		type: 'command',
		apply(view: EditorView, _completion: Completion, from: number, to: number) {
			view.dispatch({ changes: { from, to }, userEvent: 'input.complete' });
			command.run(view);
		},
	};
}
