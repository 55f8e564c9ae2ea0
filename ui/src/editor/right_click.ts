// The cursor goes to where a context menu is asked for, unless that is in the selection, which the menu is then about.
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** Moves the cursor on a press of the right button; the menu key leaves it where it is. */
export function rightClick(): Extension {
	return EditorView.domEventHandlers({
		mousedown(event, view) {
			if (event.button !== 2) return false;
			const pos = view.posAtCoords({ x: event.clientX, y: event.clientY });
			const isSelected = view.state.selection.ranges.some(
				({ from, to, empty }) => !empty && pos !== null && pos >= from && pos <= to,
			);
			if (pos !== null && !isSelected) view.dispatch({ selection: { anchor: pos }, userEvent: 'select.pointer' });
			// The browser would take the selection away.
			event.preventDefault();
			view.focus();
			return true;
		},
	});
}
