// A thesis beside its rivals, over the real state; the core's side answers from a small table.
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Ask, Backend } from '../../backend/backend';
import type { ThesisPage } from '../../backend/bindings';
import { AppState } from '../../state/app_state.svelte';
import { listShared } from '../../state/rivals';
import { ledgerRow, thesisPage, totals } from '../../state/thesis_samples';
import InState from '../test_in_state.svelte';
import Rivals from './rivals.svelte';

const rails = thesisPage({
	rivals: [
		{ title: 'Seats', path: 'Theses/Seats.md' },
		{ title: 'Not written', path: null },
		{ title: 'Amazon', path: 'Amazon.md' },
	],
	ledger: [
		ledgerRow({ note: 'own.md', title: 'own' }),
		ledgerRow({ note: 'both.md', title: 'both' }),
		ledgerRow({ note: 'between.md', title: 'between', stance: 'contradicts', strength: 'weak' }),
	],
});
const seats = thesisPage({
	path: 'Theses/Seats.md',
	title: 'Seats',
	status: 'watch',
	confidence: 0.57,
	statement: 'Who sells the seat decides.',
	totals: { ...totals(4, 2), independent: { supports: 1, contradicts: 2, context: 0 } },
	ledger: [
		ledgerRow({ note: 'both.md', title: 'both', strength: 'weak' }),
		ledgerRow({ note: 'between.md', title: 'between', strength: 'strong' }),
	],
});
const unwritten = thesisPage({
	path: 'Not written',
	title: 'Not written',
	status: null,
	confidence: null,
	statement: '',
	totals: totals(1, 1),
	ledger: [ledgerRow({ note: 'own.md', title: 'own', stance: 'context', strength: null })],
});
const pages: Record<string, ThesisPage> = { [seats.path]: seats, [unwritten.path]: unwritten };
let app: AppState;

beforeEach(() => {
	const ask = (async (request: { ask: string; note: string }) => {
		const page = pages[request.note];
		if (!page) throw { code: 'not_found', message: `${request.note} is no thesis` };
		return page;
	}) as unknown as Ask;
	app = new AppState({ ask } as unknown as Backend);
	app.panes.open({ view: 'timeline' });
	render(InState, { props: { app, part: Rivals, props: { page: rails } } as never });
});

const cells = (name: RegExp) => {
	const row = screen.getByRole('row', { name });
	return within(row)
		.getAllByRole('cell')
		.map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim());
};

describe('rivals', () => {
	it('stand beside the thesis, row by row, and one that is no thesis says so', async () => {
		await screen.findByText('Who sells the seat decides.');
		expect(cells(/^Status/)).toEqual(['active', 'watch', 'none', '–']);
		expect(cells(/^Your confidence/)).toEqual(['50%', '57%', 'not set', '–']);
		expect(cells(/^supports For/)).toEqual([
			'5 notes · 3 independent',
			'4 notes · 1 independent',
			'1 note · 1 independent',
			'–',
		]);
		expect(cells(/^Statement/)[3]).toBe('a note, but no thesis');
		const heads = screen.getAllByRole('columnheader').map((head) => head.textContent?.replace(/\s+/g, ' ').trim());
		expect(heads.slice(1)).toEqual([
			'Rails this thesis',
			'Seats',
			'Not written not made yet Make “Not written”',
			'Amazon',
		]);
		const { violations } = await axe.run(document.body, {
			rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
		});
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
	});

	it('are measured on one scale', async () => {
		await screen.findByText('Who sells the seat decides.');
		const bars = screen.getAllByRole('img').map((bar) => bar.getAttribute('aria-label'));
		expect(bars.slice(0, 2)).toEqual(['3 for and 0 against, on a scale to 3', '1 for and 2 against, on a scale to 3']);
	});

	it('share notes, those first that push them apart', async () => {
		await screen.findByText('Who sells the seat decides.');
		expect(listShared([rails, seats, unwritten]).map(({ title, push }) => [title, push])).toEqual([
			['between', 'apart'],
			['both', 'for'],
			['own', 'mixed'],
		]);
		expect(cells(/^between/).slice(0, 2)).toEqual(['▼ contradicts weak', '▲ supports strong']);
	});

	it('are opened as pages, and their notes as notes', async () => {
		await userEvent.click(await screen.findByRole('link', { name: 'Seats' }));
		expect(app.panes.activeTab?.place).toEqual({ view: 'thesis', path: 'Theses/Seats.md' });
		await userEvent.click(screen.getByRole('link', { name: 'between' }));
		expect(app.panes.activeNote).toBe('between.md');
	});
});
