// Math in live preview: formulas in place of their source, and below it while it is edited.
import type { EditorState, Extension } from '@codemirror/state';
import { type EditorView, WidgetType } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { type DrawnBlock, editSource } from './block_rule';
import { type LiveCanvas, liveRule } from './live_rule';
import { renderMath } from './math_render';

class MathWidget extends WidgetType {
	constructor(
		private readonly tex: string,
		private readonly display: boolean,
	) {
		super();
	}

	override eq(other: MathWidget): boolean {
		return other.tex === this.tex && other.display === this.display;
	}

	toDOM(view: EditorView): HTMLElement {
		const frame = document.createElement(this.display ? 'div' : 'span');
		frame.className = this.display ? 'live-math-block' : 'live-math';
		renderMath(frame, this.tex, this.display);
		frame.addEventListener('mousedown', (event) => {
			event.preventDefault();
			editSource(view, frame, this.display ? 2 : 1);
		});
		return frame;
	}

	override ignoreEvent(): boolean {
		return true;
	}
}

/** The TeX of a math node, without its marks and without the quote marks of the lines it stands on. */
export function texOf(node: SyntaxNode, text: (of: { from: number; to: number }) => string): string {
	return node
		.getChildren('MathText')
		.map((part) => text(part))
		.join('\n')
		.trim();
}

/** A closed block of math, or a paragraph that is nothing else. */
export function findMathBlock(node: SyntaxNode, state: EditorState): DrawnBlock | null {
	if (node.getChildren('MathMark').length < 2) return null;
	const tex = texOf(node, (of) => state.sliceDoc(of.from, of.to));
	return tex === '' ? null : { widget: new MathWidget(tex, true), stays: true };
}

function drawInline(node: SyntaxNode, canvas: LiveCanvas): undefined {
	const paragraph = node.parent;
	const isBlock =
		node.name === 'DisplayMath' &&
		paragraph?.parent?.type.isTop &&
		paragraph.from === node.from &&
		paragraph.to === node.to;
	const tex = texOf(node, (of) => canvas.text(of));
	if (isBlock || tex === '' || canvas.isRevealed(node)) return;
	canvas.replace(node.from, node.to, new MathWidget(tex, false));
}

/** Draws math inside lines. */
export function liveMath(): Extension {
	return liveRule({ nodes: ['InlineMath', 'DisplayMath'], draw: drawInline });
}
