// The editor of quick capture: plain text with the passages washed in which something was found.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { type Passage, passageWash, showPassages } from './passages';
import { htmlPaste } from './paste_html';

export interface ClippingEditor {
	/** Washes passages in the hue of a token. */
	show(passages: readonly Passage[], hue: string): void;
	/** Brings a passage into sight and selects it. */
	select(from: number, to: number): void;
	replace(text: string): void;
	focus(): void;
	destroy(): void;
}

interface Options {
	parent: HTMLElement;
	text: string;
	label: string;
	hint: string;
	onwrite: (text: string) => void;
	/** Whether HTML is pasted as Markdown. */
	convertsHtml: () => boolean;
}

const look = EditorView.theme({
	'&': { height: '100%', fontSize: '15px' },
	'&.cm-focused': { outline: 'none' },
	'.cm-scroller': { padding: '12px 16px', overflow: 'auto', fontFamily: 'var(--note-font)', lineHeight: '1.55' },
	'.cm-content, .cm-line': { padding: '0' },
	'.cm-placeholder': { color: 'var(--ink-3)' },
});

export function createClippingEditor({ parent, text, label, hint, onwrite, convertsHtml }: Options): ClippingEditor {
	let replacing = false;
	const view = new EditorView({
		parent,
		state: EditorState.create({
			doc: text,
			extensions: [
				history(),
				keymap.of([...historyKeymap, ...defaultKeymap]),
				EditorView.lineWrapping,
				EditorView.contentAttributes.of({ 'aria-label': label, dir: 'auto', spellcheck: 'false' }),
				placeholder(hint),
				passageWash(),
				htmlPaste(convertsHtml),
				look,
				EditorView.updateListener.of((update) => {
					if (update.docChanged && !replacing) onwrite(update.state.doc.toString());
				}),
			],
		}),
	});
	return {
		show: (passages, hue) =>
			view.dispatch({ effects: showPassages.of({ passages, mark: { hue, letter: '', title: '' } }) }),
		select(from, to) {
			const end = Math.min(to, view.state.doc.length);
			view.dispatch({ selection: { anchor: Math.min(from, end), head: end }, scrollIntoView: true });
		},
		replace(next) {
			replacing = true;
			view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
			replacing = false;
		},
		focus: () => view.focus(),
		destroy: () => view.destroy(),
	};
}
