// Frontmatter in live preview: out of sight, because the properties above the text show it, and out of reach, because a
// key pressed in the text must never damage what cannot be seen.
import {
	EditorSelection,
	EditorState,
	type Extension,
	StateField,
	type Text,
	type Transaction,
	type TransactionSpec,
} from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import { currentSettings } from './editor_settings';

/** Whether the person wants the frontmatter as the text that it is. */
function isShown(state: EditorState): boolean {
	return state.facet(currentSettings)?.properties_in_document === 'source';
}

/** Where the hidden lines end, or 0. Read from the text, because the tree may lag behind a change. */
function hiddenEnd(doc: Text): number {
	if (doc.length < 7 || doc.sliceString(0, 4).trimEnd() !== '---') return 0;
	const lines = doc.iterLines();
	let pos = 0;
	for (let first = true; !lines.next().done; first = false) {
		const line = lines.value;
		const fence = /^---[ \t]*$/.test(line);
		if (first ? !fence : fence) return first ? 0 : pos + line.length;
		pos += line.length + 1;
	}
	return 0;
}

const endField = StateField.define<{ end: number; decorations: DecorationSet }>({
	create: (state) => hide(isShown(state) ? 0 : hiddenEnd(state.doc)),
	update(value, transaction) {
		const shown = isShown(transaction.state);
		if (shown !== isShown(transaction.startState)) return hide(shown ? 0 : hiddenEnd(transaction.newDoc));
		if (shown) return value;
		if (!transaction.docChanged) return value;
		let touched = value.end === 0;
		transaction.changes.iterChangedRanges((from) => {
			if (from <= value.end + 1) touched = true;
		});
		return touched ? hide(hiddenEnd(transaction.newDoc)) : value;
	},
	provide: (field) => EditorView.decorations.from(field, (value) => value.decorations),
});

function hide(end: number) {
	return {
		end,
		decorations: end > 0 ? Decoration.set(Decoration.replace({ block: true }).range(0, end)) : Decoration.none,
	};
}

// Typing, deleting and moving lines stop at the frontmatter; undo and changes from outside may pass.
function guardChanges(transaction: Transaction): TransactionSpec | readonly TransactionSpec[] {
	const { startState } = transaction;
	const { end } = startState.field(endField);
	if (!transaction.docChanged || end === 0) return transaction;
	if (!['input', 'delete', 'move'].some((kind) => transaction.isUserEvent(kind))) return transaction;
	let low = Number.POSITIVE_INFINITY;
	transaction.changes.iterChangedRanges((from) => {
		low = Math.min(low, from);
	});
	if (low > end) return transaction;
	// Frontmatter alone, without a line below it: the first text written opens that line.
	if (low === end && end === startState.doc.length && !transaction.isUserEvent('delete'))
		return openBody(transaction, end);
	return [];
}

function openBody(transaction: Transaction, end: number): TransactionSpec {
	let text = '';
	transaction.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
		text += inserted.toString();
	});
	return {
		changes: { from: end, insert: `\n${text}` },
		selection: { anchor: end + 1 + text.length },
		userEvent: 'input.type',
		scrollIntoView: true,
	};
}

// The cursor and both ends of a selection stay in what can be seen.
function guardSelection(transaction: Transaction): TransactionSpec | readonly TransactionSpec[] {
	const { startState, newDoc, newSelection } = transaction;
	if (isShown(startState)) return transaction;
	const end = transaction.docChanged ? hiddenEnd(newDoc) : startState.field(endField).end;
	const start = end === 0 ? 0 : Math.min(end + 1, newDoc.length);
	if (newSelection.ranges.every((range) => range.from >= start)) return transaction;
	const ranges = newSelection.ranges.map((range) =>
		EditorSelection.range(Math.max(range.anchor, start), Math.max(range.head, start)),
	);
	return [transaction, { selection: EditorSelection.create(ranges, newSelection.mainIndex), sequential: true }];
}

/** Brings a selection that was made before the frontmatter was hidden into the text. */
export function leaveFrontmatter(view: EditorView) {
	if (view.state.field(endField, false)?.end) view.dispatch({ selection: view.state.selection });
}

/** Hides the frontmatter and keeps it safe. */
export function liveFrontmatter(): Extension {
	return [endField, EditorState.transactionFilter.of(guardSelection), EditorState.transactionFilter.of(guardChanges)];
}
