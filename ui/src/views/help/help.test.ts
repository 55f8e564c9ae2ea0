// Help and closing the window, over the real state.
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Backend } from '../../backend/backend';
import { AppState } from '../../state/app_state.svelte';
import InState from '../test_in_state.svelte';
import HelpDialog from './help_dialog.svelte';

const userGuide = vi.fn(async () => '<h1>User guide</h1><p>Press <a href="#">this</a>.</p>');
const closeWindow = vi.fn(async () => {});
let app: AppState;

beforeEach(() => {
	closeWindow.mockClear();
	app = new AppState({ userGuide, closeWindow } as unknown as Backend);
});

const press = (key: string, held: KeyboardEventInit = {}) =>
	app.commands.accept(new KeyboardEvent('keydown', { key, code: key.length === 1 ? `Key${key}` : key, ...held }));

describe('help', () => {
	it('opens with F1, without a vault', () => {
		expect(press('F1')).toBe(true);
		expect(app.overlay).toBe('help');
	});

	it('shows the guide without links to pages that are not at hand', async () => {
		render(InState, { props: { app, part: HelpDialog, props: {} } as never });
		const guide = await screen.findByRole('document', { name: 'User guide' });
		await waitFor(() => expect(guide.textContent).toContain('Press this.'));
		expect(guide.querySelector('a')).toBeNull();
	});

	it('lists the keys as they are now', async () => {
		app.commands.custom = new Map([['switcher.open', ['Mod+J']]]);
		render(InState, { props: { app, part: HelpDialog, props: {} } as never });
		await userEvent.click(screen.getByRole('radio', { name: 'Keys' }));
		const table = screen.getByRole('table', { name: 'Keys of the commands' });
		expect(within(table).getByText('Ctrl+J')).toBeInTheDocument();
		expect(within(table).queryByText('Ctrl+O')).toBeNull();
		await userEvent.type(screen.getByRole('searchbox'), 'ctrl+shift+w');
		expect(
			within(table)
				.getAllByRole('row')
				.map((row) => row.textContent),
		).toEqual(['CommandKeys', 'Close the windowCtrl+Shift+W']);
		const rules = { 'color-contrast': { enabled: false } };
		expect((await axe.run(screen.getByRole('dialog'), { rules })).violations).toEqual([]);
	});
});

it('closes the window with Mod+Shift+W, as its own button does', () => {
	expect(press('W', { ctrlKey: true, shiftKey: true })).toBe(true);
	expect(closeWindow).toHaveBeenCalledOnce();
});
