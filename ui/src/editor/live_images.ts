// Images in live preview: alone on a line as a block, inside a line as part of it.
import type { EditorState, Extension } from '@codemirror/state';
import { type EditorView, WidgetType } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { type DrawnBlock, editSource } from './block_rule';
import { noteOf } from './editor_host';
import { imageElement, imageKey, isMissing, knownHeight } from './image_element';
import { type ImageText, isImage, readImageText } from './image_size';
import { type LiveCanvas, liveRule } from './live_rule';
import { readDestination } from './note_link';

interface NoteImage {
	target: string;
	text: ImageText;
}

/** The image that a node shows, or null where it is none. */
export function readImage(node: SyntaxNode, state: EditorState): NoteImage | null {
	const text = (of: { from: number; to: number }) => state.sliceDoc(of.from, of.to);
	if (node.name === 'Embed') {
		const target = node.getChild('WikilinkTarget');
		const display = node.getChild('WikilinkDisplay');
		if (!target || !isImage(text(target))) return null;
		return { target: text(target).trim(), text: readImageText(display ? text(display) : '') };
	}
	const url = node.getChild('URL');
	const [open, close] = node.getChildren('LinkMark');
	if (!url || !open || !close) return null;
	const { target } = readDestination(text(url));
	return { target, text: readImageText(text({ from: open.to, to: close.from })) };
}

class ImageWidget extends WidgetType {
	constructor(
		private readonly image: NoteImage,
		private readonly block: boolean,
		private readonly epoch: number,
	) {
		super();
	}

	override eq(other: ImageWidget): boolean {
		const same = this.key() === other.key() && this.block === other.block;
		// Only an image that was missing is looked for again after the vault changed.
		return same && (this.epoch === other.epoch || !isMissing(this.image.target));
	}

	override get estimatedHeight(): number {
		return this.block ? knownHeight(this.key()) : -1;
	}

	toDOM(view: EditorView): HTMLElement {
		const { host, path } = noteOf(view.state);
		const source = { target: this.image.target, note: path, host };
		const element = imageElement(source, this.image.text, () => view.requestMeasure());
		const frame = document.createElement(this.block ? 'div' : 'span');
		frame.className = this.block ? 'live-image-block' : 'live-image';
		frame.append(element);
		frame.addEventListener('mousedown', (event) => event.preventDefault());
		frame.addEventListener('click', () => editSource(view, frame));
		return frame;
	}

	override ignoreEvent(): boolean {
		return true;
	}

	private key(): string {
		return imageKey(this.image.target, this.image.text);
	}
}

/** The only thing in a paragraph, if it is one node. */
export function onlyChild(paragraph: SyntaxNode): SyntaxNode | null {
	const child = paragraph.firstChild;
	return child && child.from === paragraph.from && child.to === paragraph.to ? child : null;
}

/** The image that is all of a paragraph, as a block. */
export function findImageBlock(node: SyntaxNode, state: EditorState, epoch: number): DrawnBlock | null {
	if (node.name !== 'Embed' && node.name !== 'Image') return null;
	const image = readImage(node, state);
	return image && { widget: new ImageWidget(image, true, epoch), stays: true };
}

function drawInline(node: SyntaxNode, canvas: LiveCanvas): boolean | undefined {
	const paragraph = node.parent;
	const isBlock =
		paragraph?.name === 'Paragraph' && paragraph.parent?.type.isTop && onlyChild(paragraph)?.from === node.from;
	const image = isBlock ? null : readImage(node, canvas.state);
	if (image && !canvas.isRevealed(node)) canvas.replace(node.from, node.to, new ImageWidget(image, false, 0));
	return image ? false : undefined;
}

/** Draws images inside lines. */
export function liveImages(): Extension {
	return liveRule({ nodes: ['Embed', 'Image'], draw: drawInline });
}
