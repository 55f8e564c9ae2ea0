// The graph without a window: its model, its rows, its colours, its settings, and how it comes to rest.
import { describe, expect, it, vi } from 'vitest';
import type { Ask } from '../backend/backend';
import type { DrawnGraph, GraphNode, GraphPicture } from '../backend/bindings';
import { colourByGroup, colourByHue } from './graph_colours';
import { boxOf, decodePlaces, modelOf, neighboursOf, stepFrom } from './graph_model';
import { listLinkRows } from './graph_rows';
import { filterOf, GraphSettingsState, hexOf, newGroup, usualSettings, withColour } from './graph_settings.svelte';
import { LiveGraph } from './live_graph.svelte';

function node(id: string, links: number, kind: GraphNode['kind'] = 'note', group: number | null = null): GraphNode {
	return { id, title: id.replace(/\.md$/, ''), kind, links, group };
}

const picture: GraphPicture = {
	nodes: [node('A.md', 2), node('B10.md', 2), node('B9.md', 1), node('#tag', 1, 'tag', 0)],
	edges: [
		[0, 1, 3],
		[1, 0, 1],
		[2, 3, 1],
	],
	centre: null,
	problems: [],
};

/** Places as the core tells them. */
function base64(...numbers: number[]): string {
	const view = new DataView(new ArrayBuffer(numbers.length * 4));
	numbers.forEach((number, at) => {
		view.setFloat32(at * 4, number, true);
	});
	return btoa(String.fromCharCode(...new Uint8Array(view.buffer)));
}

describe('the model of a picture', () => {
	it('knows the neighbours of each node, and the nodes by their links', () => {
		const model = modelOf(picture);
		expect([...neighboursOf(model, 0)]).toEqual([1, 1]);
		expect([...neighboursOf(model, 3)]).toEqual([2]);
		expect([...model.byLinks]).toEqual([0, 1, 2, 3]);
		expect(model.centre).toBe(-1);
	});

	it('reads places as the core writes them', () => {
		expect([...decodePlaces(base64(1.5, -2, 1e6, 0))]).toEqual([1.5, -2, 1e6, 0]);
		expect(decodePlaces('')).toHaveLength(0);
	});

	it('has a box around every node', () => {
		const places = Float32Array.of(0, 0, 100, 0, 0, -50, 10, 10);
		const { left, top, right, bottom } = boxOf(modelOf(picture), places);
		expect(left).toBeLessThan(0);
		expect(right).toBeGreaterThan(100);
		expect(top).toBeLessThan(-50);
		expect(bottom).toBeGreaterThan(10);
	});
});

describe('the arrow keys', () => {
	const model = modelOf(picture);
	const places = Float32Array.of(0, 0, 100, 10, -100, 0, -100, 80);

	it('lead to the neighbour in their direction, else to whatever lies there', () => {
		expect(stepFrom(model, places, 0, 'ArrowRight')).toBe(1);
		expect(stepFrom(model, places, 0, 'ArrowLeft')).toBe(2);
		expect(stepFrom(model, places, 2, 'ArrowDown')).toBe(3);
	});

	it('stay where nothing lies', () => {
		expect(stepFrom(model, places, 0, 'ArrowUp')).toBe(0);
		expect(stepFrom(model, places, 0, 'x')).toBe(0);
	});
});

describe('the rows of the table', () => {
	it('are the lines of the picture, by their titles as people count', () => {
		const titles = (...by: Parameters<typeof listLinkRows> extends [unknown, ...infer Rest] ? Rest : never) =>
			listLinkRows(picture, ...by).map(
				({ source, destination, count }) => `${source.title} ${destination.title} ${count}`,
			);
		expect(titles('source', false)).toEqual(['A B10 3', 'B9 #tag 1', 'B10 A 1']);
		expect(titles('count', true)).toEqual(['A B10 3', 'B10 A 1', 'B9 #tag 1']);
	});
});

