// What a query block shows, over answers as the core gives them.
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask, Backend } from '../../backend/backend';
import type { SearchAnswer, SearchHit } from '../../backend/bindings';
import { AppState } from '../../state/app_state.svelte';
import { withoutOwnBlock } from '../../state/query_block';
import InState from '../test_in_state.svelte';
import QueryResults from './query_results.svelte';

const line = (at: number, text: string) => ({ line: at, text, spans: [[0, 3]] as [number, number][] });
const hit = (path: string, ...matches: SearchHit['matches']): SearchHit => ({
	path,
	title: path.replace('.md', ''),
	score: 1,
	matches,
	found: matches.length,
});

let app: AppState;
let answer: SearchAnswer;
const asked: Record<string, unknown>[] = [];

beforeEach(() => {
	asked.length = 0;
	const hits = [hit('Clouds.md', line(3, 'sky above'), line(9, 'sky below')), hit('Page.md', line(2, 'sky'))];
	answer = { hits, total: 2, limited: false, problem: null };
	const ask = (async (request: { ask: string }) => {
		asked.push(request);
		if (request.ask === 'search') return answer;
		throw { code: 'failed', message: `no answer to ${request.ask}` };
	}) as unknown as Ask;
	app = new AppState({ ask } as unknown as Backend);
});

function show(text = 'sky\n') {
	const props = { query: { note: 'Page.md', text } };
	return render(InState, { props: { app, part: QueryResults, props } as never });
}

describe('a query block', () => {
	it('lists notes with their lines, and says how many', async () => {
		const { container } = show();
		const list = await screen.findByRole('list', { name: 'Search results' });
		expect(
			within(list)
				.getAllByRole('button')
				.map((each) => each.textContent?.trim()),
		).toEqual(['Clouds', 'sky above', 'sky below']);
		expect(screen.getByRole('status').textContent?.trim()).toBe('1 note');
		expect(asked[0]).toMatchObject({ ask: 'search', query: 'sky' });
		const rules = { 'color-contrast': { enabled: false } };
		expect((await axe.run(container, { rules })).violations).toEqual([]);
	});

	it('opens a note at the line that is clicked, with Ctrl in a tab of its own', async () => {
		show();
		await fireEvent.click(await screen.findByRole('button', { name: /sky below/ }));
		expect(app.panes.activeTab?.place).toEqual({ view: 'note', path: 'Clouds.md' });
		expect(app.panes.activeTab?.wantedLine).toBe(9);
		await fireEvent.click(screen.getByRole('button', { name: 'Clouds' }), { ctrlKey: true });
		expect(app.panes.tabs.length).toBe(2);
	});

	it('folds, and shows the same search in the panel', async () => {
		show();
		await screen.findByRole('list', { name: 'Search results' });
		await userEvent.click(screen.getByRole('button', { expanded: true }));
		expect(screen.queryByRole('list', { name: 'Search results' })).toBeNull();
		await userEvent.click(screen.getByRole('button', { name: 'Show in the search panel' }));
		expect([app.left, app.query]).toEqual(['search', 'sky']);
	});

	it('comes in another order when that is chosen', async () => {
		show();
		await userEvent.click(await screen.findByRole('button', { name: 'Search options' }));
		await userEvent.click(await screen.findByText('Changed last first'));
		await vi.waitFor(() => expect(asked.at(-1)).toMatchObject({ sort: 'modified' }), { timeout: 10_000 });
	}, 30_000);

	it('says why a query cannot be read, in its place', async () => {
		answer = { hits: [], total: 0, limited: false, problem: 'a ) is missing' };
		show('(sky');
		expect((await screen.findByRole('alert')).textContent).toBe('a ) is missing');
	});

	it('leaves out its own words, and no others of its note', () => {
		const own = hit('Page.md', line(1, '```query'), line(2, 'sky'), line(7, 'a sky'));
		const found = withoutOwnBlock({ ...answer, hits: [own, hit('Page.md')] }, 'Page.md', 'sky\n');
		expect(found.hits.map(({ matches }) => matches.map(({ line }) => line))).toEqual([[7], []]);
		expect(found.total).toBe(2);
	});
});
