// A new footnote: its reference at the cursor, its text at the end of the note, where the cursor goes.
import type { StateCommand } from '@codemirror/state';

/** Puts a reference at the cursor and begins the footnote, under the first free number. */
export const insertFootnote: StateCommand = ({ state, dispatch }) => {
	if (state.readOnly) return false;
	const text = state.doc.toString();
	const taken = new Set([...text.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1])));
	let number = 1;
	while (taken.has(number)) number += 1;
	const at = state.selection.main.to;
	const body = text.trimEnd();
	// Footnotes stand together below the text.
	const follows = /^\[\^[^\]\s]+\]:/.test(body.slice(body.lastIndexOf('\n') + 1));
	const from = Math.max(body.length, at);
	const insert = `${follows ? '\n' : '\n\n'}[^${number}]: `;
	const reference = `[^${number}]`;
	const changes = state.changes([
		{ from: at, insert: reference },
		{ from, to: text.length, insert },
	]);
	const selection = { anchor: changes.newLength };
	dispatch(state.update({ changes, selection, userEvent: 'input.format', scrollIntoView: true }));
	return true;
};
