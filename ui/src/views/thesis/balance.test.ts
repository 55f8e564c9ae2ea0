// The days of the balance, walked and pointed at; there is no layout here, so the places are given.
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Ask, Backend } from '../../backend/backend';
import { AppState } from '../../state/app_state.svelte';
import { listBalance, placeChart } from '../../state/balance_chart';
import { day, ledgerRow, thesisPage } from '../../state/thesis_samples';
import InState from '../test_in_state.svelte';
import BalanceStops from './balance_stops.svelte';
import BalanceTable from './balance_table.svelte';

const cause = { title: 'azure', path: 'azure.md' };
const page = thesisPage({
	balance: [day('2026-05-04', 1, 0)],
	confidence_log: [
		{ day: '2026-05-20', confidence: 0.5, was: null, cause: null, reason: 'opening number', line: 12 },
		{ day: '2026-06-08', confidence: 0.75, was: 0.5, cause, reason: 'buyers [[follow]]', line: 13 },
		{ day: '2026-06-08', confidence: 0.25, was: null, cause: null, reason: 'second thoughts', line: 14 },
	],
	ledger: [ledgerRow({ title: 'durability', note: 'durability.md', line: 4 })],
});
const rows = listBalance(page);
const size = { width: 500, height: 208, left: 8, right: 40, top: 24, bottom: 40 };
let app: AppState;

beforeEach(() => {
	app = new AppState({ ask: (async () => null) as unknown as Ask } as unknown as Backend);
	app.panes.open({ view: 'timeline' });
});

describe('the days of the balance', () => {
	beforeEach(() => {
		const { stops } = placeChart(rows, '2026-06-20', size);
		const props = { page, stops, width: 500, height: 208, at: null };
		render(InState, { props: { app, part: BalanceStops, props } as never });
	});

	it('are one stop of the Tab key, walked by the arrow keys, and each tells what happened', async () => {
		await userEvent.tab();
		expect(document.activeElement).toHaveAccessibleName(
			'8 Jun 2026: confidence 50% → 75%, buyers follow; confidence 75% → 25%, second thoughts',
		);
		await screen.findByText('second thoughts');
		await userEvent.keyboard('{Home}');
		expect(document.activeElement).toHaveAccessibleName('4 May 2026: 1 data point came');
		await userEvent.keyboard('{ArrowRight}');
		expect(document.activeElement).toHaveAccessibleName('20 May 2026: confidence 50%, opening number');
	});

	it('show every line of the log of one day, and the note that caused it opens', async () => {
		await userEvent.tab();
		await screen.findByText('second thoughts');
		expect(await axe.run(document.body, { rules: { region: { enabled: false } } })).toMatchObject({ violations: [] });
		await userEvent.tab();
		await userEvent.tab();
		expect(document.activeElement).toHaveTextContent('azure');
		await userEvent.keyboard('{Enter}');
		expect(app.panes.activeNote).toBe('azure.md');
	});

	it('open the evidence that came at its line, and Escape goes back to the day, then closes its card', async () => {
		const stop = screen.getByRole('button', { name: /1 data point came/ });
		await userEvent.click(stop);
		(await screen.findByRole('link', { name: 'durability' })).focus();
		await userEvent.keyboard('{Escape}');
		expect(stop).toHaveFocus();
		await userEvent.click(screen.getByRole('link', { name: 'durability' }));
		expect(app.panes.activeTab?.wantedLine).toBe(4);
		stop.focus();
		await userEvent.keyboard('{Escape}');
		await expect.poll(() => screen.queryByRole('link', { name: 'durability' })).toBeNull();
	});
});

describe('the table of the balance', () => {
	it('holds the same days and facts, the newest first', () => {
		render(InState, { props: { app, part: BalanceTable, props: { rows, path: page.path } } as never });
		const [, newest, , oldest] = screen.getAllByRole('row');
		expect(newest).toHaveTextContent(/8 Jun.*25%.*50% → 75%.*buyers follow.*azure.*75% → 25%.*second thoughts/);
		expect(oldest).toHaveTextContent(/4 May.*durability strong/);
		expect(within(newest as HTMLElement).getByRole('link', { name: 'azure' })).toBeInTheDocument();
	});
});
