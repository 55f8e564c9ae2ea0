// Quotes and callouts in live preview: bars and boxes on the lines, so that their text stays text.
import { ensureSyntaxTree, foldEffect, foldedRanges, syntaxTree, unfoldEffect } from '@codemirror/language';
import type { EditorState, Extension, StateEffect } from '@codemirror/state';
import { type EditorView, ViewPlugin, WidgetType } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { calloutIcon, calloutLook, calloutTitle } from './callout_types';
import { type LiveCanvas, liveRule } from './live_rule';
import { type CalloutHead, parseCalloutHead } from './syntax_callout';

/** The icon of a callout, and its type where it has no title. */
class CalloutMark extends WidgetType {
	constructor(private readonly head: CalloutHead) {
		super();
	}

	override eq(other: CalloutMark): boolean {
		return other.head.type === this.head.type && (other.head.title === '') === (this.head.title === '');
	}

	toDOM(): HTMLElement {
		const span = document.createElement('span');
		span.className = 'live-callout-mark';
		span.append(calloutIcon(this.head.type));
		if (this.head.title === '') span.append(calloutTitle(this.head.type));
		return span;
	}

	override ignoreEvent(): boolean {
		return false;
	}
}

/** The button that folds a callout. */
class FoldButton extends WidgetType {
	constructor(private readonly folded: boolean) {
		super();
	}

	override eq(other: FoldButton): boolean {
		return other.folded === this.folded;
	}

	toDOM(view: EditorView): HTMLElement {
		const button = document.createElement('button');
		button.type = 'button';
		button.className = 'live-callout-fold';
		button.setAttribute('aria-expanded', String(!this.folded));
		button.setAttribute('aria-label', this.folded ? 'Unfold callout' : 'Fold callout');
		button.addEventListener('mousedown', (event) => event.preventDefault());
		button.addEventListener('click', () => toggleFold(view, view.posAtDOM(button)));
		return button;
	}

	override ignoreEvent(): boolean {
		return true;
	}
}

/** The first line of a callout and what folding it would hide, or null for a plain quote. */
function readCallout(quote: SyntaxNode, state: EditorState) {
	let node = quote.firstChild;
	while (node?.name === 'QuoteMark') node = node.nextSibling;
	if (node?.name !== 'CalloutHead') return null;
	const head = parseCalloutHead(state.sliceDoc(node.from, node.to));
	return head && { head, node, body: { from: node.to, to: quote.to } };
}

function isFolded(state: EditorState, from: number): boolean {
	let folded = false;
	foldedRanges(state).between(from, from, (start) => {
		if (start === from) folded = true;
	});
	return folded;
}

function toggleFold(view: EditorView, pos: number) {
	for (let node: SyntaxNode | null = syntaxTree(view.state).resolveInner(pos, -1); node; node = node.parent) {
		const callout = node.name === 'Blockquote' ? readCallout(node, view.state) : null;
		if (!callout || callout.body.from >= callout.body.to) continue;
		const effect = isFolded(view.state, callout.body.from) ? unfoldEffect : foldEffect;
		view.dispatch({ effects: effect.of(callout.body) });
		return;
	}
}

function quoteDepth(quote: SyntaxNode): number {
	let depth = 0;
	for (let node: SyntaxNode | null = quote; node; node = node.parent) if (node.name === 'Blockquote') depth++;
	return depth;
}

function drawQuote(quote: SyntaxNode, canvas: LiveCanvas): undefined {
	const depth = quoteDepth(quote);
	const callout = readCallout(quote, canvas.state);
	const last = canvas.state.doc.lineAt(quote.to).from;
	const inner = { from: quote.from, to: quote.to };
	for (const line of canvas.linesIn(inner)) {
		canvas.line(line.from, 'live-quote', { '--quotes': depth });
		if (!callout) continue;
		canvas.line(line.from, 'live-callout', { '--callout': `var(${calloutLook(callout.head.type).colour})` });
		if (line.from === last && depth === 1) canvas.line(line.from, 'live-callout-last');
	}
	if (callout) drawHead(callout, depth, canvas);
}

function drawHead(callout: NonNullable<ReturnType<typeof readCallout>>, depth: number, canvas: LiveCanvas) {
	const { head, node, body } = callout;
	const line = canvas.state.doc.lineAt(node.from);
	canvas.line(line.from, depth === 1 ? 'live-callout-head live-callout-first' : 'live-callout-head');
	if (!canvas.isLineRevealed(node)) {
		const blanks = /^[ \t]*/.exec(canvas.text(node).slice(head.markLength))?.[0].length ?? 0;
		canvas.replace(node.from, node.from + head.markLength + blanks, new CalloutMark(head));
	}
	if (head.fold === '' || body.from >= body.to) return;
	const folded = isFolded(canvas.state, body.from);
	canvas.insert(node.to, new FoldButton(folded));
	if (folded && depth === 1) canvas.line(line.from, 'live-callout-last');
}

function drawQuoteMark(mark: SyntaxNode, canvas: LiveCanvas): undefined {
	if (canvas.isLineRevealed(mark)) return;
	const blank = canvas.text({ from: mark.to, to: mark.to + 1 }) === ' ' ? 1 : 0;
	canvas.hide(mark.from, mark.to + blank);
}

/** Folds the callouts that are written `[!type]-`, once, when the note is opened. */
const foldAtStart = ViewPlugin.define((view) => {
	const timer = setTimeout(() => {
		const { state } = view;
		const effects: StateEffect<unknown>[] = [];
		// Callouts that the parser does not reach in this time stay open.
		(ensureSyntaxTree(state, state.doc.length, 50) ?? syntaxTree(state)).iterate({
			enter(node) {
				const callout = node.name === 'Blockquote' ? readCallout(node.node, state) : null;
				if (callout?.head.fold === '-' && callout.body.from < callout.body.to)
					effects.push(foldEffect.of(callout.body));
				return node.type.isTop || node.name === 'Blockquote';
			},
		});
		if (effects.length > 0) view.dispatch({ effects });
	}, 0);
	return { destroy: () => clearTimeout(timer) };
});

/** Draws quotes and callouts. */
export function liveQuotes(): Extension {
	return [
		liveRule({ nodes: ['Blockquote'], draw: drawQuote }),
		liveRule({ nodes: ['QuoteMark'], draw: drawQuoteMark }),
		foldAtStart,
	];
}
