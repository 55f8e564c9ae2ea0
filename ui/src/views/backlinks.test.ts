// Backlinks and mentions over answers as the core gives them: what is asked for when they are sorted, narrowed and cut.
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Ask, Backend } from '../backend/backend';
import BacklinksPanel from '../panels/backlinks/backlinks_panel.svelte';
import MentionsPanel from '../panels/backlinks/mentions_panel.svelte';
import { AppState } from '../state/app_state.svelte';
import InState from './test_in_state.svelte';

const link = (title: string, line: number) => ({
	source: `${title}.md`,
	title,
	kind: 'wikilink',
	line,
	snippet: `${title} says [[a]]`,
	spans: [],
	subpath: '',
	stance: null,
	above: 'the line above',
});
const mention = (title: string, line: number) => ({ ...link(title, line), text: 'a', from: line, to: line + 1 });

const asked: Record<string, unknown>[] = [];
let app: AppState;

beforeEach(() => {
	asked.length = 0;
	const table: Record<string, unknown> = {
		backlinks: [link('b', 1), link('b', 4), link('c', 2)],
		mentions: [mention('d', 1), mention('d', 9)],
		theses: [],
		bears: [],
	};
	const ask = (async (request: { ask: string; rows?: { search: string } }) => {
		asked.push(request);
		if (request.rows?.search === '(') throw { code: 'invalid', message: 'a ) is missing' };
		if (request.rows?.search === 'nothing') return [];
		if (!(request.ask in table)) throw { code: 'failed', message: `no answer to ${request.ask}` };
		return table[request.ask];
	}) as unknown as Ask;
	app = new AppState({ ask } as unknown as Backend);
});

function show(part = BacklinksPanel) {
	return render(InState, { props: { app, part, props: { note: 'a.md' } } as never });
}

const panel = (name = 'Backlinks') => screen.getByRole('region', { name });
const rows = (name = 'Backlinks') =>
	within(panel(name))
		.queryAllByRole('listitem')
		.map((row) => row.textContent?.replace(/\s+/g, ' ').trim());

async function choose(button: string, entry: string) {
	await userEvent.click(await within(panel()).findByRole('button', { name: button }));
	await userEvent.click(await screen.findByText(entry));
}

describe('backlinks', () => {
	it('are asked for as usual, and in another order once that is chosen', async () => {
		show();
		await waitFor(() => expect(asked).toContainEqual({ ask: 'backlinks', note: 'a.md' }));
		await choose('Sort the links', 'Made last first');
		const choice = { sort: 'created', search: '', context: false };
		await waitFor(() => expect(asked.at(-1)).toMatchObject({ ask: 'backlinks', rows: choice }));
		expect(app.preferences.record().link_sort).toBe('created');
	}, 30_000);

	it('are narrowed by a search, and say what is wrong with one', async () => {
		const { container } = show();
		await userEvent.click(await within(panel()).findByRole('button', { name: 'Search among the links' }));
		const box = within(panel()).getByRole('searchbox', { name: 'Search among backlinks and mentions' });
		expect(box).toHaveFocus();
		await userEvent.type(box, 'nothing');
		expect(await within(panel()).findByText('No such note is found by the search.')).toBeInTheDocument();
		await userEvent.clear(box);
		await userEvent.type(box, '(');
		expect(await within(panel()).findByRole('alert')).toHaveTextContent('a ) is missing');
		const rules = { 'color-contrast': { enabled: false } };
		expect((await axe.run(container, { rules })).violations).toEqual([]);
		await userEvent.keyboard('{Escape}{Escape}');
		await waitFor(() => expect(rows().length).toBe(3));
	}, 30_000);

	it('are collapsed to their notes, with how many there are', async () => {
		show();
		await waitFor(() => expect(rows()[1]).toContain('b says a'));
		await choose('What is shown of the links', 'Collapse the results');
		await waitFor(() => expect(rows()).toEqual(['b 2 places', 'c 1 place']));
	}, 30_000);

	it('show the lines around them', async () => {
		show();
		await choose('What is shown of the links', 'Show more context');
		await waitFor(() => expect(asked.at(-1)).toMatchObject({ rows: { context: true } }));
		await waitFor(() => expect(rows()[0]).toContain('the line above'));
	}, 30_000);
});

describe('unlinked mentions', () => {
	it('come in the same order, and are collapsed and narrowed with the backlinks', async () => {
		app.preferences.toggleFold('mentions');
		app.preferences.linkSort = 'name_reverse';
		show(MentionsPanel);
		await waitFor(() => expect(asked.at(-1)).toMatchObject({ ask: 'mentions', rows: { sort: 'name_reverse' } }));
		await waitFor(() => expect(rows('Unlinked mentions').length).toBe(2));
		app.preferences.linksCollapsed = true;
		await waitFor(() => expect(rows('Unlinked mentions')).toEqual(['d 2 places']));
		app.linkRows.toggleSearch();
		expect(screen.queryByRole('searchbox')).toBeNull();
		app.preferences.toggleFold('backlinks');
		expect(await screen.findByRole('searchbox')).toHaveFocus();
		app.linkRows.type('nothing');
		await waitFor(() => expect(rows('Unlinked mentions')).toEqual([]));
	}, 30_000);
});
