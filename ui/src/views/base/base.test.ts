// Bases on the page, over answers as the core gives them.
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask, Backend } from '../../backend/backend';
import type { BaseResult } from '../../backend/bindings';
import { AppState, placeOf } from '../../state/app_state.svelte';
import { baseCsv, baseMarkdown, cellText } from '../../state/base_rows';
import { BaseSession } from '../../state/base_session.svelte';
import InState from '../test_in_state.svelte';
import BaseView from './base_view.svelte';

const link = (text: string, path: string | null) => ({ kind: 'link' as const, text, target: path ?? text, path });

function result(given: Partial<BaseResult> = {}): BaseResult {
	return {
		views: [
			{ name: 'All', kind: 'table' },
			{ name: 'Shelf', kind: 'cards' },
		],
		shown: 0,
		kind: 'table',
		columns: [
			{ id: 'file.name', title: 'Name', numeric: false, summary: '', width: null },
			{ id: 'note.year', title: 'Year', numeric: true, summary: 'Min', width: null },
			{ id: 'formula.bad', title: 'bad', numeric: false, summary: '', width: null },
		],
		groups: [
			{
				value: link('Joyce', 'People/Joyce.md'),
				rows: [
					{
						path: 'Ulysses.md',
						cells: [
							link('Ulysses', 'Ulysses.md'),
							{ kind: 'number', text: '1922' },
							{ kind: 'error', message: 'unknown function foo' },
						],
					},
					{ path: 'Notes.md', cells: [link('a | b', 'Notes.md'), null, 'said "so", twice'] },
				],
			},
		],
		grouped_by: null,
		sorted: null,
		total: 2,
		filter: 'file.ext == "md"',
		summaries: [],
		look: {
			card_size: null,
			contain: false,
			ratio: null,
			row_lines: 1,
			marker: 'bullet',
			indented: false,
			separator: ',',
		},
		problems: [],
		broken: null,
		...given,
	};
}

/** A machine that does much else at once is slow. */
const patience = { timeout: 10_000 };

let app: AppState;
let answer: BaseResult;
const asked: Record<string, unknown>[] = [];

beforeEach(() => {
	asked.length = 0;
	answer = result();
	const ask = (async (request: { ask: string }) => {
		asked.push(request);
		if (request.ask === 'base') return answer;
		throw { code: 'failed', message: `no answer to ${request.ask}` };
	}) as unknown as Ask;
	app = new AppState({ ask } as unknown as Backend);
	// The lists that show only what is in sight need a size.
	vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(400);
});

function show() {
	app.panes.open({ view: 'base', path: 'Books.base' });
	return render(InState, {
		props: { app, part: BaseView, props: { tab: app.panes.activeTab, path: 'Books.base' } } as never,
	});
}

describe('a base as a page', () => {
	it('has heads that sort in the core, and come back to the order of the base', async () => {
		show();
		const head = await screen.findByRole('button', { name: 'Year' });
		for (const sort of [
			{ property: 'note.year', descending: false },
			{ property: 'note.year', descending: true },
			null,
		]) {
			await userEvent.click(head);
			await vi.waitFor(() => expect(asked.at(-1)).toMatchObject({ ask: 'base', path: 'Books.base', sort }), patience);
		}
	}, 30_000);

	it('says how many files there are and what is not as written', async () => {
		answer = result({
			total: 7,
			problems: [{ message: 'map views are not supported; this is a table', line: 0, column: 0 }],
		});
		show();
		expect((await screen.findByRole('status')).textContent).toBe('2 of 7 files');
		expect(within(screen.getByRole('list', { name: 'Not as written' })).getByText(/map views/)).toBeTruthy();
	});

	it('shows another view when it is chosen, without its old order', async () => {
		show();
		await userEvent.click(await screen.findByRole('button', { name: 'Year' }));
		await userEvent.selectOptions(screen.getByRole('combobox', { name: 'View of the base' }), 'Shelf');
		await vi.waitFor(() => expect(asked.at(-1)).toMatchObject({ view: 'Shelf', sort: null }), patience);
	}, 30_000);

	it('says what the filter is when nothing meets it', async () => {
		answer = result({ total: 0, groups: [] });
		show();
		expect(await screen.findByText('No file meets the filter of this view.')).toBeTruthy();
		expect(screen.getByText('The filter is: file.ext == "md"')).toBeTruthy();
	});

	it('shows a broken base as its text with the line marked', async () => {
		const broken = { message: 'write == to compare', line: 2, column: 5, text: 'filters:\n  a = 1\n' };
		answer = result({ broken, groups: [], columns: [] });
		const { container } = show();
		expect((await screen.findByRole('alert')).textContent).toContain('Line 2, character 5: write == to compare');
		expect(container.querySelector('mark')?.textContent).toContain('a = 1');
		expect(screen.queryByRole('textbox')).toBeNull();
	});

	it('shows cards with links that open a tab of their own', async () => {
		answer = result({ kind: 'cards', shown: 1 });
		const { container } = show();
		const title = await screen.findByRole('link', { name: 'Ulysses' });
		expect(screen.getByText('unknown function foo')).toBeTruthy();
		const rules = { 'color-contrast': { enabled: false } };
		expect((await axe.run(container, { rules })).violations).toEqual([]);
		await fireEvent.click(title, { ctrlKey: true });
		expect(app.panes.activeTab?.place).toEqual({ view: 'note', path: 'Ulysses.md' });
		expect(app.panes.tabs.length).toBe(2);
	});

	it('shows a list with what belongs to each file', async () => {
		answer = result({ kind: 'list', grouped_by: 'Author' });
		show();
		expect(await screen.findByRole('heading', { name: /Author: Joyce/ })).toBeTruthy();
		expect(screen.getAllByRole('listitem').length).toBe(2);
	});
});

describe('a base taken along', () => {
	it('is CSV with quotes where they are needed', () => {
		expect(baseCsv(result())).toBe(
			'Name,Year,bad\r\nUlysses,1922,! unknown function foo\r\na | b,,"said ""so"", twice"\r\n',
		);
	});

	it('is a Markdown table whose links stay links', () => {
		const lines = baseMarkdown(result()).split('\n');
		expect(lines[2]).toBe('| [[Ulysses]] | 1922 | ! unknown function foo |');
		expect(lines[3]).toBe('| [[Notes\\|a \\| b]] |  | said "so", twice |');
	});

	it('says every kind of cell as text', () => {
		expect(
			cellText({ kind: 'list', items: ['a', { kind: 'tag', tag: 'b' }, { kind: 'checkbox', checked: true }] }),
		).toBe('a, #b, true');
	});
});

describe('what was chosen in a base', () => {
	it('steps round its views', () => {
		const session = new BaseSession();
		session.result = result();
		session.step(-1);
		expect(session.view).toBe('Shelf');
		session.result = result({ shown: 1 });
		session.step(1);
		expect(session.view).toBe('All');
	});
});

it('opens a base in its own view, whatever the case of its name', () => {
	expect(placeOf('a/Books.BASE')).toEqual({ view: 'base', path: 'a/Books.BASE' });
});
