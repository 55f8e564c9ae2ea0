// What every editor has, plain text included: keys, selection, drawing, find, and its name for a screen reader.
import { closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, historyKeymap } from '@codemirror/commands';
import { EditorState, type Extension, Prec } from '@codemirror/state';
import { crosshairCursor, drawSelection, dropCursor, EditorView, keymap, rectangularSelection } from '@codemirror/view';
import { cursorLine } from './cursor_line';
import { findPanel } from './find_panel';
import { rightClick } from './right_click';
import { textDirection } from './text_direction';
import { wordCount } from './word_count';

// The app has other uses for these keys of CodeMirror's.
const taken = new Set(['Mod-i', 'Alt-l', 'Mod-Enter', 'Mod-/', 'Alt-A']);

/** The features that need no Markdown. */
export function editorBasics(): Extension {
	return [
		findPanel(),
		Prec.lowest(
			keymap.of([
				...closeBracketsKeymap,
				...historyKeymap,
				...defaultKeymap.filter((binding) => !taken.has(binding.key ?? '')),
			]),
		),
		drawSelection({ cursorBlinkRate: 1100 }),
		dropCursor(),
		rectangularSelection(),
		crosshairCursor(),
		rightClick(),
		EditorState.allowMultipleSelections.of(true),
		EditorView.lineWrapping,
		EditorView.contentAttributes.of({ 'aria-label': 'Note editor', 'aria-multiline': 'true' }),
		textDirection(),
		wordCount(),
		cursorLine(),
	];
}
