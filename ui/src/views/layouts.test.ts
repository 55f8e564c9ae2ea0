// Layouts of the window by name, over the real state.
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Backend } from '../backend/backend';
import { AppState } from '../state/app_state.svelte';
import LayoutsDialog from './layouts_dialog.svelte';
import InState from './test_in_state.svelte';

let app: AppState;

beforeEach(() => {
	app = new AppState({} as Backend);
	app.filesKnown = true;
	vi.spyOn(app.tree, 'has').mockImplementation((path) => path !== 'gone.md');
});

const open = () => app.panes.list.map((pane) => pane.tabs.map((tab) => tab.path));

describe('a layout', () => {
	it('comes back with its tabs and sides, without files that are gone', async () => {
		for (const path of ['a.md', 'gone.md', 'b.md']) app.open(path, 'tab');
		app.open('c.md', 'split');
		app.showPanel('tags');
		app.preferences.rightOpen = false;
		app.layouts.save('Writing');
		app.panes.restore(undefined);
		app.left = 'files';
		app.preferences.rightOpen = true;
		await app.layouts.open('Writing');
		expect(open()).toEqual([['a.md', 'b.md'], ['c.md']]);
		expect([app.left, app.preferences.rightOpen]).toEqual(['tags', false]);
	});

	it('follows its notes where they are moved, and waits for the files to be known', async () => {
		app.open('old/a.md', 'tab');
		app.open('gone.md', 'tab');
		app.layouts.save('Moved');
		app.layouts.move([{ from: 'old', to: 'new' }]);
		app.filesKnown = false;
		await app.layouts.open('Moved');
		expect(open()).toEqual([['new/a.md', 'gone.md']]);
	});

	it('lasts from one start to the next, unless it makes no sense', () => {
		app.open('a.md', 'tab');
		app.layouts.save('One');
		const kept = JSON.parse(JSON.stringify({ ...app.layouts.record(), odd: 3, odder: { tabs: {} } }));
		const next = new AppState({} as Backend);
		next.layouts.restore(kept);
		expect(next.layouts.names).toEqual(['One']);
	});
});

describe('the dialog of layouts', () => {
	it('saves, opens and deletes', async () => {
		app.open('a.md', 'tab');
		app.layouts.save('Old');
		app.open('b.md', 'tab');
		const { container } = render(InState, { props: { app, part: LayoutsDialog, props: {} } as never });
		const box = screen.getByRole('textbox', { name: 'Name of the layout' });
		await userEvent.clear(box);
		await userEvent.type(box, 'New{Enter}');
		expect(app.layouts.names).toEqual(['New', 'Old']);
		const list = within(screen.getByRole('list', { name: 'Saved layouts' }));
		await userEvent.click(list.getByRole('button', { name: 'Open the layout Old' }));
		await vi.waitFor(() => expect(open()).toEqual([['a.md']]));
		await userEvent.click(list.getByRole('button', { name: 'Delete the layout New' }));
		expect(app.layouts.names).toEqual(['Old']);
		const rules = { 'color-contrast': { enabled: false } };
		expect((await axe.run(container, { rules })).violations).toEqual([]);
	});
});