describe('the colours', () => {
	it('are those of the group, else of the kind', () => {
		const group = newGroup([]);
		const { palette, of } = colourByGroup(modelOf(picture), [group]);
		expect(palette[of[3] ?? -1]).toMatch(/^rgb\(/);
		expect(palette[of[0] ?? -1]).toBe('--ink-3');
	});

	it('are the hues of theses or clusters', () => {
		const { palette, of } = colourByHue(modelOf(picture), (id) => (id === 'A.md' ? 11 : undefined));
		expect(palette[of[0] ?? -1]).toBe('--h12');
		expect(palette[of[3] ?? -1]).toBe('--h3');
	});
});

describe('the settings', () => {
	it('are shown at once, written once they rest, and only those that changed', async () => {
		vi.useFakeTimers();
		const ask = vi.fn(async () => ({ ...usualSettings, showTags: true, linkDistance: 90 }));
		const settings = new GraphSettingsState(ask as unknown as Ask, () => {});
		settings.set({ showTags: true });
		settings.set({ linkDistance: 90 });
		expect(settings.value.linkDistance).toBe(90);
		expect(ask).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(1000);
		expect(ask.mock.calls).toEqual([[{ ask: 'set_graph_settings', changes: { showTags: true, linkDistance: 90 } }]]);
		vi.useRealTimers();
	});

	it('go back to what the file says where they cannot be written', async () => {
		const failed = vi.fn();
		const ask = (async () => {
			throw { code: 'read_only', message: 'no' };
		}) as unknown as Ask;
		const settings = new GraphSettingsState(ask, failed);
		settings.set({ showArrow: true });
		await settings.flush();
		expect(settings.value.showArrow).toBe(false);
		expect(failed).toHaveBeenCalledOnce();
	});

	it('keep what else a group holds', () => {
		const group = { query: 'a', color: { a: 1, rgb: 0x0102ff, odd: 1 }, kept: true };
		const changed = withColour(group, '#ff0000');
		expect(hexOf(group)).toBe('#0102ff');
		expect(changed).toEqual({ query: 'a', color: { a: 1, rgb: 0xff0000, odd: 1 }, kept: true });
		expect(filterOf({ ...usualSettings, colorGroups: [group] }, true).groups).toEqual(['a']);
	});
});

describe('a live graph', () => {
	const drawn: DrawnGraph = { picture, places: { layout: 7, base64: base64(0, 0, 1, 1, 2, 2, 3, 3), at_rest: false } };
	const frame = async () => {};

	function answering(restAfter: number) {
		let asked = 0;
		return vi.fn(async () => {
			asked += 1;
			return { layout: 7, base64: base64(asked, 0, 1, 1, 2, 2, 3, 3), at_rest: asked >= restAfter };
		});
	}

	it('asks for steps until it is at rest', async () => {
		const ask = answering(3);
		const live = new LiveGraph(ask as unknown as Ask, () => false, frame);
		live.show(drawn);
		await vi.waitFor(() => expect(live.atRest).toBe(true));
		expect(ask).toHaveBeenCalledTimes(3);
		expect(live.places[0]).toBe(3);
	});

	it('shows only the end where nothing may move', async () => {
		const live = new LiveGraph(answering(2) as unknown as Ask, () => true, frame);
		const seen: number[] = [];
		const ask = answering(2);
		const watched = new LiveGraph(
			(async (request: never) => {
				seen.push(watched.places[0] ?? -1);
				return (ask as unknown as Ask)(request);
			}) as unknown as Ask,
			() => true,
			frame,
		);
		watched.show(drawn);
		live.end();
		await vi.waitFor(() => expect(watched.atRest).toBe(true));
		expect(seen).toEqual([0, 0]);
		expect(watched.places[0]).toBe(2);
	});

	it('holds a node where it is dragged, and asks nothing more once it is left', async () => {
		const ask = answering(1000);
		const live = new LiveGraph(ask as unknown as Ask, () => false, frame);
		live.show(drawn);
		live.hold(0, 50, 60);
		await vi.waitFor(() => expect(ask.mock.calls.length).toBeGreaterThan(2));
		expect([live.places[0], live.places[1]]).toEqual([50, 60]);
		live.end();
		const asked = ask.mock.calls.length;
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(ask.mock.calls.length).toBeLessThanOrEqual(asked + 1);
	});
});
