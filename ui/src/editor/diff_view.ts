// Two texts side by side, to be looked at: what an old version says, and what the file says now.
import { MergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { noteHighlighting } from './highlight_style';
import { noteLanguage } from './syntax';

/** What is to be compared. */
export interface DiffOptions {
	before: string;
	after: string;
	/** What each side is called. */
	labels: readonly [string, string];
}

function side(label: string): Extension[] {
	return [
		EditorView.lineWrapping,
		EditorState.readOnly.of(true),
		EditorView.contentAttributes.of({
			'aria-label': label,
			'aria-multiline': 'true',
			'aria-readonly': 'true',
			tabindex: '0',
		}),
		noteLanguage(),
		noteHighlighting(),
	];
}

/** Shows both texts inside an element; the returned function takes them away again. */
export function mountDiff(parent: HTMLElement, { before, after, labels }: DiffOptions): () => void {
	parent.classList.add('merge-view');
	const head = parent.appendChild(document.createElement('div'));
	head.className = 'merge-heads';
	for (const label of labels) head.appendChild(document.createElement('span')).textContent = label;
	const view = new MergeView({
		a: { doc: before, extensions: side(labels[0]) },
		b: { doc: after, extensions: side(labels[1]) },
		parent: parent.appendChild(document.createElement('div')),
		collapseUnchanged: { margin: 3, minSize: 6 },
	});
	return () => {
		view.destroy();
		parent.classList.remove('merge-view');
		parent.replaceChildren();
	};
}
