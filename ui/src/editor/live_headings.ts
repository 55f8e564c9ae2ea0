// Headings in live preview: their size, and no `#` unless the cursor is on the line.
import type { Extension } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { type LiveCanvas, liveRule } from './live_rule';

const levels = [1, 2, 3, 4, 5, 6];

function draw(node: SyntaxNode, canvas: LiveCanvas): undefined {
	const level = node.name.slice(-1);
	for (const line of canvas.linesIn(node)) canvas.line(line.from, `live-heading live-h${level}`);
	if (!node.name.startsWith('ATX') || canvas.isLineRevealed(node)) return;
	const { text } = canvas.state.doc.lineAt(node.from);
	const start = canvas.state.doc.lineAt(node.from).from;
	for (const mark of node.getChildren('HeaderMark')) {
		const opens = mark.from === node.from;
		const blanks = opens ? (/^[ \t]*/.exec(text.slice(mark.to - start))?.[0].length ?? 0) : 0;
		const before = opens ? 0 : (/[ \t]*$/.exec(text.slice(0, mark.from - start))?.[0].length ?? 0);
		canvas.hide(mark.from - before, mark.to + blanks);
	}
}

/** Draws headings. */
export function liveHeadings(): Extension {
	return liveRule({
		nodes: [...levels.map((level) => `ATXHeading${level}`), 'SetextHeading1', 'SetextHeading2'],
		draw,
	});
}
