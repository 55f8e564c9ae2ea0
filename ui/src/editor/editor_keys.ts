// The keys of the window's and the editor's commands, which the person may change while an editor is open.
import { Compartment, type Extension, Prec } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import { commandKeys } from './editor_commands';
import type { EditorHost } from './editor_host';

/** The keys of an editor. */
export interface EditorKeys {
	extension: Extension;
	/** Asks the host for them again. */
	refresh(view: EditorView): void;
}

/** Keys as the host tells them: its own first, then those of the editor's commands. */
export function editorKeys(host: EditorHost): EditorKeys {
	const compartment = new Compartment();
	const keys = () => [
		Prec.highest(keymap.of(host.keys())),
		Prec.low(keymap.of(commandKeys((id) => host.commandKeys?.(id)))),
	];
	return {
		extension: compartment.of(keys()),
		refresh: (view) => view.dispatch({ effects: compartment.reconfigure(keys()) }),
	};
}
