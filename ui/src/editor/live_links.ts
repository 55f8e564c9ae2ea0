// Links, tags and footnote references in live preview: the text they show, coloured by where they lead.
import type { Extension } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { isUnresolved } from './link_state';
import { type LiveCanvas, liveRule } from './live_rule';
import { linkOfNode } from './note_link';
import { TextWidget } from './text_widget';

const angle = new TextWidget(' > ', 'live-link-angle');

/** Colours a link's visible part and says where it leads, for the mouse and for hover preview. */
function markLink(node: SyntaxNode, canvas: LiveCanvas, from: number, to: number) {
	const link = linkOfNode(node, canvas.state.doc);
	if (!link) return;
	const lost = link.kind === 'note' && isUnresolved(canvas.view, link.target);
	const name = link.kind === 'external' ? 'live-link is-external' : `live-link${lost ? ' is-unresolved' : ''}`;
	canvas.mark(from, to, name, link.kind === 'note' ? { 'data-href': link.target } : { title: link.target });
}

function drawWikilink(node: SyntaxNode, canvas: LiveCanvas): undefined {
	const target = node.getChild('WikilinkTarget');
	if (!target) return;
	const shown = node.getChild('WikilinkDisplay') ?? target;
	if (canvas.isRevealed(node)) {
		markLink(node, canvas, target.from, node.to - 2);
		return;
	}
	canvas.hide(node.from, shown.from);
	canvas.hide(shown.to, node.to);
	markLink(node, canvas, shown.from, shown.to);
	if (shown.name === 'WikilinkTarget') drawSubpath(target, canvas);
}

// `note#heading` reads `note > heading`; a leading `#` shows nothing.
function drawSubpath(target: SyntaxNode, canvas: LiveCanvas) {
	const text = canvas.text(target);
	for (let i = text.indexOf('#'); i >= 0; i = text.indexOf('#', i + 1)) {
		if (i === 0 || text[i - 1] === '#') canvas.hide(target.from + i, target.from + i + 1);
		else canvas.replace(target.from + i, target.from + i + 1, angle);
	}
}

function drawLink(node: SyntaxNode, canvas: LiveCanvas): undefined {
	const [open, close] = node.getChildren('LinkMark');
	if (!open || !close) return;
	const shown = open.to < close.from && node.getChild('URL');
	markLink(node, canvas, open.to, close.from);
	// A link without text or destination has nothing to show in its place.
	if (!shown || canvas.isRevealed(node)) return;
	canvas.hide(open.from, open.to);
	canvas.hide(close.from, node.to);
}

function drawAutolink(node: SyntaxNode, canvas: LiveCanvas): undefined {
	markLink(node, canvas, node.from, node.to);
	if (canvas.isRevealed(node)) return;
	for (const mark of node.getChildren('LinkMark')) canvas.hide(mark.from, mark.to);
}

function drawBareUrl(node: SyntaxNode, canvas: LiveCanvas): undefined {
	if (linkOfNode(node, canvas.state.doc)) markLink(node, canvas, node.from, node.to);
}

function drawFootnote(node: SyntaxNode, canvas: LiveCanvas): undefined {
	if (canvas.isRevealed(node)) return;
	canvas.mark(node.from, node.to, 'live-footnote');
	canvas.hide(node.from, node.from + 2);
	canvas.hide(node.to - 1, node.to);
}

/** Draws links. */
export function liveLinks(): Extension {
	return [
		liveRule({ nodes: ['Wikilink'], draw: drawWikilink }),
		liveRule({ nodes: ['Link'], draw: drawLink }),
		liveRule({ nodes: ['Autolink'], draw: drawAutolink }),
		liveRule({ nodes: ['URL'], draw: drawBareUrl }),
		liveRule({ nodes: ['FootnoteReference'], draw: drawFootnote }),
		liveRule({ nodes: ['Hashtag'], draw: (node, canvas) => void canvas.mark(node.from, node.to, 'live-tag') }),
	];
}
