// Blocks of the languages `base` and `query` in live preview: the table or the notes that their text asks for.
import type { EditorState } from '@codemirror/state';
import { type EditorView, WidgetType } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { type DrawnBlock, sourceButton } from './block_rule';
import { noteOf } from './editor_host';

type Language = 'base' | 'query';

const heights = new Map<string, number>();

class AnswerWidget extends WidgetType {
	private takeAway: (() => void) | undefined;

	constructor(
		private readonly language: Language,
		private readonly text: string,
	) {
		super();
	}

	override eq(other: AnswerWidget): boolean {
		return other.language === this.language && other.text === this.text;
	}

	private get key(): string {
		return `${this.language} ${this.text}`;
	}

	override get estimatedHeight(): number {
		return heights.get(this.key) ?? 240;
	}

	toDOM(view: EditorView): HTMLElement {
		const { host, path } = noteOf(view.state);
		const frame = document.createElement('div');
		frame.className = `live-embed live-${this.language}`;
		const body = frame.appendChild(document.createElement('div'));
		body.className = `${this.language}-frame`;
		frame.append(sourceButton(view, frame));
		const place = {
			note: path,
			text: this.text,
			resized: () => {
				heights.set(this.key, frame.getBoundingClientRect().height);
				view.requestMeasure();
			},
		};
		this.takeAway = this.language === 'base' ? host.mountBase?.(body, place) : host.mountQuery?.(body, place);
		return frame;
	}

	override destroy() {
		this.takeAway?.();
	}

	override ignoreEvent(): boolean {
		return true;
	}
}

/** A fenced block of the language `base` or `query`, where the window can show what it asks for. */
export function findAnswerBlock(node: SyntaxNode, state: EditorState): DrawnBlock | null {
	const info = node.getChild('CodeInfo');
	if (!info || node.getChildren('CodeMark').length < 2) return null;
	const [, name] = /^(base|query)\s*$/i.exec(state.sliceDoc(info.from, Math.min(info.to, info.from + 12))) ?? [];
	const { host } = noteOf(state);
	const language = name?.toLowerCase() as Language | undefined;
	if (!language || !(language === 'base' ? host.mountBase : host.mountQuery)) return null;
	const text = node
		.getChildren('CodeText')
		.map((part) => state.sliceDoc(part.from, part.to))
		.join('');
	return text.trim() === '' ? null : { widget: new AnswerWidget(language, text), stays: false };
}
