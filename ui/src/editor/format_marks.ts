// Bold, italic, highlight and the other marks around text: put around the selection, or taken away again.
import { syntaxTree } from '@codemirror/language';
import {
	type ChangeSpec,
	EditorSelection,
	type EditorState,
	type SelectionRange,
	type StateCommand,
} from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';

/** A pair of marks and the node of the tree that they make. */
export interface InlineMark {
	node: string;
	open: string;
	close: string;
}

// What a line may begin with that stays outside of the marks.
const linePrefix = /^\s*(?:>\s?)*(?:#{1,6}\s+|(?:[-*+]|\d{1,9}[.)])\s+(?:\[.\]\s+)?)?/u;

/** A command that puts the marks around each selection, or removes them where they stand already. */
export function toggleMark(mark: InlineMark): StateCommand {
	return ({ state, dispatch }) => {
		if (state.readOnly) return false;
		const change = state.changeByRange((range) => toggleRange(state, range, mark));
		dispatch(state.update(change, { userEvent: 'input.format', scrollIntoView: true }));
		return true;
	};
}

function toggleRange(state: EditorState, range: SelectionRange, mark: InlineMark) {
	const node = findMarked(state, range, mark);
	if (node) return unwrap(range, node);
	if (isBetweenMarks(state, range, mark)) return removeAround(range, mark);
	const words = range.empty ? (state.wordAt(range.head) ?? range) : range;
	if (words.empty) return insertEmpty(range.head, mark);
	return wrapLines(state, range, words, mark);
}

/** The node of the mark's kind that holds the whole range. */
function findMarked(state: EditorState, range: SelectionRange, mark: InlineMark): SyntaxNode | null {
	for (const side of [-1, 1] as const) {
		let node: SyntaxNode | null = syntaxTree(state).resolveInner(range.from, side);
		for (; node; node = node.parent) {
			if (node.name === mark.node && node.from <= range.from && node.to >= range.to) return node;
		}
	}
	return null;
}

function unwrap(range: SelectionRange, node: SyntaxNode) {
	const open = node.firstChild;
	const close = node.lastChild;
	if (!open || !close || open === close) return { range };
	const width = open.to - open.from;
	const clamp = (pos: number) => Math.min(Math.max(pos, open.to), close.from) - width;
	return {
		changes: [
			{ from: open.from, to: open.to },
			{ from: close.from, to: close.to },
		],
		range: EditorSelection.range(clamp(range.anchor), clamp(range.head)),
	};
}

/** Whether the cursor stands in `**|**`, which is no node yet. */
function isBetweenMarks(state: EditorState, range: SelectionRange, mark: InlineMark): boolean {
	return (
		range.empty &&
		state.sliceDoc(range.from - mark.open.length, range.from) === mark.open &&
		state.sliceDoc(range.to, range.to + mark.close.length) === mark.close
	);
}

function removeAround(range: SelectionRange, mark: InlineMark) {
	const from = range.from - mark.open.length;
	return { changes: { from, to: range.to + mark.close.length }, range: EditorSelection.cursor(from) };
}

function insertEmpty(pos: number, mark: InlineMark) {
	return {
		changes: { from: pos, insert: mark.open + mark.close },
		range: EditorSelection.cursor(pos + mark.open.length),
	};
}

// Marks end with their block, so that each line of the range gets its own pair, inside of bullets and quotes.
function wrapLines(state: EditorState, range: SelectionRange, words: { from: number; to: number }, mark: InlineMark) {
	const changes: ChangeSpec[] = [];
	for (let pos = words.from; pos <= words.to; ) {
		const line = state.doc.lineAt(pos);
		const text = line.text.slice(0, Math.min(words.to, line.to) - line.from);
		const prefix = linePrefix.exec(line.text)?.[0].length ?? 0;
		const start = Math.max(words.from - line.from, prefix);
		const inner = text.slice(start).trim();
		if (inner !== '') {
			const from = line.from + text.indexOf(inner, start);
			changes.push({ from, insert: mark.open }, { from: from + inner.length, insert: mark.close });
		}
		pos = line.to + 1;
	}
	if (changes.length === 0) return { range };
	const set = state.changes(changes);
	const inside = (pos: number) => (pos === range.from ? set.mapPos(pos, 1) : set.mapPos(pos, -1));
	return {
		changes,
		range: range.empty
			? EditorSelection.cursor(set.mapPos(range.head, 1) - (range.head === words.to ? mark.close.length : 0))
			: EditorSelection.range(inside(range.anchor), inside(range.head)),
	};
}

/** Bold. */
export const boldMark: InlineMark = { node: 'StrongEmphasis', open: '**', close: '**' };
/** Italic. */
export const italicMark: InlineMark = { node: 'Emphasis', open: '*', close: '*' };
/** Highlight. */
export const highlightMark: InlineMark = { node: 'Highlight', open: '==', close: '==' };
/** Strikethrough. */
export const strikeMark: InlineMark = { node: 'Strikethrough', open: '~~', close: '~~' };
/** Code inside text. */
export const codeMark: InlineMark = { node: 'InlineCode', open: '`', close: '`' };
/** Math inside text. */
export const mathMark: InlineMark = { node: 'InlineMath', open: '$', close: '$' };
/** Comment inside text. */
export const commentMark: InlineMark = { node: 'PercentComment', open: '%%', close: '%%' };

const url = /^(?:https?:\/\/|mailto:)\S+$/i;

/** Makes the selection a Markdown link, with the cursor where something is missing. */
export const insertLink: StateCommand = ({ state, dispatch }) => {
	if (state.readOnly) return false;
	const change = state.changeByRange((range) => {
		const text = state.sliceDoc(range.from, range.to);
		const isUrl = url.test(text);
		const insert = isUrl ? `[](${text})` : `[${text}]()`;
		const cursor = isUrl || text === '' ? range.from + 1 : range.from + insert.length - 1;
		return { changes: { from: range.from, to: range.to, insert }, range: EditorSelection.cursor(cursor) };
	});
	dispatch(state.update(change, { userEvent: 'input.format', scrollIntoView: true }));
	return true;
};

/** Makes the selection a wikilink. */
export const insertWikilink: StateCommand = ({ state, dispatch }) => {
	if (state.readOnly) return false;
	const change = state.changeByRange((range) => ({
		changes: { from: range.from, to: range.to, insert: `[[${state.sliceDoc(range.from, range.to)}]]` },
		range: EditorSelection.cursor(range.to + 2),
	}));
	dispatch(state.update(change, { userEvent: 'input.format', scrollIntoView: true }));
	return true;
};
