// Embedded notes, headings and blocks in live preview, drawn by the core; other files as links.
import type { EditorState, Extension } from '@codemirror/state';
import { type EditorView, WidgetType } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { type DrawnBlock, sourceButton } from './block_rule';
import { noteOf } from './editor_host';
import { isUnresolved } from './link_state';
import { type LiveCanvas, liveRule } from './live_rule';
import { type MountedNote, mountNote } from './note_html';
import { linkOfNode, shownText } from './note_link';

// Documents, canvases and bases are drawn like notes; pictures have a file of their own, other files are links.
const attachment = /\.(?!(?:md|base|pdf)$)[a-z0-9]{1,5}$/i;

/** What was shown last, so that a redraw does not blink. */
const lastHtml = new Map<string, string>();
const heights = new Map<string, number>();
const mostKept = 200;

class EmbedWidget extends WidgetType {
	private mounted: MountedNote | null = null;

	constructor(
		private readonly target: string,
		private readonly epoch: number,
	) {
		super();
	}

	override eq(other: EmbedWidget): boolean {
		return other.target === this.target && other.epoch === this.epoch;
	}

	override get estimatedHeight(): number {
		return heights.get(this.target) ?? 120;
	}

	toDOM(view: EditorView): HTMLElement {
		const frame = document.createElement('div');
		frame.className = 'live-embed';
		const body = frame.appendChild(document.createElement('div'));
		frame.append(sourceButton(view, frame));
		this.show(view, frame, body, lastHtml.get(this.target) ?? '');
		this.load(view, frame, body);
		return frame;
	}

	override destroy() {
		this.mounted?.destroy();
	}

	override ignoreEvent(): boolean {
		return true;
	}

	private async load(view: EditorView, frame: HTMLElement, body: HTMLElement) {
		const { host, path } = noteOf(view.state);
		try {
			const { html } = await host.ask({ ask: 'render', note: path, text: `![[${this.target}]]`, subpath: '' });
			remember(lastHtml, this.target, html);
			this.show(view, frame, body, html);
		} catch (error) {
			body.textContent = messageOf(error);
			this.measure(view, frame);
		}
	}

	private show(view: EditorView, frame: HTMLElement, body: HTMLElement, html: string) {
		if (this.mounted) {
			this.mounted.update(html);
			return;
		}
		const { host, path } = noteOf(view.state);
		const measure = () => this.measure(view, frame);
		this.mounted = mountNote(body, { html, path, host, resized: measure, mounted: measure });
	}

	/** Lets the editor know how high it is, whenever more of it is there. */
	private measure(view: EditorView, frame: HTMLElement) {
		view.requestMeasure({
			key: this,
			read: () => {
				if (frame.isConnected) remember(heights, this.target, frame.getBoundingClientRect().height);
			},
		});
	}
}

function remember<T>(kept: Map<string, T>, key: string, value: T) {
	kept.delete(key);
	kept.set(key, value);
	const oldest = kept.keys().next();
	if (kept.size > mostKept && !oldest.done) kept.delete(oldest.value);
}

function messageOf(error: unknown): string {
	const told =
		typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
	return `This embed cannot be shown: ${told}`;
}

/** The embed that is all of a paragraph, as a block. */
export function findEmbedBlock(node: SyntaxNode, state: EditorState, epoch: number): DrawnBlock | null {
	const link = node.name === 'Embed' ? linkOfNode(node, state.doc) : null;
	if (!link || attachment.test(link.target.split('#', 1)[0] ?? '')) return null;
	return { widget: new EmbedWidget(link.target, epoch), stays: false };
}

// An embed inside a line, or of a file that has no picture here, reads as a link to it.
function drawInline(node: SyntaxNode, canvas: LiveCanvas): undefined {
	const link = linkOfNode(node, canvas.state.doc);
	if (!link || canvas.isRevealed(node)) return;
	const lost = isUnresolved(canvas.view, link.target) ? ' is-unresolved' : '';
	const target = node.getChild('WikilinkTarget');
	const shown = node.getChild('WikilinkDisplay') ?? target;
	if (!shown || shownText(canvas.text(node)) === '') return;
	canvas.hide(node.from, shown.from);
	canvas.hide(shown.to, node.to);
	canvas.mark(shown.from, shown.to, `live-link live-file${lost}`, { 'data-href': link.target });
}

/** Draws embeds inside lines. */
export function liveEmbeds(): Extension {
	return liveRule({ nodes: ['Embed'], draw: drawInline });
}
