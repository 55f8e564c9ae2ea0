// What a line is: heading, list item, task, quote. Each command changes the beginning of the selected lines only.
import { type ChangeSpec, EditorSelection, type EditorState, type Line, type StateCommand } from '@codemirror/state';

/** The beginning of a line, taken apart. `text` is the offset where its text starts. */
export interface LineStart {
	/** Blanks and quote marks. */
	outer: string;
	heading: string;
	/** The list marker with its blanks. */
	marker: string;
	/** The task box with its blanks, and its state. */
	box: string;
	state: string | null;
	text: number;
}

const lineStart = /^(\s*(?:>\s?)*)(?:(#{1,6}[ \t]+)|([-*+][ \t]+|\d{1,9}[.)][ \t]+)(\[(.)\](?:[ \t]+|$))?)?/u;

/** Takes the beginning of a line apart. */
export function parseLineStart(text: string): LineStart {
	const found = lineStart.exec(text) ?? [''];
	return {
		outer: found[1] ?? '',
		heading: found[2] ?? '',
		marker: found[3] ?? '',
		box: found[4] ?? '',
		state: found[5] ?? null,
		text: found[0].length,
	};
}

function selectedLines(state: EditorState): Line[] {
	const lines = new Map<number, Line>();
	for (const range of state.selection.ranges) {
		for (let pos = range.from; pos <= range.to; ) {
			const line = state.doc.lineAt(pos);
			// A selection that ends at the very start of a line does not hold that line.
			if (line.from < range.to || line.from <= range.from) lines.set(line.number, line);
			pos = line.to + 1;
		}
	}
	return [...lines.values()];
}

/** A command that rewrites the beginning of each selected line; `start` gives what stands before its text. */
function rewriteStarts(start: (line: LineStart, lines: LineStart[], index: number) => string): StateCommand {
	return ({ state, dispatch }) => {
		if (state.readOnly) return false;
		const selected = selectedLines(state);
		const lines = selected.length > 1 ? selected.filter((line) => line.text.trim() !== '') : selected;
		const starts = lines.map((line) => parseLineStart(line.text));
		const changes: ChangeSpec[] = lines.flatMap((line, i) => {
			const parts = starts[i];
			if (!parts) return [];
			const insert = start(parts, starts, i);
			const common = sharedStart(insert, line.text.slice(0, parts.text));
			return { from: line.from + common, to: line.from + parts.text, insert: insert.slice(common) };
		});
		const set = state.changes(changes);
		const ranges = state.selection.ranges.map((r) =>
			EditorSelection.range(set.mapPos(r.anchor, 1), set.mapPos(r.head, 1)),
		);
		const selection = EditorSelection.create(ranges, state.selection.mainIndex);
		dispatch(state.update({ changes: set, selection, userEvent: 'input.format', scrollIntoView: true }));
		return true;
	};
}

function sharedStart(a: string, b: string): number {
	let n = 0;
	while (n < a.length && n < b.length && a[n] === b[n]) n++;
	return n;
}

/** A command that makes the lines headings of a level, or plain text again where they all are; 0 is plain text. */
export function toggleHeading(level: number): StateCommand {
	const mark = level > 0 ? `${'#'.repeat(level)} ` : '';
	return rewriteStarts((line, lines) => {
		const all = lines.every((other) => other.heading.trim().length === level);
		return line.outer + (all ? '' : mark);
	});
}

/** Checks and unchecks tasks; makes list items and plain lines open tasks first. A done task of any kind opens again. */
export const toggleTask: StateCommand = rewriteStarts((line, lines) => {
	const marker = line.marker || '- ';
	if (lines.some((other) => other.state === null)) return line.outer + marker + (line.box || '[ ] ');
	const blanks = line.box.slice(line.box.indexOf(']') + 1);
	const open = lines.some((other) => other.state === ' ');
	return `${line.outer}${marker}[${open ? 'x' : ' '}]${blanks}`;
});

/** Makes the lines a bulleted list, or plain text where they all are one. */
export const toggleBullets: StateCommand = rewriteStarts((line, lines) => {
	const all = lines.every((other) => /^[-*+]/.test(other.marker));
	return line.outer + (all ? '' : `- ${line.box}`);
});

/** Makes the lines a numbered list, or plain text where they all are one. */
export const toggleNumbers: StateCommand = rewriteStarts((line, lines, index) => {
	const all = lines.every((other) => /^\d/.test(other.marker));
	return line.outer + (all ? '' : `${index + 1}. ${line.box}`);
});

/** Makes the lines a quote, or takes one level of quote away where they all are one. */
export const toggleQuote: StateCommand = rewriteStarts((line, lines) => {
	const rest = line.heading + line.marker + line.box;
	if (lines.every((other) => other.outer.trimStart().startsWith('>'))) return line.outer.replace(/>\s?/, '') + rest;
	return `> ${line.outer}${rest}`;
});

/** A command that puts a block on lines of its own, with the selection, or the cursor, between its two halves. */
export function insertBlock(head: string, tail: string): StateCommand {
	return ({ state, dispatch }) => {
		if (state.readOnly) return false;
		const { from, to } = state.selection.main;
		const before = breakBefore(state, from);
		const after = to === state.doc.lineAt(to).to ? '' : '\n\n';
		const insert = `${before}${head}${state.sliceDoc(from, to)}${tail}${after}`;
		const anchor = from + before.length + head.length + (to - from);
		dispatch(
			state.update({
				changes: { from, to, insert },
				selection: { anchor },
				userEvent: 'input.format',
				scrollIntoView: true,
			}),
		);
		return true;
	};
}

/** The line breaks that set a block apart from what stands before it. */
function breakBefore(state: EditorState, pos: number): string {
	const line = state.doc.lineAt(pos);
	if (state.sliceDoc(line.from, pos).trim() !== '') return '\n\n';
	const follows = line.number > 1 && state.doc.line(line.number - 1).text.trim() !== '';
	return follows ? '\n' : '';
}

/** Puts an empty table on lines of its own. */
export const insertTable: StateCommand = insertBlock('| ', ' |  |\n| --- | --- |\n|  |  |');
