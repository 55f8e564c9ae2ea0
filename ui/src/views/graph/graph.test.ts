// The page of the graph over the real state; the core's side answers from a small table.
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask, Backend } from '../../backend/backend';
import type { DrawnGraph } from '../../backend/bindings';
import LocalGraphPanel from '../../panels/local_graph_panel.svelte';
import { AppState } from '../../state/app_state.svelte';
import { usualSettings } from '../../state/graph_settings.svelte';
import InState from '../test_in_state.svelte';
import GraphView from './graph_view.svelte';

const drawn: DrawnGraph = {
	picture: {
		nodes: [
			{ id: 'a/Amazon.md', title: 'Amazon', kind: 'note', links: 2, group: 0 },
			{ id: 'Nitro.md', title: 'Nitro', kind: 'note', links: 1, group: null },
			{ id: 'idea', title: 'idea', kind: 'unresolved', links: 1, group: null },
		],
		edges: [
			[0, 1, 2],
			[0, 2, 1],
		],
		centre: null,
		problems: [],
	},
	places: { layout: 1, base64: btoa('\0'.repeat(24)), at_rest: true },
};
const group = { query: 'tag:#x', color: { a: 1, rgb: 255 } };

let app: AppState;
let asked: { ask: string; filter?: { search: string; local: unknown }; changes?: unknown }[];

beforeEach(() => {
	window.matchMedia ??= vi.fn(() => ({ matches: false })) as never;
	asked = [];
	const table: Record<string, unknown> = {
		graph_settings: { ...usualSettings, colorGroups: [group] },
		graph_picture: drawn,
		theses: [],
	};
	const ask = (async (request: { ask: string }) => {
		asked.push(request);
		if (request.ask === 'set_graph_settings') {
			const changes = (request as { changes?: object }).changes;
			return { ...usualSettings, colorGroups: [group], ...changes };
		}
		if (!(request.ask in table)) throw { code: 'failed', message: `no answer to ${request.ask}` };
		return table[request.ask];
	}) as unknown as Ask;
	app = new AppState({ ask } as unknown as Backend);
	app.panes.open({ view: 'graph' });
});

function show(part: unknown, props: Record<string, unknown>) {
	render(InState, { props: { app, part, props } as never });
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

// The check of accessibility takes seconds on a busy machine.
describe('the graph', { timeout: 20000 }, () => {
	beforeEach(() => show(GraphView, { tab: app.panes.activeTab }));

	it('has a table with the lines of its picture, one key away', async () => {
		const pictured = await screen.findByRole('application', { name: /Graph: 3 nodes with 2 links/ });
		expect(screen.getByRole('status', { name: 'Size of the graph' })).toHaveTextContent('3 nodes · 2 links');
		expect(await listViolations()).toEqual([]);
		pictured.focus();
		await userEvent.keyboard('t');
		const table = await screen.findByRole('table', { name: 'Graph links' });
		await waitFor(() => expect(within(table).getAllByRole('link')).toHaveLength(4));
		expect(await listViolations()).toEqual([]);
		await userEvent.click(within(table).getByRole('link', { name: 'Nitro' }));
		expect(app.panes.activeNote).toBe('Nitro.md');
	});

	it('is walked by the arrow keys and opens the note it is on', async () => {
		const pictured = await screen.findByRole('application');
		pictured.focus();
		await userEvent.keyboard('{ArrowRight}{Enter}');
		await waitFor(() => expect(app.panes.activeNote).toBe('a/Amazon.md'));
	});

	it('asks for what its filters say, and writes only the setting that changed', async () => {
		await userEvent.type(await screen.findByRole('searchbox', { name: 'Filter the graph' }), 'path:a');
		await waitFor(() => expect(asked.some(({ filter }) => filter?.search === 'path:a')).toBe(true));
		await waitFor(() =>
			expect(asked.at(-1)?.changes ?? asked.find(({ changes }) => changes)?.changes).toEqual({ search: 'path:a' }),
		);
	});

	it('adds, orders and removes groups', async () => {
		await userEvent.click(await screen.findByRole('button', { name: 'Groups' }));
		await userEvent.click(screen.getByRole('button', { name: 'New group' }));
		await userEvent.type(screen.getByRole('textbox', { name: 'Search of group 2' }), 'x');
		await userEvent.click(screen.getByRole('button', { name: 'Move group 2 up' }));
		expect(screen.getByRole('textbox', { name: 'Search of group 1' })).toHaveValue('x');
		expect(await listViolations()).toEqual([]);
		await userEvent.click(screen.getByRole('button', { name: 'Remove group 1' }));
		expect(screen.getByRole('textbox', { name: 'Search of group 1' })).toHaveValue('tag:#x');
	});
});

describe('the graph around a note', () => {
	it('asks for what lies around it, by the depth that was chosen', async () => {
		app.desk.graph.local = { ...app.desk.graph.local, depth: 3 };
		show(LocalGraphPanel, { note: 'a/Amazon.md', menu: () => [] });
		const side = screen.getByRole('region', { name: 'Graph' });
		expect(await within(side).findByRole('application')).toHaveAccessibleName(/3 nodes with 2 links/);
		const local = asked.find(({ ask }) => ask === 'graph_picture')?.filter?.local;
		expect(local).toMatchObject({ note: 'a/Amazon.md', depth: 3, incoming: true });
	});
});
