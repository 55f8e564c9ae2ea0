// The footnotes of a note at its side, over answers as the core gives them.
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, it } from 'vitest';
import type { Ask, Backend } from '../backend/backend';
import type { FootnoteRow } from '../backend/bindings';
import FootnotesPanel from '../panels/footnotes_panel.svelte';
import { AppState } from '../state/app_state.svelte';
import InState from './test_in_state.svelte';

const footnotes: FootnoteRow[] = [
	{ number: 1, id: '1', text: 'The first', line: 9, references: [2, 5] },
	{ number: 2, id: 'gone', text: '', line: null, references: [3] },
	{ number: 0, id: 'spare', text: 'Alone', line: 12, references: [] },
];

it('lists what footnotes say and leads there, and to where they are referred to', async () => {
	const asked: unknown[] = [];
	const ask = (async (request: unknown) => {
		asked.push(request);
		return footnotes;
	}) as unknown as Ask;
	const app = new AppState({ ask } as unknown as Backend);
	const { container } = render(InState, { props: { app, part: FootnotesPanel, props: { note: 'a.md' } } as never });
	const panel = within(screen.getByRole('region', { name: 'Footnotes' }));
	// Nothing is asked for while it is folded, as it is at first.
	expect(asked).toEqual([]);
	await userEvent.click(panel.getByRole('button', { name: 'Footnotes' }));
	await userEvent.click(await panel.findByRole('button', { name: /The first/ }));
	expect([app.panes.activeNote, app.panes.activeTab?.wantedLine]).toEqual(['a.md', 9]);
	await userEvent.click(panel.getByRole('button', { name: 'line 5' }));
	expect(app.panes.activeTab?.wantedLine).toBe(5);
	expect(panel.getByText('It is referred to and written nowhere.')).toBeInTheDocument();
	expect(panel.getByText('Nothing refers to it.')).toBeInTheDocument();
	const rules = { 'color-contrast': { enabled: false } };
	expect((await axe.run(container, { rules })).violations).toEqual([]);
});
