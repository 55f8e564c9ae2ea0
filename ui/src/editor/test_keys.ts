// Plays keys in an editor, for tests: `"> one¦"`, Enter, `"> one\n> ¦"`.
import { forceParsing } from '@codemirror/language';
import { EditorSelection } from '@codemirror/state';
import { EditorView, runScopeHandlers } from '@codemirror/view';
import type { Settings } from '../backend/bindings';
import { createNoteEditor, type EditorHost, type EditorMode, type NoteEditor } from './note_editor';
import { type TestAnswers, testHost } from './test_host';

/** Obsidian's defaults. */
export const defaultSettings: Settings = {
	new_link_format: 'shortest',
	use_markdown_links: false,
	always_update_links: false,
	new_file_location: 'root',
	new_file_folder: '',
	attachment_folder: '/',
	trash: 'system',
	confirm_trash: true,
	show_unsupported_files: false,
	strict_line_breaks: false,
	properties_in_document: 'visible',
	readable_line_length: true,
	show_line_numbers: false,
	default_mode: 'live',
	vim: false,
	spellcheck: false,
	convert_html: true,
	tab_size: 4,
	use_tabs: true,
	excluded: [],
};

/** What differs from a common editor in live preview. */
export interface TestEditorOptions {
	mode?: EditorMode;
	host?: Partial<EditorHost>;
	answers?: TestAnswers;
	settings?: Partial<Settings>;
}

/** Makes an editor from a text in which `¦` is the cursor and `«…»` a selection, and puts the focus into it. */
export async function editorFor(marked: string, options: TestEditorOptions = {}): Promise<NoteEditor> {
	const { doc, selection } = readMarked(marked);
	const settings = { ...defaultSettings, ...options.settings };
	const editor = createNoteEditor(document.body.appendChild(document.createElement('div')), {
		doc,
		path: 'note.md',
		editable: true,
		plain: false,
		mode: options.mode ?? 'live',
		host: testHost(options.host, { settings, ...options.answers }),
	});
	parsed(editor).focus();
	editor.view.dispatch({ selection });
	// The settings arrive by promise, and come to bear in the one after.
	await new Promise((resolve) => setTimeout(resolve, 0));
	return editor;
}

/** The editor, once the whole text is parsed; on a busy machine that may take longer than an editor waits. */
export function parsed(editor: NoteEditor): NoteEditor {
	forceParsing(editor.view, editor.view.state.doc.length, 5000);
	return editor;
}

function readMarked(marked: string): { doc: string; selection: EditorSelection } {
	const cursor = marked.indexOf('¦');
	if (cursor >= 0) return { doc: marked.replace('¦', ''), selection: EditorSelection.single(cursor) };
	const from = marked.indexOf('«');
	const to = marked.indexOf('»') - 1;
	if (from < 0) throw new Error(`no cursor in ${JSON.stringify(marked)}`);
	return { doc: marked.replace('«', '').replace('»', ''), selection: EditorSelection.single(from, to) };
}

/** The text of an editor with its cursor or selection marked as for `editorFor`. */
export function markedText({ view }: NoteEditor): string {
	const { main } = view.state.selection;
	const text = view.state.doc.toString();
	if (main.empty) return `${text.slice(0, main.head)}¦${text.slice(main.head)}`;
	return `${text.slice(0, main.from)}«${text.slice(main.from, main.to)}»${text.slice(main.to)}`;
}

const modifiers: Record<string, 'ctrlKey' | 'shiftKey' | 'altKey'> = {
	Mod: 'ctrlKey',
	Shift: 'shiftKey',
	Alt: 'altKey',
};

/** Presses keys such as `Enter`, `Mod-b`; anything else of one character is typed. */
export function press(editor: NoteEditor, ...keys: string[]) {
	for (const key of keys) {
		if (key.length === 1) type(editor.view, key);
		else pressOne(editor.view, key);
	}
}

function pressOne(view: EditorView, name: string) {
	const parts = name.split(/-(?!$)/);
	const key = parts.pop() ?? '';
	const event: KeyboardEventInit = { key, keyCode: keyCodes[key] ?? key.toUpperCase().charCodeAt(0) };
	for (const part of parts) event[modifiers[part] ?? 'metaKey'] = true;
	runScopeHandlers(view, new KeyboardEvent('keydown', event), 'editor');
}

const keyCodes: Record<string, number> = { Enter: 13, Tab: 9, Backspace: 8, Escape: 27, Delete: 46 };

/** Types one character the way the browser reports it. */
function type(view: EditorView, text: string) {
	const { from, to } = view.state.selection.main;
	const insert = () => view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type' });
	const taken = view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, text, insert));
	if (!taken) view.dispatch(insert());
}
