// Tests of paste: what it does, told by examples.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nameOf } from './paste';
import { editorFor, markedText, type TestEditorOptions } from './test_keys';

afterEach(() => document.body.replaceChildren());

async function paste(marked: string, clipboard: { text?: string; files?: File[] }, options: TestEditorOptions = {}) {
	const editor = await editorFor(marked, options);
	const event = new Event('paste', { bubbles: true, cancelable: true });
	const clipboardData = { getData: () => clipboard.text ?? '', files: clipboard.files ?? [], types: [], items: [] };
	editor.view.contentDOM.dispatchEvent(Object.assign(event, { clipboardData }));
	return editor;
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
});
