// The pages of the research desk over the real state; the core's side answers from a small table.
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask, Backend } from '../backend/backend';
import BearsOnPanel from '../panels/bears_on/bears_on_panel.svelte';
import ThesesPanel from '../panels/theses_panel.svelte';
import { AppState } from '../state/app_state.svelte';
import { day, event, ledgerRow, thesisPage, timeline, totals } from '../state/thesis_samples';
import { listTimelineRows } from '../state/timeline_rows';
import InState from './test_in_state.svelte';
import ThesisView from './thesis/thesis_view.svelte';
import TimelineView from './timeline/timeline_view.svelte';
import WatchlistView from './watchlist_view.svelte';

const clause = { text: '', stance: 'supports', thesis: 'Theses/Rails.md', pillar: 'neutral', strength: 'strong' };
const watchItem = {
	note: 'a.md',
	line: 7,
	text: 'AWS share grows',
	status: 'overdue',
	opened: null,
	due: '2026-02-15',
	closed: null,
	p: 0.55,
	if_true: clause,
	if_false: null,
	theses: ['Theses/Rails.md'],
};
const row = {
	path: 'Theses/Rails.md',
	title: 'Rails',
	exists: true,
	kind: 'thesis',
	colour: 0,
	status: 'active',
	confidence: 0.5,
	opened: null,
	review_by: null,
	notes: totals(5, 3).notes,
	independent: totals(5, 3).independent,
	totals: totals(5, 3),
	proposed: 0,
	proposed_independent: 0,
	first: null,
	last: null,
	markers: [],
};
const lanes = timeline({
	Rails: [event({ label: 'durability' }), event({ label: 'azure', stance: 'contradicts', what: 'b.md' })],
	Seats: [event({ label: 'moat', what: 'c.md', hollow: true })],
});
const table: Record<string, unknown> = {
	theses: [row],
	thesis: thesisPage({
		ledger: [
			ledgerRow({ title: 'durability', note: 'durability.md', line: 4, pillar: 'Neutral' }),
			ledgerRow({ title: 'azure', note: 'azure.md', stance: 'contradicts', strength: 'weak', reason: 'buyers follow' }),
		],
		balance: [day('2026-05-04', 1, 0)],
		watch: [watchItem] as never,
		markers: [{ kind: 'burst', from: '2026-05-04', to: '2026-05-06', text: '3 from 2026-05-04' }],
	}),
	timeline: lanes,
	watch: { items: [watchItem], calibration: { resolved: 1, needed: 20, brier: null, rows: [] } },
};

let app: AppState;

beforeEach(() => {
	const ask = (async (request: { ask: string }) => {
		if (!(request.ask in table)) throw { code: 'failed', message: `no answer to ${request.ask}` };
		const answer = table[request.ask];
		return typeof answer === 'function' ? answer(request) : answer;
	}) as unknown as Ask;
	app = new AppState({ ask } as unknown as Backend);
});

function show(part: unknown, props: Record<string, unknown> = {}) {
	app.panes.open({ view: 'timeline' });
	render(InState, { props: { app, part, props: { tab: app.panes.activeTab, ...props } } as never });
}

