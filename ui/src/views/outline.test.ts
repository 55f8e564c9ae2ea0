// The outline over the real state and a real editor: what a person does with headings, and what the text becomes.
import { undo } from '@codemirror/commands';
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask, Backend } from '../backend/backend';
import { createNoteEditor, type NoteEditor } from '../editor/note_editor';
import { testHost } from '../editor/test_host';
import OutlinePanel from '../panels/outline_panel.svelte';
import { AppState } from '../state/app_state.svelte';
import InState from './test_in_state.svelte';

const text = '# Retail\none\n## Robots\ntwo\n## Prices\nthree\n# Cloud\nfour\n';
const outline = [
	{ level: 1, text: 'Retail', line: 1 },
	{ level: 2, text: 'Robots', line: 3 },
	{ level: 2, text: 'Prices', line: 5 },
	{ level: 1, text: 'Cloud', line: 7 },
];
const opened = { path: 'a.md', title: 'a', text, hash: 'h', editable: true, reason: '', plain: false, draft: null };

const saved: unknown[] = [];
let app: AppState;
let editor: NoteEditor;

beforeEach(async () => {
	const table: Record<string, unknown> = { outline, open: opened };
	saved.length = 0;
	const ask = (async (request: { ask: string }) => {
		const { ask } = request;
		if (ask === 'save') {
			saved.push(request);
			return { outcome: 'saved', hash: 'h2', text: '' };
		}
		if (!(ask in table)) throw { code: 'failed', message: `no answer to ${ask}` };
		return table[ask];
	}) as unknown as Ask;
	app = new AppState({ ask } as unknown as Backend);
	const note = await app.notes.open('a.md');
	app.panes.open({ view: 'note', path: 'a.md' }, 'tab');
	const host = testHost({
		lineChanged: (line: number) => {
			note.line = line;
		},
	});
	const parent = document.body.appendChild(document.createElement('div'));
	editor = createNoteEditor(parent, { doc: text, path: 'a.md', editable: true, plain: false, mode: 'source', host });
	app.editor = editor;
	render(InState, { props: { app, part: OutlinePanel, props: { note: 'a.md' } } as never });
});

afterEach(() => editor.destroy());

const panel = () => screen.getByRole('region', { name: 'Outline' });
const heading = (name: string) => within(panel()).findByRole('button', { name });

describe('the outline', () => {
	it('marks the heading that the cursor is under', async () => {
		editor.goToLine(6);
		await waitFor(async () => expect(await heading('Prices')).toHaveAttribute('aria-current', 'location'));
		editor.goToLine(1);
		await waitFor(async () => expect(await heading('Retail')).toHaveAttribute('aria-current', 'location'));
		expect(await heading('Prices')).not.toHaveAttribute('aria-current');
	});

	it('is filtered by words, and keeps what stands above', async () => {
		await heading('Cloud');
		await userEvent.type(within(panel()).getByRole('searchbox', { name: 'Filter headings' }), 'pri');
		await waitFor(() => expect(within(panel()).queryByRole('button', { name: 'Cloud' })).toBeNull());
		expect(await heading('Retail')).toBeInTheDocument();
		expect(await heading('Prices')).toBeInTheDocument();
		await userEvent.keyboard('{Escape}');
		expect(await heading('Cloud')).toBeInTheDocument();
	});

	it('moves a section past its sibling with Alt and an arrow, and undo takes it back', async () => {
		(await heading('Robots')).focus();
		await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
		const moved = '# Retail\none\n## Prices\nthree\n## Robots\ntwo\n# Cloud\nfour\n';
		expect(editor.text()).toBe(moved);
		undo(editor.view);
		expect(editor.text()).toBe(text);
	});

	it('moves a section of a note that is read, and says how that is taken back', async () => {
		app.editor = null;
		const note = app.notes.find('a.md');
		(await heading('Cloud')).focus();
		await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
		expect(note?.text()).toBe('# Cloud\nfour\n# Retail\none\n## Robots\ntwo\n## Prices\nthree\n');
		await vi.waitFor(() => expect(saved.at(-1)).toMatchObject({ path: 'a.md', text: note?.text(), seen: 'h' }));
		app.notices.list[0]?.action?.run();
		expect(note?.text()).toBe(text);
	});

	it('moves nothing in a note that cannot be written, and says so', async () => {
		app.editor = null;
		const note = app.notes.find('a.md');
		if (note) note.editable = false;
		(await heading('Cloud')).focus();
		await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
		expect(note?.text()).toBe(text);
		expect(app.notices.list.length).toBe(1);
	});

	it('moves a section by dragging it between others', async () => {
		const cloud = await heading('Cloud');
		const rows = within(panel()).getAllByRole('listitem');
		// Without a layout every row is at 0: a pointer there is in the lower half, so the gap is the one below.
		document.elementFromPoint = () => rows[3] ?? null;
		const at = (keys: string, y: number, target: Element) => ({
			keys,
			target,
			coords: { clientX: 9, clientY: y, x: 9, y },
		});
		await userEvent.pointer([
			at('[MouseLeft>]', 0, await heading('Retail')),
			{ target: cloud, coords: { clientX: 9, clientY: 40, x: 9, y: 40 } },
			at('[/MouseLeft]', 40, cloud),
		]);
		expect(editor.text()).toBe('# Cloud\nfour\n# Retail\none\n## Robots\ntwo\n## Prices\nthree\n');
	});
});
