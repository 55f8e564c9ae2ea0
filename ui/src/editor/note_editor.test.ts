// Tests of note editor: what it does, told by examples.
import { redo, undo } from '@codemirror/commands';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createNoteEditor, type NoteEditor } from './note_editor';
import { testHost } from './test_host';

const open: NoteEditor[] = [];

function edit(doc: string, options: Partial<Parameters<typeof createNoteEditor>[1]> = {}): NoteEditor {
	const parent = document.body.appendChild(document.createElement('div'));
	const editor = createNoteEditor(parent, {
		doc,
		path: 'note.md',
		editable: true,
		plain: false,
		mode: 'live',
		host: testHost(),
		...options,
	});
	open.push(editor);
	return editor;
}

function type(editor: NoteEditor, text: string) {
	editor.view.dispatch({ ...editor.view.state.replaceSelection(text), userEvent: 'input.type' });
}

afterEach(() => {
	for (const editor of open.splice(0)) editor.destroy();
	document.body.replaceChildren();
});

describe('the note editor', () => {
	it('is a textbox with a name', () => {
		const { view } = edit('text');
		expect(view.contentDOM).toHaveAttribute('role', 'textbox');
		expect(view.contentDOM).toHaveAttribute('aria-label', 'Note editor');
	});

	it.each(['live', 'source'] as const)('gives back the very text in %s mode', (mode) => {
		const doc = '---\na:   1\n---\n\n*  x\n\t- y  \n\n[[a|b]] **c**\n```\n';
		expect(edit(doc, { mode }).text()).toBe(doc);
	});

	it('tells the host of own changes only', () => {
		const changed = vi.fn();
		const editor = edit('a', { host: testHost({ changed }) });
		editor.setText('b', 'outside');
		editor.setText('c', 'merge');
		editor.setText('c', 'outside');
		expect(changed).not.toHaveBeenCalled();
		type(editor, 'x');
		expect(changed).toHaveBeenCalledOnce();
	});

	it('keeps the cursor where it was in the text when the file changes outside', () => {
		const editor = edit('one\ntwo\nthree');
		editor.view.dispatch({ selection: { anchor: 6 } });
		editor.setText('zero\none\ntwo\nfour', 'outside');
		expect(editor.view.state.selection.main.head).toBe(11);
		expect(editor.text()).toBe('zero\none\ntwo\nfour');
	});

	it('undoes the own edit after a change from outside, and not the outside one', () => {
		const editor = edit('one\ntwo');
		editor.view.dispatch({ selection: { anchor: 3 } });
		type(editor, '!');
		editor.setText('one!\ntwo\nthree', 'outside');
		undo(editor.view);
		expect(editor.text()).toBe('one\ntwo\nthree');
		redo(editor.view);
		expect(editor.text()).toBe('one!\ntwo\nthree');
	});

	it('undoes a merge as one step', () => {
		const editor = edit('one\ntwo');
		editor.setText('ONE\ntwo\nTHREE', 'merge');
		undo(editor.view);
		expect(editor.text()).toBe('one\ntwo');
	});

	it('brings undo back after the tab was closed and the file changed meanwhile', () => {
		const first = edit('one');
		first.view.dispatch({ selection: { anchor: 3 } });
		type(first, ' two');
		const state = first.saveState();
		const second = edit('zero\none two', { state });
		expect(second.text()).toBe('zero\none two');
		undo(second.view);
		expect(second.text()).toBe('zero\none');
	});

	it('does not split surrogate pairs in a change', () => {
		const editor = edit('a 🌱 b');
		editor.setText('a 🌲 b', 'outside');
		expect(editor.text()).toBe('a 🌲 b');
	});

	it('refuses typing when it is not editable, and accepts it again', () => {
		const editor = edit('a');
		editor.setEditable(false);
		expect(editor.view.state.readOnly).toBe(true);
		expect(editor.command('bold')).toBe(false);
		editor.setEditable(true);
		expect(editor.command('bold')).toBe(true);
	});

	it('goes to a line and column inside the document', () => {
		const editor = edit('one\ntwo');
		editor.goToLine(2, 2);
		expect(editor.view.state.selection.main.head).toBe(5);
		editor.goToLine(99, 99);
		expect(editor.view.state.selection.main.head).toBe(7);
	});

	it('knows its commands', () => {
		const editor = edit('word');
		expect(editor.command('no-such-command')).toBe(false);
		editor.command('bold');
		expect(editor.text()).toBe('**word**');
	});

	it('counts words without frontmatter', () => {
		expect(edit('---\na: b c\n---\nIt’s two-fold, 中文 ok').wordCount()).toBe(5);
	});

	it('shows a plain text without any tree', () => {
		const editor = edit('# x', { plain: true });
		expect(editor.view.dom.querySelector('.md-h1')).toBeNull();
	});
});
