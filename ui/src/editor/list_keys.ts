// Enter, Backspace and Tab in lists, tasks and quotes. Lines are copied as they are written: no other byte changes.
import { ensureSyntaxTree, indentUnit, syntaxTree } from '@codemirror/language';
import {
	type ChangeSpec,
	countColumn,
	EditorSelection,
	type EditorState,
	type Extension,
	type Line,
	Prec,
	type SelectionRange,
	type StateCommand,
} from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { type LineStart, parseLineStart } from './format_lines';

interface ItemLine {
	line: Line;
	start: LineStart;
}

/** The line of a position with its beginning, null where that is no list item or quote but, say, code. */
function itemLine(state: EditorState, pos: number): ItemLine | null {
	const line = state.doc.lineAt(pos);
	const start = parseLineStart(line.text);
	if (start.marker === '' && !start.outer.includes('>')) return null;
	const at = start.marker === '' ? line.from + start.outer.indexOf('>') : line.from + start.outer.length;
	const tree = ensureSyntaxTree(state, line.to, 50) ?? syntaxTree(state);
	const name = tree.resolveInner(at, 1).name;
	// An empty item right below a paragraph is none to Markdown yet (`-` even underlines a heading), but on its way.
	const begins = /^(?:Paragraph|HeaderMark)$/.test(name) && start.marker !== '' && line.text.length === start.text;
	return name === (start.marker === '' ? 'QuoteMark' : 'ListMark') || begins ? { line, start } : null;
}

function numberOf(marker: string): number | null {
	const found = /^(\d{1,9})[.)]/.exec(marker);
	return found ? Number(found[1]) : null;
}

/** The marker of the item after one. */
function nextMarker(marker: string): string {
	const number = numberOf(marker);
	return number === null ? marker : marker.replace(/^\d+/, String(number + 1));
}

/** Adds to the numbers of the items that follow a line in the same list, as long as they count on by one. */
function shiftNumbers(state: EditorState, after: Line, outer: string, expected: number, by: number): ChangeSpec[] {
	const changes: ChangeSpec[] = [];
	for (let n = after.number + 1, next = expected; n <= state.doc.lines; n++) {
		const line = state.doc.line(n);
		const start = parseLineStart(line.text);
		if (line.text.trim() === '') break;
		if (start.outer.length > outer.length) continue;
		const number = numberOf(start.marker);
		if (start.outer !== outer || number !== next) break;
		const from = line.from + outer.length;
		changes.push({ from, to: from + String(number).length, insert: String(number + by) });
		next++;
	}
	return changes;
}

/** Enter: the next item, task or line of the quote; on an empty one, one level out. */
export const continueMarkup: StateCommand = ({ state, dispatch }) => {
	if (state.readOnly) return false;
	const items = state.selection.ranges.map((range) => (range.empty ? itemLine(state, range.head) : null));
	if (items.some((item, i) => !item || !isAfterStart(item, state.selection.ranges[i]))) return false;
	let i = 0;
	const change = state.changeByRange((range) => {
		const item = items[i++];
		if (!item) return { range };
		return item.line.text.slice(item.start.text).trim() === ''
			? leaveItem(state, item)
			: addItem(state, item, range.head);
	});
	dispatch(state.update(change, { userEvent: 'input', scrollIntoView: true }));
	return true;
};

function isAfterStart({ line, start }: ItemLine, range: SelectionRange | undefined): boolean {
	return range !== undefined && range.head >= line.from + start.text;
}

function addItem(state: EditorState, { line, start }: ItemLine, pos: number) {
	const insert = `\n${start.outer}${nextMarker(start.marker)}${start.box === '' ? '' : '[ ] '}`;
	const blanks = /^[ \t]*/.exec(line.text.slice(pos - line.from))?.[0].length ?? 0;
	const number = numberOf(start.marker);
	const renumbered = number === null ? [] : shiftNumbers(state, line, start.outer, number + 1, 1);
	return {
		changes: [{ from: pos, to: pos + blanks, insert }, ...renumbered],
		range: EditorSelection.cursor(pos + insert.length),
	};
}

