// Emphasis, highlights, code and escapes in live preview: the marks go, the looks stay.
import type { Extension } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { type LiveCanvas, liveRule } from './live_rule';

const markNames = new Set(['EmphasisMark', 'StrikethroughMark', 'HighlightMark', 'CodeMark']);

function drawMarked(node: SyntaxNode, canvas: LiveCanvas): undefined {
	if (canvas.isRevealed(node)) return;
	for (let child = node.firstChild; child; child = child.nextSibling) {
		if (markNames.has(child.name)) canvas.hide(child.from, child.to);
	}
}

function drawEscape(node: SyntaxNode, canvas: LiveCanvas): undefined {
	if (!canvas.isRevealed(node)) canvas.hide(node.from, node.from + 1);
}

/** Hides the marks inside text. */
export function liveMarks(): Extension {
	return [
		liveRule({ nodes: ['Emphasis', 'StrongEmphasis', 'Strikethrough', 'Highlight', 'InlineCode'], draw: drawMarked }),
		liveRule({ nodes: ['Escape'], draw: drawEscape }),
	];
}