/** What axe finds wrong; colours cannot be told here, where nothing is drawn. */
async function listViolations() {
	const rules = {
		'color-contrast': { enabled: false },
		region: { enabled: false },
		'page-has-heading-one': { enabled: false },
	};
	const { violations } = await axe.run(document.body, { rules });
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('the list of theses', () => {
	it('tells raw and independent counts together, and opens a thesis as a page', async () => {
		show(ThesesPanel);
		const panel = screen.getByRole('region', { name: 'Theses' });
		const button = await within(panel).findByRole('button', { name: /5 notes · 3 independent/ });
		await userEvent.click(button);
		expect(app.panes.activeTab?.place).toEqual({ view: 'thesis', path: 'Theses/Rails.md' });
		expect(await listViolations()).toEqual([]);
	});

	it('goes to the tab in which a thesis is open, and opens another one only when asked', async () => {
		const open = app.panes.open({ view: 'thesis', path: 'Theses/Rails.md' });
		app.panes.open({ view: 'proposals' }, 'tab');
		render(InState, { props: { app, part: ThesesPanel, props: {} } as never });
		const row = await screen.findByRole('button', { name: /5 notes · 3 independent/ });
		await userEvent.click(row);
		expect(app.panes.activeTab).toBe(open);
		expect(app.panes.tabs.map(({ place }) => place.view)).toEqual(['thesis', 'proposals']);
		const user = userEvent.setup();
		await user.keyboard('{Control>}');
		await user.click(row);
		expect(app.panes.tabs.map(({ place }) => place.view)).toEqual(['thesis', 'thesis', 'proposals']);
	});
});

describe('what a note bears on', () => {
	const edge = {
		thesis: 'Theses/Rails.md',
		title: 'Rails',
		exists: true,
		pillar: 'neutral',
		stance: 'supports',
		strength: 'moderate',
		reliability: null,
		reason: 'it holds',
		review: 'confirmed',
		place: 'inline',
		line: 9,
		disputed: false,
		proposal: null,
		one_with: [],
	};
	const set_edge = vi.fn();

	beforeEach(() => {
		set_edge.mockClear();
		table.bears = [edge];
		table.set_edge = set_edge.mockReturnValue({ paths: ['a.md'], edits: [] });
		show(BearsOnPanel, { note: 'a.md' });
	});

	it('is changed in a form that holds it, by the keyboard alone', async () => {
		const thesis = await screen.findByRole('button', { name: /supports\s+Rails/ });
		thesis.focus();
		await userEvent.keyboard('{F2}');
		const form = screen.getByRole('form', { name: 'Change the edge to “Rails”' });
		expect(within(form).getByRole('combobox', { name: 'Thesis' })).toHaveFocus();
		expect(within(form).getByRole('combobox', { name: 'Strength' })).toHaveValue('moderate');
		expect(within(form).getByRole('textbox', { name: 'Why' })).toHaveValue('it holds');
		expect(await listViolations()).toEqual([]);
		await userEvent.selectOptions(within(form).getByRole('combobox', { name: 'Strength' }), 'weak');
		await userEvent.type(within(form).getByRole('textbox', { name: 'Why' }), ' still{Enter}');
		const written = { thesis: 'Theses/Rails.md', stance: 'supports', strength: 'weak', pillar: 'neutral' };
		expect(set_edge).toHaveBeenCalledWith({
			ask: 'set_edge',
			note: 'a.md',
			edge: { ...written, reason: 'it holds still' },
			place: null,
			line: 9,
			old: { thesis: 'Theses/Rails.md', pillar: 'neutral' },
		});
		expect(await screen.findByRole('button', { name: /supports\s+Rails/ })).toHaveFocus();
	});

	it('stays as it is at Escape', async () => {
		await userEvent.click(await screen.findByRole('button', { name: 'Change the edge to “Rails”' }));
		await userEvent.keyboard('{Escape}');
		expect(set_edge).not.toHaveBeenCalled();
		expect(await screen.findByRole('button', { name: /supports\s+Rails/ })).toHaveFocus();
	});
});

describe('a thesis', () => {
	beforeEach(() => show(ThesisView, { path: 'Theses/Rails.md' }));

	it('has its ledger as a table that is sorted and filtered', async () => {
		const ledger = await screen.findByRole('table', { name: 'Evidence ledger' });
		const titles = () =>
			within(ledger)
				.getAllByRole('link')
				.map((link) => link.textContent);
		expect(titles()).toEqual(['durability', 'azure']);
		await userEvent.click(within(ledger).getByRole('button', { name: 'Data point' }));
		expect(titles()).toEqual(['azure', 'durability']);
		await userEvent.type(screen.getByRole('searchbox', { name: 'Filter the ledger' }), 'buyers');
		expect(titles()).toEqual(['azure']);
	});

	it('unfolds a pillar to its data points in place, which open at their lines', async () => {
		const pillar = await screen.findByRole('button', { name: /The host is neutral/ });
		expect(pillar).toHaveAttribute('aria-expanded', 'false');
		await userEvent.click(pillar);
		expect(pillar).toHaveAttribute('aria-expanded', 'true');
		const points = screen.getByRole('list', { name: 'The host is neutral' });
		expect(within(points).getAllByRole('listitem')).toHaveLength(1);
		expect(points).toHaveTextContent(/durability strong · 4 May/);
		expect(await listViolations()).toEqual([]);
		await userEvent.click(within(points).getByRole('link', { name: 'durability' }));
		expect(app.panes.activeNote).toBe('durability.md');
		expect(app.panes.activeTab?.wantedLine).toBe(4);
	});

	it('narrows the ledger to a pillar and goes there, whatever was filtered for before', async () => {
		await userEvent.type(await screen.findByRole('searchbox', { name: 'Filter the ledger' }), 'buyers');
		await userEvent.click(screen.getByRole('button', { name: /The host is neutral/ }));
		await userEvent.click(screen.getByRole('button', { name: 'Show in the ledger: “The host is neutral”' }));
		const links = within(screen.getByRole('table', { name: 'Evidence ledger' })).getAllByRole('link');
		expect(links.map((link) => link.textContent)).toEqual(['durability']);
		expect(screen.getByRole('heading', { name: 'Ledger' })).toHaveFocus();
	});

	it('has a table for its picture, and nothing axe complains about', async () => {
		await userEvent.click(await screen.findByRole('radio', { name: 'Table' }));
		expect(screen.getByRole('table', { name: 'Evidence balance' })).toHaveTextContent('4 May');
		expect(await listViolations()).toEqual([]);
	});
});

describe('the timeline', () => {
	it('has a twin with the same rows in the same order, one key away', async () => {
		show(TimelineView);
		const picture = await screen.findByRole('application', { name: /Timeline: 2 lanes with 3 events/ });
		picture.focus();
		await userEvent.keyboard('t');
		const twin = await screen.findByRole('table', { name: 'Timeline events' });
		const labels = within(twin)
			.getAllByRole('link')
			.map((link) => link.textContent);
		expect(labels).toEqual(listTimelineRows(lanes.lanes).map((shown) => shown.event.label));
		expect(await listViolations()).toEqual([]);
	});

	it('is walked by the arrow keys, and Enter opens', async () => {
		show(TimelineView);
		(await screen.findByRole('application')).focus();
		await userEvent.keyboard('{ArrowRight}{ArrowRight}{Enter}');
		expect(app.panes.activeNote).toBe('c.md');
	});
});

describe('the watchlist', () => {
	it('shows what is overdue with what it would mean', async () => {
		show(WatchlistView);
		const region = screen.getByRole('region', { name: 'Watchlist' });
		const item = await within(region).findByRole('listitem');
		expect(item).toHaveTextContent('AWS share grows');
		expect(item).toHaveTextContent(/if true\s*▲ supports strong\s*Rails › neutral/);
		expect(region).toHaveTextContent('1 item is resolved with a probability; a score is shown from 20 on.');
		expect(await listViolations()).toEqual([]);
	});
});
