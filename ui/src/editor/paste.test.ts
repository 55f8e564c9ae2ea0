// Tests of paste: what it does, told by examples.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nameOf } from './import_file';
import type { NoteEditor } from './note_editor';
import { editorFor, markedText, type TestEditorOptions } from './test_keys';

afterEach(() => document.body.replaceChildren());

interface Clipboard {
	text?: string;
	html?: string;
	files?: File[];
	types?: string[];
}

async function paste(marked: string, clipboard: Clipboard, options: TestEditorOptions = {}) {
	const editor = await editorFor(marked, options);
	pasteInto(editor, clipboard);
	return editor;
}

function pasteInto(editor: NoteEditor, clipboard: Clipboard) {
	const event = new Event('paste', { bubbles: true, cancelable: true });
	const getData = (type: string) => (type === 'text/html' ? clipboard.html : clipboard.text) ?? '';
	const clipboardData = { getData, files: clipboard.files ?? [], types: clipboard.types ?? [], items: [] };
	editor.view.contentDOM.dispatchEvent(Object.assign(event, { clipboardData }));
}

describe('paste', () => {
	it.each([
		['a «word» b', 'https://a.b/c', 'a [word](https://a.b/c)¦ b'],
		['a «https://x.y» b', 'https://a.b', 'a https://a.b¦ b'],
		['a «word» b', 'other', 'a other¦ b'],
		['`«word»`', 'https://a.b', '`https://a.b¦`'],
		['¦', 'https://a.b', 'https://a.b¦'],
		['«a\nb»', 'https://a.b', 'https://a.b¦'],
	])('%j with %j → %j', async (before, text, after) => {
		expect(markedText(await paste(before, { text }))).toBe(after);
	});

	it.each([
		['¦', '<p>a <b>b</b></p>', 'a **b**¦'],
		['x «y» z', '<b>b</b>', 'x **b**¦ z'],
		['before¦after', '<ul><li>a</li></ul>', 'before\n\n- a¦\n\nafter'],
		['- ¦', '<p>a <b>b</b></p>', '- a **b**¦'],
		['```\n¦\n```', '<b>b</b>', '```\nplain¦\n```'],
		['`a¦`', '<b>b</b>', '`aplain¦`'],
		['¦', '<div>no more than text</div>', 'plain¦'],
	])('%j with the page %j → %j', async (before, html, after) => {
		const editor = await paste(before, { text: 'plain', html });
		expect(markedText(editor).replace('\n\n¦', '¦\n\n')).toBe(after);
	});

	it('pastes the text of a page where the person wants that', async () => {
		const page = { text: 'plain', html: '<b>b</b>' };
		expect((await paste('¦', page, { settings: { convert_html: false } })).text()).toBe('plain');
		expect((await paste('¦', { ...page, types: ['vscode-editor-data'] })).text()).toBe('plain');
	});

	it('pastes plain text once with Mod+Shift+V', async () => {
		const editor = await paste('¦', {});
		const page = { text: 'plain', html: '<b>b</b>' };
		const keydown = { key: 'V', ctrlKey: true, shiftKey: true, bubbles: true };
		editor.view.contentDOM.dispatchEvent(new KeyboardEvent('keydown', keydown));
		pasteInto(editor, page);
		pasteInto(editor, page);
		expect(editor.text()).toBe('plain**b**');
	});

	it('makes a picture an attachment and writes its link where it was pasted', async () => {
		const import_attachment = vi.fn(() => ({ path: 'p.png', link: '![[p.png]]' }));
		const file = new File(['PNG'], 'image.png', { type: 'image/png' });
		const editor = await paste('a¦', { files: [file] }, { answers: { import_attachment } });
		editor.view.dispatch({ changes: { from: 0, insert: 'before ' } });
		await vi.waitFor(() => expect(editor.text()).toBe('before a ![[p.png]]'));
		expect(import_attachment).toHaveBeenCalledWith(expect.objectContaining({ base64: btoa('PNG'), source: 'note.md' }));
	});

	it('says so where the file cannot be added', async () => {
		const notice = vi.fn();
		const file = new File(['x'], 'a.png', { type: 'image/png' });
		const editor = await paste('a¦', { files: [file] }, { host: { notice } });
		await vi.waitFor(() =>
			expect(notice).toHaveBeenCalledWith('The file was not added: nothing answers import_attachment'),
		);
		expect(editor.text()).toBe('a');
	});

	it('names pictures of the clipboard by the time', () => {
		const now = new Date(2026, 4, 5, 9, 8, 7);
		expect(nameOf({ name: 'image.png', type: 'image/png' }, now)).toBe('Pasted image 20260505090807.png');
		expect(nameOf({ name: 'chart.svg', type: 'image/svg+xml' }, now)).toBe('chart.svg');
	});

	it.each([
		['Notes/B.md', '[[B]]', 'a [[B]] b'],
		['c.png', '[[c.png]]', 'a ![[c.png]] b'],
	])('takes %j from the tree as %j', async (path, link, after) => {
		const file_link = vi.fn(() => ({ link }));
		const editor = await editorFor('a ¦b', { answers: { file_link } });
		const detail = { path, x: 0, y: 0 };
		vi.spyOn(editor.view, 'posAtCoords').mockReturnValue(2);
		editor.view.contentDOM.dispatchEvent(new CustomEvent('takefile', { detail }));
		await vi.waitFor(() => expect(editor.text()).toBe(after.replace('] b', ']b')));
		expect(file_link).toHaveBeenCalledWith({ ask: 'file_link', path, source: 'note.md' });
	});
});
