// Tables in live preview: drawn as tables; a click into a cell opens the source at that cell.
import { syntaxTree } from '@codemirror/language';
import type { EditorState, Extension } from '@codemirror/state';
import { type EditorView, WidgetType } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { type DrawnBlock, editSource, sourceButton } from './block_rule';
import { followLink } from './follow_link';
import { drawInside } from './inline_dom';
import { type LiveCanvas, liveRule } from './live_rule';
import { linkAt } from './note_link';

type Alignment = '' | 'left' | 'center' | 'right';

/** A cell: its node where it holds anything, and where a cursor in it would stand. */
interface Cell {
	node: SyntaxNode | null;
	at: number;
}

// Above this size a table stays text: drawing it would take longer than a key press may.
const largest = 60_000;

class TableWidget extends WidgetType {
	constructor(private readonly source: string) {
		super();
	}

	override eq(other: TableWidget): boolean {
		return other.source === this.source;
	}

	override get estimatedHeight(): number {
		return (this.source.split('\n').length - 1) * 36 + 16;
	}

	toDOM(view: EditorView): HTMLElement {
		const frame = document.createElement('div');
		frame.className = 'live-table';
		const scroller = frame.appendChild(document.createElement('div'));
		scroller.className = 'table-scroller';
		const node = this.findNode(view);
		if (node) scroller.append(drawTable(node, view));
		frame.append(sourceButton(view, frame));
		frame.addEventListener('mousedown', (event) => event.preventDefault());
		frame.addEventListener('click', (event) => onClick(event, view, frame));
		return frame;
	}

	override ignoreEvent(): boolean {
		return true;
	}

	// The widget is made for a text, not for a place: the same table further down reuses what was drawn.
	private findNode(view: EditorView): SyntaxNode | null {
		const { state } = view;
		for (let node = syntaxTree(state).topNode.firstChild; node; node = node.nextSibling) {
			if (node.name === 'Table' && node.to - node.from === this.source.length) {
				if (state.sliceDoc(node.from, node.to) === this.source) return node;
			}
		}
		return null;
	}
}

function onClick(event: MouseEvent, view: EditorView, frame: HTMLElement) {
	const target = event.target instanceof Element ? event.target : null;
	if (target?.closest('button')) return;
	const start = view.posAtDOM(frame);
	const link = target?.closest<HTMLElement>('[data-at]');
	const cell = target?.closest<HTMLElement>('[data-cell]');
	const found = link && linkAt(view.state, start + Number(link.dataset.at) + 1);
	if (found) followLink(view, found, event.metaKey || event.ctrlKey ? 'tab' : 'here');
	else editSource(view, frame, Number(cell?.dataset.cell ?? 0));
}

function drawTable(table: SyntaxNode, view: EditorView): HTMLElement {
	const { state } = view;
	const alignments = readAlignments(table, state);
	const element = document.createElement('table');
	const head = element.createTHead();
	const body = element.createTBody();
	for (let row = table.firstChild; row; row = row.nextSibling) {
		if (row.name === 'TableHeader') drawRow(head.insertRow(), 'th', row, alignments, table, view);
		else if (row.name === 'TableRow') drawRow(body.insertRow(), 'td', row, alignments, table, view);
	}
	// Positions count from the table's start, so that they hold wherever the table moves.
	for (const link of element.querySelectorAll<HTMLElement>('[data-at]')) {
		link.dataset.at = String(Number(link.dataset.at) - table.from);
	}
	return element;
}

function drawRow(
	element: HTMLTableRowElement,
	tag: 'th' | 'td',
	row: SyntaxNode,
	alignments: readonly Alignment[],
	table: SyntaxNode,
	view: EditorView,
) {
	const cells = readCells(row);
	alignments.forEach((alignment, i) => {
		const cell = cells[i];
		const box = element.appendChild(document.createElement(tag));
		if (tag === 'th') box.setAttribute('scope', 'col');
		if (alignment !== '') box.style.textAlign = alignment;
		box.dir = 'auto';
		box.dataset.cell = String((cell?.at ?? row.to) - table.from);
		if (cell?.node) drawInside(box, cell.node, view.state, () => view.requestMeasure());
	});
}

/** The cells of a row; empty ones are no nodes and have to be counted by the pipes. */
export function readCells(row: SyntaxNode): Cell[] {
	const cells: Cell[] = [];
	let open: Cell | null = row.firstChild?.name === 'TableDelimiter' ? null : { node: null, at: row.from };
	for (let child = row.firstChild; child; child = child.nextSibling) {
		if (child.name === 'TableDelimiter') {
			if (open) cells.push(open);
			open = { node: null, at: Math.min(child.to + 1, row.to) };
		} else if (child.name === 'TableCell') {
			open = { node: child, at: child.from };
		}
	}
	// What follows the last pipe is a cell only if something stands in it.
	if (open?.node) cells.push(open);
	return cells;
}

function readAlignments(table: SyntaxNode, state: EditorState): Alignment[] {
	const line = table.getChild('TableDelimiter');
	const text = line ? state.sliceDoc(line.from, line.to).trim().replace(/^\|/, '').replace(/\|$/, '') : '';
	return text.split('|').map((part) => {
		const dashes = part.trim();
		if (dashes.endsWith(':')) return dashes.startsWith(':') ? 'center' : 'right';
		return dashes.startsWith(':') ? 'left' : '';
	});
}

// While its source is shown a table is just that, in letters of one width, so that columns can be lined up.
function drawSource(table: SyntaxNode, canvas: LiveCanvas): false {
	for (const line of canvas.linesIn(table)) canvas.line(line.from, 'live-table-source');
	return false;
}

/** Draws the source of tables. */
export function liveTables(): Extension {
	return liveRule({ nodes: ['Table'], draw: drawSource });
}

/** A table. */
export function findTable(node: SyntaxNode, state: EditorState): DrawnBlock | null {
	if (node.to - node.from > largest) return null;
	return { widget: new TableWidget(state.sliceDoc(node.from, node.to)), stays: false };
}
