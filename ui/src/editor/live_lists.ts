// Lists in live preview: bullets, numbers that hang, and tasks as checkboxes that write into the text.
import type { Extension, Line } from '@codemirror/state';
import { type EditorView, WidgetType } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { type LiveCanvas, liveRule } from './live_rule';

const quotePrefix = /^(?:[ \t]*>[ \t]?)*/;

/** A bullet, in the place that a marker takes. */
class Bullet extends WidgetType {
	override eq(): boolean {
		return true;
	}

	toDOM(): HTMLElement {
		const marker = document.createElement('span');
		marker.className = 'live-marker live-bullet';
		marker.textContent = '•';
		return marker;
	}

	override ignoreEvent(): boolean {
		return false;
	}
}

const bullet = new Bullet();

/** The checkbox of a task. */
class TaskBox extends WidgetType {
	constructor(
		private readonly state: string,
		private readonly label: string,
	) {
		super();
	}

	override eq(other: TaskBox): boolean {
		return other.state === this.state && other.label === this.label;
	}

	toDOM(view: EditorView): HTMLElement {
		const marker = document.createElement('span');
		marker.className = 'live-marker';
		const box = marker.appendChild(document.createElement('input'));
		box.type = 'checkbox';
		box.className = 'task-box';
		box.dataset.task = this.state;
		box.checked = this.state !== ' ';
		box.disabled = view.state.readOnly;
		box.setAttribute('aria-label', this.label);
		// The text decides what the box shows: the change comes back as a new box.
		box.addEventListener('mousedown', (event) => event.preventDefault());
		box.addEventListener('click', (event) => {
			event.preventDefault();
			toggleAt(view, view.posAtDOM(marker));
		});
		return marker;
	}

	override ignoreEvent(): boolean {
		return true;
	}
}

function toggleAt(view: EditorView, pos: number) {
	const line = view.state.doc.lineAt(pos);
	const found = /\[(.)\]/u.exec(line.text.slice(pos - line.from));
	if (!found?.[1] || view.state.readOnly) return;
	const from = pos + found.index + 1;
	const insert = found[1] === ' ' ? 'x' : ' ';
	view.dispatch({ changes: { from, to: from + found[1].length, insert }, userEvent: 'input.task' });
}

function depthOf(item: SyntaxNode): number {
	let depth = 0;
	for (let node: SyntaxNode | null = item; node; node = node.parent) if (node.name === 'ListItem') depth++;
	return depth;
}

function drawItem(item: SyntaxNode, canvas: LiveCanvas): undefined {
	const mark = item.getChild('ListMark');
	if (!mark) return;
	const depth = depthOf(item);
	const first = canvas.state.doc.lineAt(mark.from);
	for (const line of canvas.linesIn(item)) {
		if (line.from === first.from) drawFirstLine(item, mark, first, depth, canvas);
		else drawLaterLine(item, line, depth, canvas);
	}
}

function drawFirstLine(item: SyntaxNode, mark: SyntaxNode, line: Line, depth: number, canvas: LiveCanvas) {
	const indent = line.from + (quotePrefix.exec(line.text)?.[0].length ?? 0);
	// `- - x` begins two items on one line: the inner marker stays as it is written.
	if (canvas.text({ from: indent, to: mark.from }).trim() !== '') return;
	canvas.line(line.from, 'live-item', { '--depth': depth, '--hang': 1 });
	canvas.hide(indent, mark.from);
	const task = item.getChild('Task')?.getChild('TaskMarker') ?? null;
	const end = (task ?? mark).to;
	const text = end + (/^[ \t]*/.exec(line.text.slice(end - line.from))?.[0].length ?? 0);
	const state = task ? canvas.text(task).slice(1, -1) : '';
	if (/x/i.test(state)) canvas.mark(text, line.to, 'live-done');
	if (canvas.isRevealed({ from: mark.from, to: end })) canvas.mark(mark.from, text, 'live-marker');
	else if (task)
		canvas.replace(mark.from, text, new TaskBox(state, canvas.text({ from: text, to: line.to }) || 'Task'));
	else if (/\d/.test(canvas.text(mark))) canvas.mark(mark.from, text, 'live-marker');
	else canvas.replace(mark.from, text, bullet);
}

// Lines below the first stand under its text, whatever blanks they are written with; an inner item draws its own.
function drawLaterLine(item: SyntaxNode, line: Line, depth: number, canvas: LiveCanvas) {
	if (innermostItem(item, line) !== item.from) return;
	canvas.line(line.from, 'live-item', { '--depth': depth, '--hang': 0 });
	const indent = line.from + (quotePrefix.exec(line.text)?.[0].length ?? 0);
	const blanks = /^[ \t]*/.exec(line.text.slice(indent - line.from))?.[0].length ?? 0;
	const content = item.firstChild ? contentColumn(item, canvas) : 0;
	canvas.hide(indent, indent + Math.min(blanks, content));
}

/** How many characters the text of an item is indented by on its first line, counted from its line's start. */
function contentColumn(item: SyntaxNode, canvas: LiveCanvas): number {
	const mark = item.getChild('ListMark');
	const line = canvas.state.doc.lineAt(item.from);
	return mark ? mark.to + 1 - line.from : 0;
}

function innermostItem(item: SyntaxNode, line: Line): number {
	for (let node: SyntaxNode | null = item.resolve(line.to, -1); node && node.from > item.from; node = node.parent) {
		if (node.name === 'ListItem') return node.from;
	}
	return item.from;
}

/** Draws lists and tasks. */
export function liveLists(): Extension {
	return liveRule({ nodes: ['ListItem'], draw: drawItem });
}
