// Code blocks in live preview: a quiet box, the language and a copy button in place of the fence.
import type { Extension } from '@codemirror/state';
import { type EditorView, WidgetType } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { copyButton } from './copy_button';
import { type LiveCanvas, liveRule } from './live_rule';

/** What stands in place of an opening fence. */
class CodeHead extends WidgetType {
	constructor(
		private readonly language: string,
		private readonly code: string,
	) {
		super();
	}

	override eq(other: CodeHead): boolean {
		return other.language === this.language && other.code === this.code;
	}

	toDOM(_view: EditorView): HTMLElement {
		const head = document.createElement('span');
		head.className = 'live-code-head';
		const name = head.appendChild(document.createElement('span'));
		name.textContent = this.language;
		head.append(copyButton(() => this.code));
		return head;
	}

	override ignoreEvent(event: Event): boolean {
		return event.target instanceof Element && event.target.closest('button') !== null;
	}
}

function drawFence(node: SyntaxNode, canvas: LiveCanvas): undefined {
	const revealed = canvas.isRevealed(node);
	const [open, close] = node.getChildren('CodeMark');
	const first = canvas.state.doc.lineAt(node.from);
	const last = canvas.state.doc.lineAt(node.to);
	for (const line of canvas.linesIn(node)) canvas.line(line.from, 'live-code');
	canvas.line(first.from, 'live-code-first');
	canvas.line(last.from, 'live-code-last');
	if (revealed || !open) return;
	const info = node.getChild('CodeInfo');
	canvas.replace(open.from, first.to, new CodeHead(info ? canvas.text(info) : '', codeText(node, canvas)));
	canvas.line(first.from, 'is-fence');
	if (close && close.from > first.to) {
		canvas.hide(close.from, close.to);
		canvas.line(last.from, 'is-fence');
	}
}

function codeText(node: SyntaxNode, canvas: LiveCanvas): string {
	return node
		.getChildren('CodeText')
		.map((part) => canvas.text(part))
		.join('');
}

function drawIndented(node: SyntaxNode, canvas: LiveCanvas): undefined {
	for (const line of canvas.linesIn(node)) canvas.line(line.from, 'live-code');
	canvas.line(canvas.state.doc.lineAt(node.from).from, 'live-code-first');
	canvas.line(canvas.state.doc.lineAt(node.to).from, 'live-code-last');
}

/** Draws code blocks. */
export function liveCode(): Extension {
	return [liveRule({ nodes: ['FencedCode'], draw: drawFence }), liveRule({ nodes: ['CodeBlock'], draw: drawIndented })];
}
