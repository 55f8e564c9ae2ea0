// The window's parts over the real state; the core's side is a backend that answers from a small table.
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask, Backend } from '../backend/backend';
import type { VaultStatus } from '../backend/bindings';
import BacklinksPanel from '../panels/backlinks/backlinks_panel.svelte';
import OutlinePanel from '../panels/outline_panel.svelte';
import { AppState } from '../state/app_state.svelte';
import QuestionDialog from './question_dialog.svelte';
import Ribbon from './ribbon.svelte';
import StatusBar from './status_bar.svelte';
import TabBar from './tab_bar.svelte';
import InState from './test_in_state.svelte';
import WelcomeView from './welcome_view.svelte';

const status: VaultStatus = {
	name: 'Research',
	folder: '/home/ada/Research',
	revision: 1,
	fulltext_revision: 1,
	cluster_revision: 1,
	phase: 'ready',
	done: 0,
	total: 0,
	notes: 10232,
	attachments: 0,
	problems: 0,
	read_only: false,
	notices: [],
	watching: '',
};

const table: Record<string, unknown> = {
	backlinks: [
		{ source: 'b.md', title: 'b', kind: 'wikilink', line: 3, snippet: 'see [[a]] there', spans: [[4, 9]] },
		{ source: 'c.md', title: 'c', kind: 'property', line: 1, snippet: 'up: [[a]]', spans: [[4, 9]] },
	],
	outline: [
		{ level: 2, text: 'First', line: 4 },
		{ level: 3, text: 'Below', line: 9 },
	],
};

let app: AppState;
const openVault = vi.fn(async () => status);

beforeEach(() => {
	const ask = (async (request: { ask: string }) => {
		if (!(request.ask in table)) throw { code: 'failed', message: `no answer to ${request.ask}` };
		return table[request.ask];
	}) as unknown as Ask;
	app = new AppState({ ask, openVault, pageReady: async () => {} } as unknown as Backend);
	openVault.mockClear();
});

/** Renders a component inside the state. */
function show(part: unknown, props: Record<string, unknown> = {}) {
	render(InState, { props: { app, part, props } as never });
}

describe('the status bar', () => {
	it('says what is in the vault, in words', () => {
		app.vault = status;
		show(StatusBar);
		expect(screen.getByRole('status', { name: 'Index' })).toHaveTextContent('10,232 notes · indexed');
		expect(screen.getByRole('status', { name: 'Save' })).toHaveTextContent('');
		expect(screen.queryByRole('progressbar')).toBeNull();
	});

	it('shows progress while notes are read', async () => {
		app.vault = { ...status, phase: 'indexing', done: 250, total: 1000 };
		show(StatusBar);
		expect(screen.getByRole('progressbar')).toHaveAttribute('value', '0.25');
		expect(screen.getByRole('status', { name: 'Index' })).toHaveTextContent('reading notes');
	});
});

describe('the bar at the left', () => {
	it('tells the page in front from the panel that is open', async () => {
		app.vault = { ...status, phase: 'indexing' };
		show(Ribbon);
		const button = (name: string) => screen.getByRole('button', { name });
		expect(button('Files')).toHaveAttribute('aria-expanded', 'true');
		expect(button('Search')).toHaveAttribute('aria-expanded', 'false');
		await userEvent.click(button('Timeline'));
		expect(button('Timeline')).toHaveAttribute('aria-current', 'page');
		expect(button('Graph')).not.toHaveAttribute('aria-current');
		await userEvent.click(button('Theses'));
		expect(button('Theses')).toHaveAttribute('aria-expanded', 'true');
		expect(button('Files')).toHaveAttribute('aria-expanded', 'false');
		expect(button('Timeline')).toHaveAttribute('aria-current', 'page');
		await userEvent.click(button('Theses'));
		expect(button('Theses')).toHaveAttribute('aria-expanded', 'false');
		await userEvent.click(button('Settings'));
		expect(button('Settings')).toHaveAttribute('aria-current', 'page');
		expect(document.querySelector('[aria-pressed]')).toBeNull();
	});
});

