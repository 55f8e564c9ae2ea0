// The watchlist: how an item is resolved, and how well the resolved ones were foreseen.
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask, Backend } from '../backend/backend';
import type { WatchRow } from '../backend/bindings';
import { AppState } from '../state/app_state.svelte';
import { today } from '../state/days';
import CalibrationView from './calibration.svelte';
import ResolveDialog from './resolve_dialog.svelte';
import InState from './test_in_state.svelte';
import WatchlistView from './watchlist_view.svelte';

const clause = { text: '', stance: 'supports', thesis: 'Theses/Rails.md', pillar: null, strength: 'strong' };
const item = {
	note: 'diary.md',
	line: 7,
	text: 'rates fall',
	status: 'open',
	opened: null,
	due: '2026-02-15',
	closed: null,
	p: 0.55,
	if_true: clause,
	if_false: null,
	theses: [],
} as unknown as WatchRow;
const thesis = (path: string, title: string) => ({ path, title, exists: true, kind: 'thesis' });
let app: AppState;
let asked: Record<string, unknown>[];
let items: WatchRow[];

beforeEach(() => {
	asked = [];
	items = [item];
	const answers: Record<string, (request: Record<string, unknown>) => unknown> = {
		theses: () => [thesis('Theses/Rails.md', 'Rails'), thesis('Theses/Seat.md', 'Seat')],
		thesis: () => ({ pillars: [], ledger: [] }),
		watch: () => ({ items, calibration: { resolved: 0, needed: 20, brier: null, rows: [] } }),
		resolve_watch: (request) => {
			asked.push(request);
			return { paths: ['Reference/rates fall came true.md', 'diary.md'], edits: [] };
		},
	};
	const ask = ((request: { ask: string }) => Promise.resolve(answers[request.ask]?.(request) ?? [])) as Ask;
	app = new AppState({ ask, remember: async () => {} } as unknown as Backend);
	vi.spyOn(app.files, 'tellOf').mockImplementation(() => {});
});

const show = (row: WatchRow, onclose = () => {}) =>
	render(InState, { props: { app, part: ResolveDialog, props: { item: row, onclose } } as never });
const last = () => asked.filter((request) => !(request.resolution as { dry_run: boolean }).dry_run).at(-1);

describe('resolving a watch item', () => {
	it('writes the edge of its clause with a reason into the note that it is in', async () => {
		const onclose = vi.fn();
		show(item, onclose);
		await userEvent.click(screen.getByRole('button', { name: 'Resolve' }));
		expect(screen.getByRole('alert').textContent).toBe('Choose what came of it.');
		await userEvent.click(screen.getByRole('radio', { name: 'It came true' }));
		await userEvent.type(screen.getByRole('textbox', { name: 'What happened' }), 'They fell.');
		expect(screen.getByRole('radio', { name: 'The note it is in' })).toHaveProperty('checked', true);
		expect((await axe.run(document.body)).violations).toEqual([]);
		await userEvent.click(screen.getByRole('button', { name: 'Resolve' }));
		await vi.waitFor(() => expect(onclose).toHaveBeenCalled());
		const edge = { thesis: 'Theses/Rails.md', stance: 'supports', reason: '', strength: 'strong' };
		expect(last()).toMatchObject({
			outcome: 'true',
			evidence: null,
			resolution: { day: today(), reason: 'They fell.', edge, dry_run: false },
		});
		expect(last()?.resolution).not.toHaveProperty('new_note');
	});

	it('shows what a new note would be called, and takes another name', async () => {
		show({ ...item, note: 'Theses/Seat.md' });
		await userEvent.click(await screen.findByRole('radio', { name: 'It came true' }));
		const name = await screen.findByRole('textbox', { name: 'Name of the new note' });
		await vi.waitFor(() => expect(name).toHaveProperty('value', 'rates fall came true'));
		screen.getByText('in Reference');
		expect(screen.queryByRole('radio', { name: 'The note it is in' })).toBeNull();
		await userEvent.clear(name);
		await userEvent.type(name, 'Rates fell{Enter}');
		await vi.waitFor(() => expect(last()?.resolution).toMatchObject({ new_note: 'Rates fell' }));
	});

	it('writes an edge of ones own for an item in prose, held by a note that is there', async () => {
		show({ ...item, if_true: null });
		await userEvent.click(screen.getByRole('radio', { name: 'It did not' }));
		await vi.waitFor(() => screen.getByRole('option', { name: 'Seat' }));
		await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Thesis' }), 'Seat');
		await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Stance' }), 'contradicts');
		await userEvent.click(screen.getByRole('radio', { name: 'Another note' }));
		await userEvent.click(screen.getByRole('button', { name: 'Resolve' }));
		expect(screen.getByRole('alert').textContent).toBe('Choose the note that is evidence.');
		await userEvent.click(screen.getByRole('button', { name: 'Choose the note that is evidence' }));
		expect(app.dialogs.picking?.except).toBe('Theses/Seat.md');
		app.dialogs.answerPick({ path: 'news.md' });
		await vi.waitFor(() => screen.getByText('news'));
		await userEvent.keyboard('{Control>}{Enter}{/Control}');
		await vi.waitFor(() =>
			expect(last()).toMatchObject({
				outcome: 'false',
				evidence: 'news.md',
				resolution: { edge: { thesis: 'Theses/Seat.md', stance: 'contradicts' } },
			}),
		);
	});

	it('marks only, where no evidence is wanted', async () => {
		show(item);
		await userEvent.click(screen.getByRole('radio', { name: 'No longer of interest' }));
		expect(screen.queryByRole('combobox', { name: 'Thesis' })).toBeNull();
		await userEvent.click(screen.getByRole('button', { name: 'Resolve' }));
		await vi.waitFor(() => expect(last()?.outcome).toBe('cancelled'));
		expect(last()?.resolution).not.toHaveProperty('edge');
	});
});

