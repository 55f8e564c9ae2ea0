// Tells the host which line the cursor is on, so that the outline can show the heading above it.
import type { Extension } from '@codemirror/state';
import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { noteOf } from './editor_host';

class CursorLine {
	private told = 0;

	constructor(view: EditorView) {
		this.tell(view);
	}

	update(update: ViewUpdate) {
		if (update.selectionSet || update.docChanged) this.tell(update.view);
	}

	private tell({ state }: EditorView) {
		const line = state.doc.lineAt(state.selection.main.head).number;
		if (line === this.told) return;
		this.told = line;
		noteOf(state).host.lineChanged?.(line);
	}
}

/** Tells the host the line of the cursor. */
export function cursorLine(): Extension {
	return ViewPlugin.fromClass(CursorLine);
}
