// Two versions of a note side by side when a file changed under unsaved text: the person decides what becomes the file.
import { history, historyKeymap } from '@codemirror/commands';
import { MergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { noteHighlighting } from './highlight_style';
import { noteLanguage } from './syntax';

/** What is to be decided. */
export interface MergeOptions {
	/** The text in the editor. */
	mine: string;
	/** The text in the file. */
	theirs: string;
	/** Called with the text that the person settled on. */
	onresolve(text: string): void;
}

/** A comparison in the page. */
export interface MountedMerge {
	/** The text on the person's side, with what they took over from the other. */
	text(): string;
	destroy(): void;
}

function side(label: string): Extension[] {
	return [
		EditorView.lineWrapping,
		EditorView.contentAttributes.of({ 'aria-label': label, 'aria-multiline': 'true' }),
		noteLanguage(),
		noteHighlighting(),
	];
}

/** Shows both versions inside an element; the person's is edited, and takes over pieces of the other by its arrows. */
export function mountMerge(parent: HTMLElement, { mine, theirs, onresolve }: MergeOptions): MountedMerge {
	parent.classList.add('merge-view');
	const view = new MergeView({
		a: { doc: theirs, extensions: [side('In the file'), EditorState.readOnly.of(true)] },
		b: { doc: mine, extensions: [side('Yours'), history(), keymap.of(historyKeymap)] },
		parent: parent.appendChild(document.createElement('div')),
		revertControls: 'a-to-b',
		renderRevertControl: takeButton,
		collapseUnchanged: { margin: 3, minSize: 6 },
	});
	const text = () => view.b.state.doc.toString();
	parent.prepend(heads());
	parent.append(
		choices(
			() => onresolve(theirs),
			() => onresolve(text()),
		),
	);
	view.b.focus();
	return {
		text,
		destroy() {
			view.destroy();
			parent.classList.remove('merge-view');
			parent.replaceChildren();
		},
	};
}

function takeButton(): HTMLElement {
	const button = document.createElement('button');
	button.type = 'button';
	button.textContent = '→';
	button.setAttribute('aria-label', 'Take this piece over from the file');
	return button;
}

function heads(): HTMLElement {
	const head = document.createElement('div');
	head.className = 'merge-heads';
	for (const label of ['In the file', 'Yours']) head.appendChild(document.createElement('span')).textContent = label;
	return head;
}

function choices(takeTheirs: () => void, takeMine: () => void): HTMLElement {
	const row = document.createElement('div');
	row.className = 'merge-choices';
	const choose = (label: string, chosen: () => void) => {
		const button = row.appendChild(document.createElement('button'));
		button.type = 'button';
		button.textContent = label;
		button.addEventListener('click', chosen);
	};
	choose('Take the file’s', takeTheirs);
	choose('Keep mine as it stands here', takeMine);
	return row;
}
