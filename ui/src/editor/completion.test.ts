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

describe('edges', () => {
	const theses: Suggestion[] = [
		{ kind: 'file', label: 'Rails', detail: 'Theses', insert: 'Rails', path: 'Theses/Rails.md' },
		{ kind: 'alias', label: 'Second road', detail: 'Theses/Other', insert: 'Other', path: 'Theses/Other.md' },
	];
	const suggest_theses = vi.fn((_: Record<string, unknown>) => theses);
	const answers = { suggest_theses, suggest_links: [], setting_rows: [], theses: [] };

	it.each([
		['- su¦', 0, '- supports:: ¦'],
		['- con¦', 1, '- context:: ¦'],
		['> * [ ] contr¦', 0, '> * [ ] contradicts:: ¦'],
		['supports:: ra¦', 0, 'supports:: [[Rails]]¦'],
		['- contradicts::¦', 1, '- contradicts:: [[Other]]¦'],
		['1. context:: [[ra¦]]', 0, '1. context:: [[Rails]]¦'],
		['> - [ ] Supports:: [[ra¦', 0, '> - [ ] Supports:: [[Rails]]¦'],
		['* supports:: [[Rails]]¦', 0, '* supports:: [[Rails]] (strength:: strong) — ¦'],
		['* supports:: [[Rails#^one]] (¦)', 2, '* supports:: [[Rails#^one]] (strength:: weak) — ¦'],
		['- supports:: [[Rails]] (strength:: mo¦', 0, '- supports:: [[Rails]] (strength:: moderate) — ¦'],
	])('%j, pick %i → %j', async (before, pick, after) => {
		for (const mode of ['live', 'source'] as const) {
			const { editor } = await complete(before, pick, { answers, mode });
			expect(markedText(editor)).toBe(after);
		}
	});

	// In live preview properties are fields.
	it.each([
		['---\nsupports: ra¦\n---\n', 0, '---\nsupports: "[[Rails]]"¦\n---\n'],
		['---\nsupports: ["[[A]]", "[[ra¦]]"]\n---\n', 0, '---\nsupports: ["[[A]]", "[[Rails]]"¦]\n---\n'],
		['---\ncontext:\n  - "[[A]]"\n  - "ra¦"\n---\n', 1, '---\ncontext:\n  - "[[A]]"\n  - "[[Other]]"¦\n---\n'],
	])('in properties %j, pick %i → %j', async (before, pick, after) => {
		const { editor } = await complete(before, pick, { answers, mode: 'source' });
		expect(markedText(editor)).toBe(after);
	});

	it('name the pillars of a thesis', async () => {
		suggest_theses.mockClear();
		await complete('supports:: [[Rails#^o¦]]', null, { answers });
		expect(suggest_theses).toHaveBeenCalledWith({ ask: 'suggest_theses', text: 'Rails#^o', source: 'note.md' });
	});

	it.each(['su¦', 'we su¦', '- s¦', '- it supports:: ra¦', '- note:: ra¦', '- supports:: [[Rails]] be¦', '`- su¦`'])(
		'stay silent in %j',
		async (marked) => {
			expect((await complete(marked, null, { answers })).labels).toEqual([]);
		},
	);

	it('take the names that the person gave', async () => {
		const own = {
			file: 'theses' as const,
			key: 'properties.supports',
			kind: 'texts' as const,
			choices: [],
			value: ['für'],
			default: [],
			is_set: true,
		};
		const named = { ...answers, setting_rows: [own] };
		const { editor } = await complete('- fü¦', 0, { answers: named });
		expect(markedText(editor)).toBe('- für:: ¦');
		expect((await complete('für:: ra¦', null, { answers: named })).labels).toEqual(['Rails', 'Second road']);
	});

	it('let a list of pros and cons be written', async () => {
		const { editor } = await complete('- con¦', null, { answers });
		await new Promise((resolve) => setTimeout(resolve, 100));
		press(editor, 'Enter');
		expect(markedText(editor)).toBe('- con\n- ¦');
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
