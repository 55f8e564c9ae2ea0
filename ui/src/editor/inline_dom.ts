// Turns the inside of a line into elements, for drawn tables: no HTML text on the way, so that nothing can be injected.

import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { noteOf } from './editor_host';
import { imageElement } from './image_element';
import { readImage } from './live_images';
import { texOf } from './live_math';
import { renderMath } from './math_render';
import { linkOfNode, shownText } from './note_link';

const wrappers: Record<string, string> = {
	Emphasis: 'em',
	StrongEmphasis: 'strong',
	Strikethrough: 'del',
	Highlight: 'mark',
	InlineCode: 'code',
};
const skipped = new Set([
	'EmphasisMark',
	'StrikethroughMark',
	'HighlightMark',
	'CodeMark',
	'PercentComment',
	'BlockId',
]);

/** Draws the children of a node into an element; `settled` is called when a late picture has its height. */
export function drawInside(parent: HTMLElement, node: SyntaxNode, state: EditorState, settled: () => void) {
	let pos = node.from;
	for (let child = node.firstChild; child; child = child.nextSibling) {
		addText(parent, state, pos, child.from);
		drawNode(parent, child, state, settled);
		pos = child.to;
	}
	addText(parent, state, pos, node.to);
}

// Inside a cell a pipe is written with a backslash, in code too.
function addText(parent: HTMLElement, state: EditorState, from: number, to: number) {
	if (from < to) parent.append(state.sliceDoc(from, to).replaceAll('\\|', '|'));
}

function drawNode(parent: HTMLElement, node: SyntaxNode, state: EditorState, settled: () => void) {
	const text = state.sliceDoc(node.from, node.to);
	const wrapper = wrappers[node.name];
	if (skipped.has(node.name)) return;
	if (wrapper) drawInside(parent.appendChild(document.createElement(wrapper)), node, state, settled);
	else if (node.name === 'InlineMath' || node.name === 'DisplayMath') drawMath(parent, node, state);
	else if (node.name === 'Escape') parent.append(text.slice(1));
	else if (node.name === 'HTMLTag' && /^<br\s*\/?>$/i.test(text)) parent.append(document.createElement('br'));
	else if (!drawImage(parent, node, state, settled) && !drawLink(parent, node, state, settled)) parent.append(text);
}

function drawMath(parent: HTMLElement, node: SyntaxNode, state: EditorState) {
	const span = parent.appendChild(document.createElement('span'));
	renderMath(
		span,
		texOf(node, (of) => state.sliceDoc(of.from, of.to)),
		false,
	);
}

function drawImage(parent: HTMLElement, node: SyntaxNode, state: EditorState, settled: () => void): boolean {
	if (node.name !== 'Image' && node.name !== 'Embed') return false;
	const image = readImage(node, state);
	if (!image) return false;
	const { host, path } = noteOf(state);
	parent.append(imageElement({ target: image.target, note: path, host }, image.text, settled));
	return true;
}

function drawLink(parent: HTMLElement, node: SyntaxNode, state: EditorState, settled: () => void): boolean {
	const link = linkOfNode(node, state.doc);
	if (!link) return false;
	const span = document.createElement(link.kind === 'footnote' ? 'sup' : 'span');
	span.className = link.kind === 'tag' ? 'live-tag' : link.kind === 'external' ? 'live-link is-external' : 'live-link';
	if (link.kind === 'note') span.dataset.href = link.target;
	span.dataset.at = String(node.from);
	const [open, close] = node.getChildren('LinkMark');
	if (node.name === 'Link' && open && close) drawBetween(span, node, open.to, close.from, state, settled);
	else if (node.name === 'Wikilink' || node.name === 'Embed')
		span.append(shownText(state.sliceDoc(node.from, node.to)));
	else span.append(link.kind === 'tag' ? `#${link.target}` : link.target);
	parent.append(span);
	return true;
}

function drawBetween(
	parent: HTMLElement,
	node: SyntaxNode,
	from: number,
	to: number,
	state: EditorState,
	settled: () => void,
) {
	let pos = from;
	for (let child = node.firstChild; child; child = child.nextSibling) {
		if (child.from < from || child.to > to) continue;
		addText(parent, state, pos, child.from);
		drawNode(parent, child, state, settled);
		pos = child.to;
	}
	addText(parent, state, pos, to);
}
