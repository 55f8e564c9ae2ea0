// Pasting what was copied from a page or another program: its HTML becomes Markdown, where the person wants that.
import { syntaxTree } from '@codemirror/language';
import type { EditorState, Extension } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';
import { htmlToMarkdown } from './html_to_markdown';

/** What is on the clipboard, or was dropped. */
type Data = Pick<DataTransfer, 'getData' | 'types'>;

const noMarkdown = /Code|Math|HTML|Frontmatter|Comment|URL/;
/** Kinds of data that say that the text is source code, coloured. */
const codeKinds = ['vscode-editor-data', 'application/vnd.code.copymetadata'];
const startsBlock = /^(?:#{1,6} |[-*+] |\d+\. |> |\||`{3}|\$\$|---$)/;

/** The Markdown of the data's HTML; null where there is none, or the text says as much. */
export function markdownOf(data: Data): string | null {
	if (codeKinds.some((kind) => data.types.includes(kind))) return null;
	const html = data.getData('text/html');
	return html === '' ? null : htmlToMarkdown(html);
}

/** The Markdown as it goes into the text: a block gets lines of its own. Null where the text there is no Markdown. */
export function placeMarkdown(state: EditorState, from: number, to: number, markdown: string): string | null {
	if (isNoMarkdown(state, from)) return null;
	const line = state.doc.lineAt(from);
	const before = state.sliceDoc(line.from, from).trim() === '' ? '' : '\n\n';
	const after = state.sliceDoc(to, state.doc.lineAt(to).to).trim() === '' ? '' : '\n\n';
	const blocks = markdown.split(/\n{2,}/);
	const first = startsBlock.test(blocks[0] ?? '') ? before : '';
	return first + markdown + (startsBlock.test(blocks.at(-1) ?? '') ? after : '');
}

/** Whether a position is in code, a formula or the like, where Markdown would be taken literally. */
function isNoMarkdown(state: EditorState, pos: number): boolean {
	let node = syntaxTree(state).resolveInner(pos, -1);
	for (;;) {
		// The end of a block, such as the line below a fence, is no longer in it.
		if (noMarkdown.test(node.name) && node.from < pos && pos < node.to) return true;
		if (!node.parent) return false;
		node = node.parent;
	}
}

/** Replaces every selection by the Markdown of the data; false where its plain text is to be pasted. */
export function pasteMarkdown(view: EditorView, data: Data): boolean {
	const markdown = markdownOf(data);
	if (markdown === null) return false;
	const { state } = view;
	const { from, to } = state.selection.main;
	const placed = placeMarkdown(state, from, to, markdown);
	if (placed === null) return false;
	view.dispatch(state.replaceSelection(placed), { userEvent: 'input.paste', scrollIntoView: true });
	return true;
}

class PlainPaste {
	private asked = false;

	ask(asked: boolean) {
		this.asked = asked;
	}

	/** Tells it once. */
	take(): boolean {
		const { asked } = this;
		this.asked = false;
		return asked;
	}
}

/** Knows whether the paste that is about to come was asked for as plain text, with Mod+Shift+V or by command. */
export const plainPaste = ViewPlugin.fromClass(PlainPaste, {
	eventHandlers: {
		keydown(event) {
			this.ask(event.key.toLowerCase() === 'v' && event.shiftKey && (event.ctrlKey || event.metaKey));
		},
	},
});

/** Pastes HTML as Markdown in an editor without a note; `converts` says whether the person wants that. */
export function htmlPaste(converts: () => boolean): Extension {
	const paste = EditorView.domEventHandlers({
		paste(event, view) {
			const data = event.clipboardData;
			const isPlain = view.plugin(plainPaste)?.take() ?? false;
			const taken = !isPlain && data !== null && converts() && pasteMarkdown(view, data);
			if (taken) event.preventDefault();
			return taken;
		},
	});
	return [plainPaste, paste];
}
