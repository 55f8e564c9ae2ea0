// What is part of a note but not of its text: rules, comments, block ids, HTML, footnote definitions.
import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { WidgetType } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { type LiveCanvas, liveRule } from './live_rule';

class RuleWidget extends WidgetType {
	override eq(): boolean {
		return true;
	}

	toDOM(): HTMLElement {
		const rule = document.createElement('span');
		rule.className = 'live-rule';
		rule.setAttribute('role', 'separator');
		return rule;
	}

	override ignoreEvent(): boolean {
		return false;
	}
}

const rule = new RuleWidget();

function drawRule(node: SyntaxNode, canvas: LiveCanvas): undefined {
	if (!canvas.isLineRevealed(node)) canvas.replace(node.from, node.to, rule);
}

function drawHtmlBlock(node: SyntaxNode, canvas: LiveCanvas): undefined {
	for (const line of canvas.linesIn(node)) canvas.line(line.from, 'live-html');
}

function drawDefinition(node: SyntaxNode, canvas: LiveCanvas): undefined {
	for (const line of canvas.linesIn(node)) canvas.line(line.from, 'live-footnote-text');
	const label = node.getChild('FootnoteLabel');
	if (!label || canvas.isLineRevealed(label)) return;
	canvas.mark(label.from, label.to, 'live-footnote-label');
	canvas.hide(label.from, label.from + 2);
	canvas.hide(label.to - 2, label.to);
}

const holdsBlankLines = new Set(['FencedCode', 'CodeBlock', 'BlockMath', 'PercentBlock', 'Frontmatter', 'HTMLBlock']);

// A blank line parts paragraphs; it need not be as high as one, least of all below a heading.
function drawBlankLines(_node: SyntaxNode, canvas: LiveCanvas): undefined {
	const { state } = canvas;
	for (const line of canvas.linesIn({ from: 0, to: state.doc.length })) {
		if (line.text.trim() !== '' || line.number === state.doc.lines) continue;
		if (holdsBlankLines.has(syntaxTree(state).resolve(line.from, 1).name)) continue;
		const heading = line.number > 1 && /^ {0,3}#{1,6}\s/.test(state.doc.line(line.number - 1).text);
		canvas.line(line.from, heading && !canvas.isRevealed(line) ? 'live-blank live-blank-small' : 'live-blank');
	}
}

/** Draws what should stay in the background. */
export function liveQuiet(): Extension {
	return [
		liveRule({ nodes: ['Document'], draw: drawBlankLines }),
		liveRule({ nodes: ['HorizontalRule'], draw: drawRule }),
		liveRule({ nodes: ['HTMLBlock', 'CommentBlock'], draw: drawHtmlBlock }),
		liveRule({ nodes: ['HTMLTag'], draw: (node, canvas) => void canvas.mark(node.from, node.to, 'live-html-tag') }),
		liveRule({ nodes: ['BlockId'], draw: (node, canvas) => void canvas.mark(node.from, node.to, 'live-block-id') }),
		liveRule({ nodes: ['FootnoteDefinition'], draw: drawDefinition }),
	];
}