describe('the tabs', () => {
	beforeEach(() => {
		for (const path of ['x/a.md', 'b.md']) app.panes.open({ view: 'note', path }, 'tab');
		show(TabBar, { pane: app.panes.active, panelId: 'panel' });
	});

	const titles = () => screen.getAllByRole('tab').map((tab) => tab.textContent?.trim());

	it('are the open notes, and the selected one says so', () => {
		const list = screen.getByRole('tablist', { name: 'Open notes' });
		expect(within(list).getByRole('tab', { name: 'b' })).toHaveAttribute('aria-selected', 'true');
		expect(titles()).toEqual(['a', 'b']);
	});

	it('close with the middle button and with Delete, and are walked with the arrow keys', async () => {
		const user = userEvent.setup();
		screen.getByRole('tab', { name: 'b' }).focus();
		await user.keyboard('{ArrowLeft}');
		expect(app.panes.activeNote).toBe('x/a.md');
		// The focus follows once the page has drawn the change.
		await waitFor(() => expect(screen.getByRole('tab', { name: 'a' })).toHaveFocus());
		await user.keyboard('{Delete}');
		expect(titles()).toEqual(['b']);
		await user.pointer({ keys: '[MouseMiddle]', target: screen.getByRole('tab', { name: 'b' }) });
		expect(screen.queryAllByRole('tab')).toEqual([]);
	});
});

describe('a question', () => {
	it('shows the links that change, and Escape means no', async () => {
		show(QuestionDialog);
		const answer = app.dialogs.confirm({
			title: 'Rename “a”?',
			text: '1 link in 1 note will be changed.',
			action: 'Rename',
			plan: { moved: [], warnings: [], edits: [{ path: 'b.md', line: 3, before: '[[a]]', after: '[[z]]' }] },
		});
		const dialog = await screen.findByRole('dialog', { name: 'Rename “a”?' });
		expect(within(dialog).getByRole('list', { name: 'Links that change' })).toHaveTextContent('[[z]]');
		await waitFor(() => expect(within(dialog).getByRole('button', { name: 'Rename' })).toHaveFocus());
		await userEvent.keyboard('{Escape}');
		expect(await answer).toBe(false);
		await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
	});

	it('is agreed to with its button', async () => {
		show(QuestionDialog);
		const answer = app.dialogs.confirm({ title: 'Delete “a”?', text: 'To the trash.', action: 'Delete' });
		await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));
		expect(await answer).toBe(true);
	});
});

describe('a question about something and what goes along', () => {
	it('lets some or all of that be chosen', async () => {
		show(QuestionDialog);
		const also = { label: 'Delete them too?', items: ['a.png', 'b.png'], chosen: new Set<string>() };
		const answer = app.dialogs.confirm({ title: 'Delete “a”?', text: 'To the trash.', action: 'Delete', also });
		const group = await screen.findByRole('group', { name: 'Delete them too?' });
		const box = (name: string) => within(group).getByRole('checkbox', { name });
		expect(within(group).queryAllByRole('checkbox', { checked: true })).toEqual([]);
		await userEvent.click(box('b.png'));
		expect([...also.chosen]).toEqual(['b.png']);
		await userEvent.click(box('All of them'));
		expect([...also.chosen]).toEqual(['a.png', 'b.png']);
		await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
		expect(await answer).toBe(true);
	});
});

describe('the side panels', () => {
	it('list who links here, and open the note at the line', async () => {
		show(BacklinksPanel, { note: 'a.md' });
		const panel = screen.getByRole('region', { name: 'Backlinks' });
		const link = await within(panel).findByRole('button', { name: /^b\b/ });
		expect(within(link).getByText('a').tagName).toBe('MARK');
		await userEvent.click(link);
		expect(app.panes.activeNote).toBe('b.md');
		expect(app.panes.activeTab?.wantedLine).toBe(3);
	});

	it('fold, and stay folded', async () => {
		show(OutlinePanel, { note: 'a.md' });
		const panel = screen.getByRole('region', { name: 'Outline' });
		await within(panel).findByRole('button', { name: 'First' });
		await userEvent.click(within(panel).getByRole('button', { name: 'Outline' }));
		expect(within(panel).queryByRole('button', { name: 'First' })).toBeNull();
		expect(app.preferences.record().folded).toEqual(['outline']);
	});
});

describe('the welcome page', () => {
	it('opens a recent vault, but not one that is gone', async () => {
		app.recent = [
			{ folder: '/v/one', name: 'one', missing: false },
			{ folder: '/v/two', name: 'two', missing: true },
		];
		show(WelcomeView);
		expect(screen.getByRole('button', { name: /two/ })).toBeDisabled();
		await userEvent.click(screen.getByRole('button', { name: /one/ }));
		expect(openVault).toHaveBeenCalledWith('/v/one');
		await waitFor(() => expect(app.vault?.name).toBe('Research'));
	});
});