function leaveItem(state: EditorState, { line, start }: ItemLine) {
	const indent = /[ \t]*$/.exec(start.outer)?.[0] ?? '';
	let insert = '';
	if (start.marker !== '' && indent !== '' && !/>\s?$/.test(start.outer)) insert = outdented(state, line, start);
	else if (start.marker !== '') insert = start.outer;
	else
		insert = start.outer
			.replace(/>[ \t]?$/, '')
			.replace(/[ \t]+$/, (blanks) => (start.outer.includes('>') ? blanks : ''));
	return {
		changes: { from: line.from, to: line.to, insert },
		range: EditorSelection.cursor(line.from + insert.length),
	};
}

/** The beginning of a line one level out: where its parent's marker stands. */
function outdented(state: EditorState, line: Line, start: LineStart): string {
	const parent = parentStart(state, line, start);
	const marker = parent?.marker && numberOf(parent.marker) !== null ? nextMarker(parent.marker) : start.marker;
	return (parent?.outer ?? '') + marker + start.box;
}

/** The nearest line above that is an item with less indentation. */
function parentStart(state: EditorState, line: Line, start: LineStart): LineStart | null {
	for (let n = line.number - 1; n > 0; n--) {
		const { text } = state.doc.line(n);
		const above = parseLineStart(text);
		if (above.marker !== '' && column(state, above.outer) < column(state, start.outer)) return above;
		if (text.trim() === '' && n < line.number - 1) return null;
	}
	return null;
}

function column(state: EditorState, text: string): number {
	return countColumn(text, state.tabSize);
}

/** Backspace at the beginning of an item's text: takes the checkbox, then the marker, then one level of quote. */
export const deleteMarkup: StateCommand = ({ state, dispatch }) => {
	const { main, ranges } = state.selection;
	if (state.readOnly || ranges.length > 1 || !main.empty) return false;
	const item = itemLine(state, main.head);
	if (!item || main.head !== item.line.from + item.start.text) return false;
	const { outer, marker, box } = item.start;
	const cut = box || marker || (/>[ \t]?$/.exec(outer)?.[0] ?? '');
	if (cut === '') return false;
	dispatch(
		state.update({
			changes: { from: main.head - cut.length, to: main.head },
			userEvent: 'delete.backward',
			scrollIntoView: true,
		}),
	);
	return true;
};

interface Block {
	first: Line;
	last: Line;
	start: LineStart;
}

/** The items that a selection touches, each with what is nested in it. */
function selectedItems(state: EditorState): Block[] | null {
	const blocks: Block[] = [];
	for (const range of state.selection.ranges) {
		for (let pos = range.from; pos <= range.to; ) {
			const item = itemLine(state, pos);
			if (!item || item.start.marker === '') return blocks.length > 0 && range.from !== range.to ? blocks : null;
			const last = lastNested(state, item);
			const previous = blocks.at(-1);
			if (!previous || item.line.from > previous.last.to) blocks.push({ first: item.line, last, start: item.start });
			pos = last.to + 1;
		}
	}
	return blocks;
}

function lastNested(state: EditorState, { line, start }: ItemLine): Line {
	let last = line;
	for (let n = line.number + 1; n <= state.doc.lines; n++) {
		const next = state.doc.line(n);
		if (next.text.trim() === '') break;
		const { outer } = parseLineStart(next.text);
		if (!outer.startsWith(quotesOf(start.outer)) || column(state, outer) <= column(state, start.outer)) break;
		last = next;
	}
	return last;
}

function quotesOf(outer: string): string {
	return /^(?:\s*>[ \t]?)*/.exec(outer)?.[0] ?? '';
}

/** Where the indentation of a line begins, behind its quote marks. */
function indentStart(line: Line): number {
	return line.from + quotesOf(parseLineStart(line.text).outer).length;
}

function linesOf(state: EditorState, { first, last }: Block): Line[] {
	return Array.from({ length: last.number - first.number + 1 }, (_, i) => state.doc.line(first.number + i));
}

