// Find and replace inside a note.
import { openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { type Command, type EditorView, keymap } from '@codemirror/view';

/** Opens the panel with the cursor in the field of the replacement. */
export const openReplacePanel: Command = (view: EditorView) => {
	openSearchPanel(view);
	view.dom.querySelector<HTMLInputElement>('.cm-search input[name=replace]')?.select();
	return true;
};

// The usual keys without the two that the app gives to other commands: Mod+D and Mod+Alt+G.
const taken = new Set(['Mod-d', 'Mod-Alt-g']);

const phrases = {
	next: 'Next',
	previous: 'Previous',
	all: 'Select all',
	'match case': 'Match case',
	regexp: 'Regular expression',
	'by word': 'Whole words',
	replace: 'Replace',
	'replace all': 'Replace all',
	close: 'Close find',
};

/** The panel above the text, its keys, and the marking of what was found. */
export function findPanel(): Extension {
	return [
		search({ top: true }),
		EditorState.phrases.of(phrases),
		keymap.of(searchKeymap.filter((binding) => !taken.has(binding.key ?? ''))),
	];
}