describe('the watchlist', () => {
	it('lists what was resolved last first', async () => {
		const closed = (text: string, day: string | null) =>
			({ ...item, text, status: 'resolved_true', closed: day, line: text.length }) as WatchRow;
		items = [closed('early', '2025-01-01'), closed('undated', null), closed('late one', '2026-03-01')];
		render(InState, {
			props: { app, part: WatchlistView, props: { tab: app.panes.open({ view: 'watchlist' }, 'here') } } as never,
		});
		const list = within(await screen.findByRole('list', { name: 'Resolved' }));
		const texts = list.getAllByRole('listitem').map((each) => each.textContent);
		expect(texts.map((text) => /early|undated|late one/.exec(text ?? '')?.[0])).toEqual([
			'late one',
			'early',
			'undated',
		]);
	});
});

describe('how well it was foreseen', () => {
	const row = (from: number, items: number, expected: number, came_true: number) => ({
		from,
		to: from + 0.1,
		items,
		expected,
		came_true,
	});

	it('is a picture with a dot for each tenth, the larger the more items, and its table', async () => {
		const calibration = {
			resolved: 24,
			needed: 20,
			brier: 0.18,
			rows: [row(0.2, 4, 0.25, 0.5), row(0.7, 20, 0.74, 0.7)],
		};
		const { container } = render(CalibrationView, { props: { calibration } });
		const picture = screen.getByRole('img', { name: /25% came true 50% of the time, 4 items; 74% came true 70%/ });
		const [large, small] = [...picture.querySelectorAll('circle')].map((dot) => ({
			r: Number(dot.getAttribute('r')),
			x: Number(dot.getAttribute('cx')),
			y: Number(dot.getAttribute('cy')),
		}));
		expect(large?.r).toBeGreaterThan(small?.r ?? 0);
		expect(large?.x).toBeGreaterThan(small?.x ?? 0);
		expect(large?.y).toBeLessThan(small?.y ?? 0);
		expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(3);
		expect((await axe.run(container)).violations).toEqual([]);
	});

	it('is a sentence before there are enough items', () => {
		render(CalibrationView, { props: { calibration: { resolved: 3, needed: 20, brier: null, rows: [] } } });
		expect(screen.queryByRole('img')).toBeNull();
		screen.getByText(/3 items are resolved with a probability/);
	});
});
