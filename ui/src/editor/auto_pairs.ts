// Brackets and quotes come in pairs; the marks of Markdown only around a selection, where they cannot be in the way.
import { closeBrackets } from '@codemirror/autocomplete';
import { EditorSelection, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

const around: Record<string, string> = {
	'*': '*',
	_: '_',
	'`': '`',
	'=': '==',
	'~': '~~',
	$: '$',
	'%': '%%',
	"'": "'",
};
const brackets = ['(', '[', '{', '"'];

function surround(view: EditorView, from: number, to: number, text: string): boolean {
	const { state } = view;
	const mark = around[text];
	const { main, ranges } = state.selection;
	if (!mark || state.readOnly || view.composing || main.from !== from || main.to !== to) return false;
	if (ranges.some((range) => range.empty)) return false;
	const change = state.changeByRange((range) => ({
		changes: [
			{ from: range.from, insert: mark },
			{ from: range.to, insert: mark },
		],
		range: EditorSelection.range(range.anchor + mark.length, range.head + mark.length),
	}));
	view.dispatch(state.update(change, { userEvent: 'input.type', scrollIntoView: true }));
	return true;
}

/** Types pairs. */
export function autoPairs(): Extension {
	return [
		EditorState.languageData.of(() => [{ closeBrackets: { brackets, before: ')]}:;>*_=~`.,!?' } }]),
		closeBrackets(),
		EditorView.inputHandler.of(surround),
	];
}
