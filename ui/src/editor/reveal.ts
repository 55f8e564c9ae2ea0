// Where live preview shows the source: wherever the selection touches, while the editor has the focus.
import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';

const setFocused = StateEffect.define<boolean>();
const setHeld = StateEffect.define<boolean>();

interface RevealState {
	focused: boolean;
	/** The mouse button is down: nothing may move under the pointer until it is up. */
	held: boolean;
}

const revealState = StateField.define<RevealState>({
	create: () => ({ focused: false, held: false }),
	update(value, transaction) {
		let next = value;
		for (const effect of transaction.effects) {
			if (effect.is(setFocused)) next = { ...next, focused: effect.value };
			if (effect.is(setHeld)) next = { ...next, held: effect.value };
		}
		return next;
	},
});

/** Whether the source of a range is shown. */
export function isRevealed(state: EditorState, range: { from: number; to: number }): boolean {
	if (!state.field(revealState, false)?.focused) return false;
	return state.selection.ranges.some((selected) => selected.from <= range.to && selected.to >= range.from);
}

/** Whether the source of any line that a range covers is shown. */
export function isLineRevealed(state: EditorState, range: { from: number; to: number }): boolean {
	return isRevealed(state, { from: state.doc.lineAt(range.from).from, to: state.doc.lineAt(range.to).to });
}

/** Whether decorations have to stay as they are because the person is selecting with the mouse. */
export function isHeld(state: EditorState): boolean {
	return state.field(revealState, false)?.held ?? false;
}

/** Whether what is revealed may differ between two states of a document. */
export function revealChanged(before: EditorState, after: EditorState): boolean {
	return before.field(revealState, false) !== after.field(revealState, false) || !before.selection.eq(after.selection);
}

class PointerWatch {
	private destroyed = false;
	private readonly release = () => {
		// The click that follows still belongs to the press.
		setTimeout(() => {
			if (!this.destroyed) this.view.dispatch({ effects: setHeld.of(false) });
		}, 0);
	};

	constructor(private readonly view: EditorView) {}

	press() {
		this.view.dispatch({ effects: setHeld.of(true) });
		window.addEventListener('mouseup', this.release, { once: true });
	}

	destroy() {
		this.destroyed = true;
		window.removeEventListener('mouseup', this.release);
	}
}

/** Keeps track of focus and mouse for live preview. */
export function reveal(): Extension {
	return [
		revealState,
		EditorView.focusChangeEffect.of((_state, focusing) => setFocused.of(focusing)),
		ViewPlugin.fromClass(PointerWatch, {
			eventObservers: {
				mousedown(event) {
					if (event.button === 0) this.press();
				},
			},
		}),
	];
}
