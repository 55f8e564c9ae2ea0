// The clipboard by command, for menus and the palette: the same events as the keys cause, with all that listens to them.
import type { Command } from '@codemirror/view';
import { plainPaste } from './paste_html';

// The commands of the document are old, and the only way to a paste with its files and its HTML.
function run(name: 'cut' | 'copy' | 'paste'): Command {
	return (view) => {
		if (name !== 'copy' && view.state.readOnly) return false;
		view.focus();
		return document.execCommand(name);
	};
}

/** Cuts what is selected, or the line of the cursor. */
export const cut = run('cut');
/** Copies what is selected, or the line of the cursor. */
export const copy = run('copy');
/** Pastes as the keys do. */
export const paste = run('paste');
/** Pastes the text of what is on the clipboard, as it is. */
export const pastePlain: Command = (view) => {
	view.plugin(plainPaste)?.ask(true);
	return paste(view);
};
