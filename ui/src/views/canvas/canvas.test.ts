// The page of a canvas over the real state; the core's side answers from a small table.
import { render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Ask, Backend } from '../../backend/backend';
import type { CanvasShapes, OpenedCanvas } from '../../backend/bindings';
import { AppState } from '../../state/app_state.svelte';
import { addChange, changed } from '../../state/canvas_shapes';
import InState from '../test_in_state.svelte';
import CanvasView from './canvas_view.svelte';

const shapes = [
	addChange('nodes', 'g', { type: 'group', label: 'All', width: 500, height: 300 }),
	addChange('nodes', 'a', { type: 'text', text: 'One card', x: 20, y: 20 }),
	addChange('nodes', 'b', { type: 'link', url: 'https://example.org/x', x: 20, y: 160 }),
	addChange('edges', 'e', { fromNode: 'a', toNode: 'b', label: 'to' }),
].reduce(changed, { nodes: [], edges: [] } as CanvasShapes);
const opened: OpenedCanvas = {
	path: 'a.canvas',
	hash: '1',
	shapes,
	broken: null,
	text: '',
	editable: true,
	reason: '',
	draft: null,
};

let app: AppState;
let answer: OpenedCanvas;

beforeEach(() => {
	const ask = (async (request: { ask: string }) => {
		if (request.ask === 'canvas') return answer;
		if (request.ask === 'render') return { html: '<p>One card</p>' };
		throw { code: 'failed', message: `no answer to ${request.ask}` };
	}) as unknown as Ask;
	app = new AppState({ ask } as unknown as Backend);
});

function show() {
	app.panes.open({ view: 'canvas', path: 'a.canvas' });
	const pane = app.panes.active;
	render(InState, { props: { app, part: CanvasView, props: { pane, tab: pane.active, path: 'a.canvas' } } as never });
}

/** What axe finds wrong; colours cannot be told here, where nothing is drawn. */
async function findFaults(): Promise<string[]> {
	const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
	const { violations } = await axe.run(document.body, { rules });
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('a canvas', () => {
	it('says what it holds, and axe complains about nothing', async () => {
		answer = opened;
		show();
		expect(await screen.findByText('3 nodes, 1 edge')).toBeVisible();
		expect(screen.getByRole('group', { name: 'Nodes of the canvas' })).toBeInTheDocument();
		expect(screen.getByRole('toolbar', { name: 'Add to the canvas' })).toBeInTheDocument();
		expect(await findFaults()).toEqual([]);
	});

	it('that may only be read offers nothing to add', async () => {
		answer = { ...opened, editable: false, reason: 'This vault may only be read.' };
		show();
		expect(await screen.findByText('3 nodes, 1 edge')).toBeVisible();
		expect(screen.queryByRole('toolbar', { name: 'Add to the canvas' })).toBeNull();
	});

	it('that is broken is shown as text with the place', async () => {
		answer = { ...opened, editable: false, text: '{"a"', broken: { message: 'expected `:`', line: 1, column: 5 } };
		show();
		expect(await screen.findByText('Line 1, column 5: expected `:`')).toBeVisible();
		expect(await findFaults()).toEqual([]);
	});
});
