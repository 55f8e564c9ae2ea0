// The person's settings inside the editor: tabs, spelling, line numbers, Vim keys. They arrive a moment after the text.
import { indentUnit } from '@codemirror/language';
import { Compartment, EditorState, type Extension, Facet } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import type { Settings } from '../backend/bindings';
import { noteOf } from './editor_host';

/** What the core said last; features fall back on Obsidian's defaults until it has. */
export const currentSettings = Facet.define<Settings, Settings | null>({ combine: (values) => values[0] ?? null });

/** Settings in an editor. */
export interface EditorSettings {
	extension: Extension;
	/** Asks for the settings and applies them. */
	load(view: EditorView): void;
}

/** Applies the settings, and can load them again. */
export function editorSettings(): EditorSettings {
	const compartment = new Compartment();
	let applied = '';
	return {
		extension: compartment.of(defaults()),
		load(view) {
			const { host } = noteOf(view.state);
			host.ask({ ask: 'settings' }).then(
				async (settings) => {
					// The window asks whenever any setting may have changed; most of them are no business of the editor.
					const asked = JSON.stringify(settings);
					if (asked === applied) return;
					applied = asked;
					const extension = await apply(settings);
					if (view.dom.isConnected) view.dispatch({ effects: compartment.reconfigure(extension) });
				},
				() => {}, // Without an answer the defaults stay; whoever owns the settings reports the failure.
			);
		},
	};
}

function defaults(): Extension {
	return [indentUnit.of('\t'), EditorState.tabSize.of(4), spelling(true)];
}

async function apply(settings: Settings): Promise<Extension> {
	return [
		// Vim has to see keys before every other feature.
		settings.vim ? await loadVim() : [],
		currentSettings.of(settings),
		indentUnit.of(settings.use_tabs ? '\t' : ' '.repeat(settings.tab_size)),
		EditorState.tabSize.of(settings.tab_size),
		spelling(settings.spellcheck),
		settings.show_line_numbers ? lineNumbers() : [],
		EditorView.editorAttributes.of({ class: settings.readable_line_length ? '' : 'full-width' }),
	];
}

function spelling(on: boolean): Extension {
	return EditorView.contentAttributes.of({ spellcheck: String(on), autocorrect: 'off', autocapitalize: 'off' });
}

async function loadVim(): Promise<Extension> {
	const { vim } = await import('@replit/codemirror-vim');
	return vim({ status: true });
}
