// Brings a text that came from elsewhere into the editor by the smallest change, so that cursor, folds and undo hold.
import { diff } from '@codemirror/merge';
import { Annotation, type ChangeSpec, type EditorState, Transaction, type TransactionSpec } from '@codemirror/state';

/** Marks a change that the person did not make. */
export const outsideChange = Annotation.define<boolean>();

/** The changes that turn one text into another. */
export function findChanges(before: string, after: string): ChangeSpec[] {
	const start = commonStart(before, after);
	const end = commonEnd(before, after, start);
	const a = before.slice(start, before.length - end);
	const b = after.slice(start, after.length - end);
	// Past the limit the diff widens its changes instead of searching on.
	return diff(a, b, { scanLimit: 500, timeout: 100 }).map((change) => ({
		from: start + change.fromA,
		to: start + change.toA,
		insert: b.slice(change.fromB, change.toB),
	}));
}

function commonStart(a: string, b: string): number {
	const most = Math.min(a.length, b.length);
	let n = 0;
	while (n < most && a.charCodeAt(n) === b.charCodeAt(n)) n++;
	return splitsPair(a, n) ? n - 1 : n;
}

function commonEnd(a: string, b: string, start: number): number {
	const most = Math.min(a.length, b.length) - start;
	let n = 0;
	while (n < most && a.charCodeAt(a.length - 1 - n) === b.charCodeAt(b.length - 1 - n)) n++;
	return splitsPair(a, a.length - n) ? n - 1 : n;
}

/** Whether an offset lies inside a surrogate pair. */
function splitsPair(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	const before = text.charCodeAt(at - 1);
	return at > 0 && code >= 0xdc00 && code <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
}

/**
 * The transaction that sets the whole text. A text from outside leaves undo to the person's own edits; a merge, which
 * rewrites what the person typed, can be undone.
 */
export function outsideTransaction(state: EditorState, text: string, how: 'outside' | 'merge'): TransactionSpec {
	return {
		changes: findChanges(state.doc.toString(), text),
		annotations: [
			outsideChange.of(true),
			Transaction.userEvent.of(how),
			...(how === 'outside' ? [Transaction.addToHistory.of(false), Transaction.remote.of(true)] : []),
		],
	};
}