/** The item right above on the same level, under which an item can move. */
function siblingAbove(state: EditorState, { first, start }: Block): LineStart | null {
	for (let n = first.number - 1; n > 0; n--) {
		const { text } = state.doc.line(n);
		if (text.trim() === '') continue;
		const above = parseLineStart(text);
		const difference = column(state, above.outer) - column(state, start.outer);
		if (difference < 0) return null;
		if (difference === 0) return above.marker === '' ? null : above;
	}
	return null;
}

/** Tab on items: one level in, with all that is nested in them. The first item of a list has nothing to move under. */
export const indentItems: StateCommand = ({ state, dispatch }) => {
	const blocks = state.readOnly ? null : selectedItems(state);
	if (!blocks) return false;
	const [top] = blocks;
	const above = top && siblingAbove(state, top);
	if (!above) return true;
	const unit = state.facet(indentUnit);
	const width = above.marker.trimEnd().length + 1;
	const insert = unit === '\t' || unit.length >= width ? unit : ' '.repeat(width);
	const changes = blocks.flatMap((block) => linesOf(state, block).map((line) => ({ from: indentStart(line), insert })));
	const set = state.changes([...changes, ...renumberIndented(state, blocks)]);
	dispatch(state.update({ changes: set, userEvent: 'input.indent', scrollIntoView: true }));
	return true;
};

// The moved items begin a list of their own at one, or go on with the one that is there; those left behind close up.
function renumberIndented(state: EditorState, blocks: readonly Block[]): ChangeSpec[] {
	const [top] = blocks;
	const bottom = blocks.at(-1);
	const number = top && numberOf(top.start.marker);
	if (!top || !bottom || number == null) return [];
	const before = top.first.number > 1 ? parseLineStart(state.doc.line(top.first.number - 1).text) : null;
	const nested =
		before && column(state, before.outer) > column(state, top.start.outer) ? numberOf(before.marker) : null;
	const changes = blocks.flatMap((block, i) => renumber(block, (nested ?? 0) + 1 + i));
	return [...changes, ...shiftNumbers(state, bottom.last, top.start.outer, number + blocks.length, -blocks.length)];
}

function renumber({ first, start }: Block, to: number): ChangeSpec[] {
	const number = numberOf(start.marker);
	const from = first.from + start.outer.length;
	return number === null ? [] : [{ from, to: from + String(number).length, insert: String(to) }];
}

/** Shift+Tab on items: one level out, with all that is nested in them. */
export const outdentItems: StateCommand = ({ state, dispatch }) => {
	const blocks = state.readOnly ? null : selectedItems(state);
	if (!blocks) return false;
	const changes = blocks.flatMap((block) => outdentBlock(state, block));
	if (changes.length > 0) dispatch(state.update({ changes, userEvent: 'delete.dedent', scrollIntoView: true }));
	return true;
};

function outdentBlock(state: EditorState, block: Block): ChangeSpec[] {
	const parent = parentStart(state, block.first, block.start);
	const quotes = quotesOf(block.start.outer);
	const indent = block.start.outer.slice(quotes.length);
	if (indent === '') return [];
	const keep = (parent?.outer ?? quotes).slice(quotes.length);
	const cut = indent.startsWith(keep) ? indent.length - keep.length : indent.length;
	const number = parent && numberOf(parent.marker);
	return [
		...linesOf(state, block).map((line) => ({ from: indentStart(line), to: indentStart(line) + cut })),
		...(number == null ? [] : renumber(block, number + 1)),
		...(number == null ? [] : shiftNumbers(state, block.last, parent?.outer ?? '', number + 1, 1)),
	];
}

/** Enter, Backspace, Tab and Shift+Tab in lists and quotes. */
export function listKeys(): Extension {
	return Prec.high(
		keymap.of([
			{ key: 'Enter', run: continueMarkup },
			{ key: 'Backspace', run: deleteMarkup },
			{ key: 'Tab', run: indentItems },
			{ key: 'Shift-Tab', run: outdentItems },
		]),
	);
}
