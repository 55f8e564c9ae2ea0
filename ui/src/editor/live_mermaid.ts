// Mermaid diagrams in live preview.
import type { EditorState } from '@codemirror/state';
import { type EditorView, WidgetType } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { type DrawnBlock, sourceButton } from './block_rule';
import { noteOf } from './editor_host';
import { renderMermaid } from './mermaid_render';

const heights = new Map<string, number>();

class DiagramWidget extends WidgetType {
	private watch: ResizeObserver | null = null;

	constructor(private readonly source: string) {
		super();
	}

	override eq(other: DiagramWidget): boolean {
		return other.source === this.source;
	}

	override get estimatedHeight(): number {
		return heights.get(this.source) ?? 200;
	}

	toDOM(view: EditorView): HTMLElement {
		const frame = document.createElement('div');
		frame.className = 'live-diagram';
		const drawing = frame.appendChild(document.createElement('div'));
		frame.append(sourceButton(view, frame));
		const { host } = noteOf(view.state);
		renderMermaid(drawing, this.source, (target, how) => host.followLink(target, how));
		this.watch = new ResizeObserver(() => {
			heights.set(this.source, frame.getBoundingClientRect().height);
			view.requestMeasure();
		});
		this.watch.observe(drawing);
		return frame;
	}

	override destroy() {
		this.watch?.disconnect();
	}

	override ignoreEvent(): boolean {
		return true;
	}
}

/** A fenced block of Mermaid. */
export function findDiagram(node: SyntaxNode, state: EditorState): DrawnBlock | null {
	const info = node.getChild('CodeInfo');
	if (!info || node.getChildren('CodeMark').length < 2) return null;
	if (!/^mermaid\b/i.test(state.sliceDoc(info.from, Math.min(info.to, info.from + 8)))) return null;
	const source = node
		.getChildren('CodeText')
		.map((part) => state.sliceDoc(part.from, part.to))
		.join('');
	return source.trim() === '' ? null : { widget: new DiagramWidget(source), stays: true };
}
