// Blocks of the language `base` in live preview: the table that their text asks for.
import type { EditorState } from '@codemirror/state';
import { type EditorView, WidgetType } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { type DrawnBlock, sourceButton } from './block_rule';
import { noteOf } from './editor_host';

const heights = new Map<string, number>();

class BaseWidget extends WidgetType {
	private takeAway: (() => void) | undefined;

	constructor(private readonly text: string) {
		super();
	}

	override eq(other: BaseWidget): boolean {
		return other.text === this.text;
	}

	override get estimatedHeight(): number {
		return heights.get(this.text) ?? 240;
	}

	toDOM(view: EditorView): HTMLElement {
		const { host, path } = noteOf(view.state);
		const frame = document.createElement('div');
		frame.className = 'live-embed live-base';
		const body = frame.appendChild(document.createElement('div'));
		body.className = 'base-frame';
		frame.append(sourceButton(view, frame));
		this.takeAway = host.mountBase?.(body, {
			note: path,
			text: this.text,
			resized: () => {
				heights.set(this.text, frame.getBoundingClientRect().height);
				view.requestMeasure();
			},
		});
		return frame;
	}

	override destroy() {
		this.takeAway?.();
	}

	override ignoreEvent(): boolean {
		return true;
	}
}

/** A fenced block of the language `base`, where the window can show bases. */
export function findBaseBlock(node: SyntaxNode, state: EditorState): DrawnBlock | null {
	const info = node.getChild('CodeInfo');
	if (!info || node.getChildren('CodeMark').length < 2 || !noteOf(state).host.mountBase) return null;
	if (!/^base\s*$/i.test(state.sliceDoc(info.from, Math.min(info.to, info.from + 12)))) return null;
	const text = node
		.getChildren('CodeText')
		.map((part) => state.sliceDoc(part.from, part.to))
		.join('');
	return text.trim() === '' ? null : { widget: new BaseWidget(text), stays: false };
}
