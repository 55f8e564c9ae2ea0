// The menu over a text: what it offers for what is under the cursor, and what is selected.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Backend } from '../backend/backend';
import { editorFor } from '../editor/test_keys';
import type { MenuEntry } from '../parts/menu';
import { AppState } from '../state/app_state.svelte';
import type { OpenNote } from '../state/open_note.svelte';
import { registerEditorCommands } from './editor_host';
import { editorMenu } from './editor_menu';

afterEach(() => document.body.replaceChildren());

async function menuOf(marked: string, note: Partial<OpenNote> = {}) {
	const app = new AppState({} as unknown as Backend);
	registerEditorCommands(app);
	const editor = await editorFor(marked);
	app.vault = { read_only: false } as AppState['vault'];
	app.editor = editor;
	app.panes.open({ view: 'note', path: 'note.md' });
	const opened = { path: 'note.md', editable: true, plain: false, ...note } as OpenNote;
	return { app, editor, entries: editorMenu(app, opened, editor) };
}

function titles(entries: readonly MenuEntry[]): string[] {
	return entries.map((entry) => (entry === 'rule' ? '—' : entry.title));
}

function find(entries: readonly MenuEntry[], ...path: string[]): Exclude<MenuEntry, 'rule'> {
	const [first, ...rest] = path;
	const found = entries.find((entry) => entry !== 'rule' && entry.title === first);
	if (!found || found === 'rule') throw new Error(`no entry ${first} among ${titles(entries).join(', ')}`);
	return rest.length === 0 || !('entries' in found) ? found : find(found.entries, ...rest);
}

const always = ['Cut', 'Copy', 'Paste', 'Paste as plain text', '—', 'Format', 'Paragraph', 'Insert'];

describe('the menu of the editor', () => {
	it.each([
		['te¦xt', always],
		['«text»', [...always, '—', 'Move selection to another note…', 'Search for “text”']],
		['# He¦ad', [...always, '—', 'Rename heading…', 'Copy link to this heading']],
		['text ^i¦d', [...always, '—', 'Rename block id…']],
		['[[No¦te#Part]]', ['Open link', 'Open link in a new tab', 'Open link to the right', 'Copy link', '—', ...always]],
		['[a](https://b.c¦/)', ['Open in the browser', 'Copy address', '—', ...always]],
		['a #t¦ag', ['Search for #tag', 'Rename this tag…', '—', ...always]],
	])('at %j offers %j', async (marked, expected) => {
		const { entries } = await menuOf(marked);
		expect(titles(entries)).toEqual(expected);
	});

	it('changes the text where the cursor is', async () => {
		const { editor, entries } = await menuOf('a «word»');
		const bold = find(entries, 'Format', 'Bold');
		if ('run' in bold) bold.run();
		expect(editor.text()).toBe('a **word**');
	});

	it('follows a link where it is told to', async () => {
		const { app, entries } = await menuOf('[[No¦te]]');
		const followLink = vi.spyOn(app, 'followLink').mockResolvedValue();
		const entry = find(entries, 'Open link to the right');
		if ('run' in entry) entry.run();
		expect(followLink).toHaveBeenCalledWith('Note', 'note.md', 'split');
	});

	it('offers no change to a note that may not be changed', async () => {
		const { entries } = await menuOf('«text»', { editable: false });
		expect(find(entries, 'Cut')).toMatchObject({ disabled: true });
		expect(find(entries, 'Copy')).toMatchObject({ disabled: false });
		expect(titles(entries)).not.toContain('Format');
	});
});
