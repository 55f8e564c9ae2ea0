// Tests of live preview: what it does, told by examples.
import { EditorView } from '@codemirror/view';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createNoteEditor, type NoteEditor } from './note_editor';
import { type TestAnswers, testHost } from './test_host';
import { editorFor, markedText, parsed, press } from './test_keys';

afterEach(() => document.body.replaceChildren());

function open(doc: string, answers: TestAnswers = {}): NoteEditor {
	const parent = document.body.appendChild(document.createElement('div'));
	const options = { doc, path: 'note.md', editable: true, plain: false, mode: 'live' as const };
	return parsed(createNoteEditor(parent, { ...options, host: testHost({}, answers) }));
}

/** What a person sees: the text of the lines with everything hidden left out. */
function seen({ view }: NoteEditor): string {
	return [...view.contentDOM.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n');
}

/** The ranges of the text that are replaced, as the characters they take away. */
function hidden({ view }: NoteEditor): string[] {
	const found: string[] = [];
	for (const set of view.state.facet(EditorView.decorations)) {
		const ranges = typeof set === 'function' ? set(view) : set;
		ranges.between(0, view.state.doc.length, (from, to, decoration) => {
			if (decoration.point && from < to) found.push(view.state.sliceDoc(from, to));
		});
	}
	return found;
}

describe('marks away from the cursor', () => {
	it.each([
		['# Title', 'Title'],
		['## Title ##', 'Title'],
		['a **b** c', 'a b c'],
		['a *b* _c_', 'a b c'],
		['a ~~b~~ ==c==', 'a b c'],
		['a `b` c', 'a b c'],
		['\\*x\\*', '*x*'],
		['[[Note]]', 'Note'],
		['[[Folder/Note|shown]]', 'shown'],
		['[[Note#A#B]]', 'Note > A > B'],
		['[[#A]]', 'A'],
		['[[#^id]]', '^id'],
		['[text](https://a.b "t")', 'text'],
		['[](https://a.b)', '[](https://a.b)'],
		['<https://a.b>', 'https://a.b'],
		['text[^1]', 'text1'],
		['- item', '•item'],
		['\t- not an item', '\t- not an item'],
		['1. one', '1. one'],
		['> quote', 'quote'],
		['> > quote', 'quote'],
		['#tag', '#tag'],
		['text %%c%%', 'text %%c%%'],
		['text ^id', 'text ^id'],
		['$x$ and $10', 'x and $10'],
	])('%j reads %j', (doc, text) => {
		expect(seen(open(doc))).toBe(text);
	});

	it('keeps every character of the text', () => {
		const doc = '# a\n\n- [x] **b**\n> [!note]- c\n> d\n\n| a | b |\n|--|--|\n| c | d |\n\n$$\nx\n$$\n';
		const editor = open(doc);
		editor.setMode('source');
		editor.setMode('live');
		expect(editor.text()).toBe(doc);
	});
});

describe('marks at the cursor', () => {
	it.each([
		['# Ti¦tle', '# Title'],
		['¦ a **b**', ' a b'],
		['a ¦**b** c', 'a **b** c'],
		['a **b**¦ c', 'a **b** c'],
		['a **¦b** and **c**', 'a **b** and c'],
		['x [[No¦te|shown]]', 'x [[Note|shown]]'],
		['¦x [[Note|shown]]', 'x shown'],
		['- it¦em', '•item'],
		['¦- item', '- item'],
		['- [ ] ta¦sk', 'task'],
		['> qu¦ote\n> two', '> quote\ntwo'],
	])('%j reads %j', async (doc, text) => {
		expect(seen(await editorFor(doc))).toBe(text);
	});

	it('shows the source of all that a selection touches', async () => {
		expect(seen(await editorFor('**a** «**b** **c**» **d**'))).toBe('a **b** **c** d');
	});

	it('hides them again when the focus leaves', async () => {
		const editor = await editorFor('# Ti¦tle');
		editor.view.contentDOM.blur();
		await vi.waitFor(() => expect(seen(editor)).toBe('Title'));
	});

	it('shows everything in source mode', () => {
		const editor = open('---\na: 1\n---\n# T **b**');
		editor.setMode('source');
		expect(seen(editor)).toBe('---\na: 1\n---\n# T **b**');
	});
});

describe('tasks', () => {
	it.each([
		['- [ ] a', '- [x] a'],
		['- [x] a', '- [ ] a'],
		['- [/] a', '- [ ] a'],
		['1. [ ] a', '1. [x] a'],
		['> - [ ] a', '> - [x] a'],
		['- a\n\t- [ ] b', '- a\n\t- [x] b'],
		['- [🔥] a', '- [ ] a'],
	])('a click turns %j into %j', (before, after) => {
		const editor = open(before);
		editor.view.dom.querySelector<HTMLInputElement>('input.task-box')?.click();
		expect(editor.text()).toBe(after);
	});

	it('has a name and a state', () => {
		const box = open('- [x] buy milk').view.dom.querySelector<HTMLInputElement>('input.task-box');
		expect(box).toHaveAccessibleName('buy milk');
		expect(box?.checked).toBe(true);
	});

	it('cannot be changed in a note that is not editable', () => {
		const editor = open('- [ ] a');
		editor.setEditable(false);
		editor.view.dom.querySelector<HTMLInputElement>('input.task-box')?.click();
		expect(editor.text()).toBe('- [ ] a');
	});
});

describe('blocks', () => {
	it('draws a table, with pipes in links and empty cells in place', () => {
		const editor = open('| a | b |\n|:-:|--:|\n| [[x\\|y]] | |\n| | `c \\| d` |');
		const rows = [...editor.view.dom.querySelectorAll('tr')].map((row) =>
			[...row.children].map((cell) => cell.textContent),
		);
		expect(rows).toEqual([
			['a', 'b'],
			['y', ''],
			['', 'c | d'],
		]);
		expect(editor.view.dom.querySelector<HTMLElement>('td')?.style.textAlign).toBe('center');
	});

	it('shows the source of a table when the cursor is in it', async () => {
		const editor = await editorFor('x\n\n| a¦ | b |\n|---|---|\n| c | d |');
		expect(editor.view.dom.querySelector('table')).toBeNull();
	});

	it('draws an embed through the core, cleaned', async () => {
		const html = '<p>safe</p><img src="https://t.racker/x.png"><script>globalThis.fired = 1</script>';
		const editor = open('![[Other]]', { render: { html } });
		await vi.waitFor(() => expect(editor.view.dom.querySelector('.live-embed p')).toHaveTextContent('safe'));
		expect(editor.view.dom.querySelector('.live-embed script')).toBeNull();
		expect(editor.view.dom.querySelector('.live-embed img')).toBeNull();
		expect(editor.view.dom.querySelector('.remote-image')).toHaveTextContent('t.racker');
	});

	it('shows an image of the vault with its size, and the source below the cursor', async () => {
		const answers: TestAnswers = { destination: { path: 'a/b.png', line: null, creates: null } };
		const editor = open('![[b.png|200x100]]', answers);
		await vi.waitFor(() => expect(editor.view.dom.querySelector('img')).toHaveAttribute('src', 'vault://a/b.png'));
		expect(editor.view.dom.querySelector('img')).toHaveAttribute('width', '200');
		expect(editor.view.dom.querySelector('img')).toHaveAttribute('height', '100');
	});

	it('fetches no image of the web', async () => {
		const editor = open('![x](https://t.racker/x.png)');
		expect(editor.view.dom.querySelector('img')).toBeNull();
		expect(editor.view.dom.querySelector('.remote-image')).toHaveTextContent('t.racker');
	});

	it('marks links that lead nowhere', async () => {
		const answers: TestAnswers = {
			destination: ({ target }) => ({ path: target === 'gone' ? null : 'x.md', line: null, creates: null }),
		};
		const editor = open('[[here]] [[gone]]', answers);
		await vi.waitFor(() => expect(editor.view.dom.querySelectorAll('.is-unresolved').length).toBe(1));
		expect(editor.view.dom.querySelector('.is-unresolved')).toHaveTextContent('gone');
	});
});

describe('callouts', () => {
	it('have an icon, a title and a colour', () => {
		const { dom } = open('> [!warning] Mind\n> the gap').view;
		expect(dom.querySelector('.live-callout-head')).toHaveTextContent('Mind');
		expect(dom.querySelector('.live-callout-head svg')).not.toBeNull();
		expect(dom.querySelectorAll('.live-callout').length).toBe(2);
	});

	it('are named by their type without a title', () => {
		expect(seen(open('> [!tip]\n> x'))).toBe('Tip\nx');
	});

	it('fold by their button, and at the start where they are written so', async () => {
		const editor = open('> [!info]- Title\n> hidden\n\nafter');
		await vi.waitFor(() => expect(seen(editor)).not.toContain('hidden'));
		editor.view.dom.querySelector<HTMLButtonElement>('.live-callout-fold')?.click();
		expect(seen(editor)).toContain('hidden');
	});
});

describe('frontmatter', () => {
	const doc = '---\na: 1\n---\ntext';

	it('is out of sight', () => {
		expect(seen(open(doc))).toBe('text');
		expect(hidden(open(doc))).toContain('---\na: 1\n---');
	});

	it('is text like any other where the vault wants its properties as text', async () => {
		const editor = await editorFor('---\na: 1\n---\ntext¦', { settings: { properties_in_document: 'source' } });
		expect(seen(editor)).toContain('a: 1');
		editor.goToLine(2, 5);
		press(editor, 'Backspace');
		expect(editor.text()).toBe('---\na: \n---\ntext');
	});

	it('is out of reach of keys', async () => {
		const editor = await editorFor(`${doc.slice(0, 13)}¦${doc.slice(13)}`);
		press(editor, 'Backspace', 'Mod-Backspace', 'Alt-ArrowUp');
		expect(editor.text()).toBe(doc);
		press(editor, 'Mod-a', 'Backspace');
		expect(editor.text()).toBe('---\na: 1\n---\n');
		press(editor, 'n');
		expect(markedText(editor)).toBe('---\na: 1\n---\nn¦');
	});

	it('keeps the cursor of a fresh note out', () => {
		expect(open(doc).view.state.selection.main.head).toBe(13);
	});

	it('gets a line below when text is typed into a note that is nothing else', async () => {
		const editor = await editorFor('---\na: 1\n---¦');
		press(editor, 'x');
		expect(markedText(editor)).toBe('---\na: 1\n---\nx¦');
	});

	it('follows changes from outside and undo', () => {
		const editor = open(doc);
		editor.setText('---\na: 1\nb: 2\n---\ntext', 'outside');
		expect(seen(editor)).toBe('text');
		editor.setText('text', 'outside');
		expect(seen(editor)).toBe('text');
	});

	it('can be typed at the top of a note', async () => {
		const editor = await editorFor('--¦\na: 1\n---\nx');
		press(editor, '-');
		expect(seen(editor)).toBe('x');
	});
});
