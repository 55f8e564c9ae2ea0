// The place of a person in a text, as it is kept for the next start: cursor, what is in sight, what is folded.
import { ensureSyntaxTree, foldable, foldEffect, foldedRanges } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

/** Milliseconds that a text may be parsed for its folds. */
const patience = 200;

/** The lines at which something is folded, 1-based. */
export function foldedLines(state: EditorState): number[] {
	const lines: number[] = [];
	foldedRanges(state).between(0, state.doc.length, (from) => {
		lines.push(state.doc.lineAt(from).number);
	});
	return lines;
}

/** Puts the cursor and the folds back, as far as the text has room for them. */
export function restorePlace(view: EditorView, place: { anchor: number; head: number; folds: readonly number[] }) {
	const { state } = view;
	const within = (pos: number) => Math.min(Math.max(0, Math.trunc(pos)), state.doc.length);
	const lines = place.folds.filter((line) => Number.isInteger(line) && line >= 1 && line <= state.doc.lines);
	if (lines.length > 0) ensureSyntaxTree(state, state.doc.length, patience);
	const effects = lines.flatMap((number) => {
		const line = state.doc.line(number);
		const range = foldable(state, line.from, line.to);
		return range ? foldEffect.of(range) : [];
	});
	view.dispatch({ selection: { anchor: within(place.anchor), head: within(place.head) }, effects });
}
