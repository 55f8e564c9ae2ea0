// Tests of completion: what it does, told by examples.
import { acceptCompletion, completionStatus, currentCompletions, startCompletion } from '@codemirror/autocomplete';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Suggestion } from '../backend/bindings';
import { markdownLink } from './complete_links';
import { editorFor, markedText, press, type TestEditorOptions } from './test_keys';

afterEach(() => document.body.replaceChildren());

const notes: Suggestion[] = [
	{ kind: 'file', label: 'zeta', detail: 'b/', insert: 'zeta', path: 'b/zeta.md' },
	{ kind: 'alias', label: 'Al', detail: 'alpha', insert: 'alpha|Al', path: 'alpha.md' },
	{ kind: 'heading', label: 'Part', detail: 'alpha', insert: 'alpha#Part', path: 'alpha.md' },
];
const tags: Suggestion[] = [{ kind: 'tag', label: 'amazon', detail: '12', insert: 'amazon', path: null }];

async function complete(marked: string, pick: number | null, options: TestEditorOptions = {}) {
	const editor = await editorFor(marked, {
		...options,
		answers: { suggest_links: notes, suggest_tags: tags, ...options.answers },
	});
	startCompletion(editor.view);
	await vi.waitFor(() => expect(completionStatus(editor.view.state)).not.toBe('pending'));
	const labels = currentCompletions(editor.view.state).map((completion) => completion.label);
	if (pick !== null) {
		// The list takes no key in its first moments, so that it does not catch one meant for the text.
		await new Promise((resolve) => setTimeout(resolve, 100));
		for (let i = 0; i < pick; i++) press(editor, 'ArrowDown');
		expect(acceptCompletion(editor.view)).toBe(true);
	}
	return { editor, labels };
}

describe('links', () => {
	it('come in the order of the core', async () => {
		const { labels } = await complete('see [[a¦', null);
		expect(labels).toEqual(['zeta', 'Al', 'Part']);
	});

	it.each([
		['see [[ze¦', 0, 'see [[zeta]]¦'],
		['see [[ze¦]] on', 0, 'see [[zeta]]¦ on'],
		['see [[¦]]', 1, 'see [[alpha|Al]]¦'],
		['see [[a¦|shown]] on', 1, 'see [[alpha|shown]]¦ on'],
		['see [[al¦pha]] on', 2, 'see [[alpha#Part]]¦ on'],
		['![[ze¦]]', 0, '![[zeta]]¦'],
	])('%j, pick %i → %j', async (before, pick, after) => {
		const { editor } = await complete(before, pick);
		expect(markedText(editor)).toBe(after);
	});

	it('are written in Markdown where the settings say so', async () => {
		const { editor } = await complete('see [[¦]]', 2, { settings: { use_markdown_links: true } });
		expect(markedText(editor)).toBe('see [alpha](alpha.md#Part)¦');
	});

	it('are told what is typed, and where', async () => {
		const suggest_links = vi.fn(() => notes);
		await complete('see [[Note#He¦]]', null, { answers: { suggest_links } });
		expect(suggest_links).toHaveBeenCalledWith({ ask: 'suggest_links', text: 'Note#He', source: 'note.md' });
	});

	it.each(['`[[a¦`', '```\n[[a¦\n```', '$[[a¦$', 'no link¦', '[[a|b¦]]'])('stay silent in %j', async (marked) => {
		expect((await complete(marked, null)).labels).toEqual([]);
	});

	it('encode what Markdown needs', () => {
		const link = (inner: string, file: string, embed = false) => markdownLink(inner, { label: '', path: file }, embed);
		expect(link('My Note', 'My Note.md')).toBe('[My Note](My%20Note.md)');
		expect(link('a/b (c)|d', 'a/b (c).md')).toBe('[d](a/b%20(c).md)');
		expect(link('pic.png', 'x/pic.png', true)).toBe('[](pic.png)');
		expect(link('#Part', 'note.md')).toBe('[Part](#Part)');
		expect(link('v1.2', 'v1.2.md')).toBe('[v1.2](v1.2.md)');
	});
});

describe('tags', () => {
	it.each([
		['a #am¦', 'a #amazon¦'],
		['#am¦', '#amazon¦'],
		['- #¦', '- #amazon¦'],
	])('%j → %j', async (before, after) => {
		const { editor } = await complete(before, 0);
		expect(markedText(editor)).toBe(after);
	});

	it.each(['a#am¦', '`#am¦`', '# he¦', '[[#am¦'])('stay silent in %j', async (marked) => {
		const { labels } = await complete(marked, null, { answers: { suggest_links: [] } });
		expect(labels).toEqual([]);
	});
});

describe('commands', () => {
	it('run in place of what was typed', async () => {
		const { editor } = await complete('/heading 2¦', 0);
		expect(editor.text()).toBe('## ');
	});

	it('leave paths alone', async () => {
		expect((await complete('a/b¦', null)).labels).toEqual([]);
	});
});
