// The search panel over answers as the core gives them.
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Ask, Backend } from '../backend/backend';
import SearchPanel from '../panels/search/search_panel.svelte';
import { AppState } from '../state/app_state.svelte';
import InState from './test_in_state.svelte';

it('shows the first notes, and all of them when that is asked for', async () => {
	vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(400);
	const total = 1234;
	const asked: { ask: string; limit: number; query: string }[] = [];
	const ask = (async (request: { ask: string; limit: number; query: string }) => {
		asked.push(request);
		const shown = Math.min(total, request.limit);
		const hits = Array.from({ length: shown }, (_, n) => ({ path: `${n}.md`, title: `${n}`, score: 1, matches: [] }));
		return { hits, total, limited: shown < total, problem: null };
	}) as unknown as Ask;
	const app = new AppState({ ask } as unknown as Backend);
	app.query = 'sky';
	render(InState, { props: { app, part: SearchPanel, props: {} } as never });
	const panel = within(screen.getByRole('region', { name: 'Search' }));
	await waitFor(() => expect(panel.getByRole('status')).toHaveTextContent('The first 200 of 1,234 notes'));
	await userEvent.click(panel.getByRole('button', { name: 'Show all' }));
	await waitFor(() => expect(panel.getByRole('status')).toHaveTextContent(/^1,234 notes$/));
	expect(panel.queryByRole('button', { name: 'Show all' })).toBeNull();
	app.query = 'sea';
	await waitFor(() => expect(asked.at(-1)).toMatchObject({ query: 'sea', limit: 200 }));
});
