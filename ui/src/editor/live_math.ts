// Math in live preview: formulas in place of their source, and below it while it is edited.
import type { EditorState, Extension } from '@codemirror/state';
import { type EditorView, WidgetType } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { type DrawnBlock, editSource } from './block_rule';
import { type LiveCanvas, liveRule } from './live_rule';
import { renderMath } from './math_render';

/** How high blocks were when they were seen last, so that the text does not jump when they come back. */
const heights = new Map<string, number>();
const mostHeights = 5000;
/** How high a block is before it was seen, in pixels. */
const usual = { frame: 32, line: 26 };

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

	override get estimatedHeight(): number {
		if (!this.display) return -1;
		return heights.get(this.tex) ?? usual.frame + usual.line * this.tex.split(/\\\\|\n/).length;
	}

	toDOM(view: EditorView): HTMLElement {
		const frame = document.createElement(this.display ? 'div' : 'span');
		frame.className = this.display ? 'live-math-block' : 'live-math';
		const measure = () => view.requestMeasure({ read: () => this.remember(frame), key: frame });
		renderMath(frame, this.tex, this.display, measure);
		if (this.display) measure();
		frame.addEventListener('mousedown', (event) => {
			event.preventDefault();
			editSource(view, frame, this.display ? 2 : 1);
		});
		return frame;
	}

	override ignoreEvent(): boolean {
		return true;
	}

	private remember(frame: HTMLElement) {
		if (!this.display || frame.offsetHeight === 0 || !frame.firstElementChild) return;
		if (heights.size >= mostHeights) heights.clear();
		heights.set(this.tex, frame.offsetHeight);
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
