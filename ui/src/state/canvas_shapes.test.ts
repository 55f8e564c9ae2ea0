// Tests of what changes do to the shapes of a canvas before the core has answered.
import { describe, expect, it } from 'vitest';
import type { CanvasShapes } from '../backend/bindings';
import { addChange, changed, itemOf, keyOf, newId, setChange, shiftsNames } from './canvas_shapes';

const node = (id: string, nth = 0) => itemOf('nodes', { id, nth });
const start = [
	addChange('nodes', 'a', { type: 'text', text: 'one', x: 1, y: 2 }),
	addChange('nodes', 'b', { type: 'group', label: 'all', width: 400, height: 300 }, 0),
	addChange('edges', 'e', { fromNode: 'a', toNode: 'b', toEnd: 'none', label: 'to' }),
].reduce(changed, { nodes: [], edges: [] } as CanvasShapes);

describe('shapes', () => {
	it('hold what was added, where it was added', () => {
		expect(start.nodes.map(({ id }) => id)).toEqual(['b', 'a']);
		expect(start.nodes[1]).toMatchObject({ kind: 'text', text: 'one', x: 1, y: 2, color: null });
		expect(start.edges[0]).toMatchObject({ from_node: 'a', to_node: 'b', to_arrow: false, label: 'to' });
	});

	it('change key by key; what is taken away is null', () => {
		const next = [
			setChange(node('a'), { x: 7, color: '3', text: null }),
			setChange(itemOf('edges', { id: 'e', nth: 0 }), { fromEnd: 'arrow', toEnd: null, fromSide: 'left' }),
		].reduce(changed, start);
		expect(next.nodes[1]).toMatchObject({ x: 7, y: 2, color: '3', text: null });
		expect(next.edges[0]).toMatchObject({ from_arrow: true, to_arrow: true, from_side: 'left' });
		expect(start.nodes[1]?.x).toBe(1);
	});

	it('lose a node with its edges', () => {
		expect(changed(start, { change: 'remove', item: node('a') })).toEqual({ nodes: [start.nodes[0]], edges: [] });
		expect(changed(start, { change: 'remove', item: node('a', 1) })).toEqual(start);
	});

	it('are put in another order', () => {
		const next = changed(start, { change: 'reorder', item: node('b'), to: 1 });
		expect(next.nodes.map(({ id }) => id)).toEqual(['a', 'b']);
	});

	it('are read again where names can shift', () => {
		const twins = changed(start, addChange('nodes', 'a', { type: 'text' }));
		const second = { ...twins, nodes: twins.nodes.map((each, at) => (at === 2 ? { ...each, nth: 1 } : each)) };
		expect(shiftsNames(start, { change: 'remove', item: node('a') })).toBe(false);
		expect(shiftsNames(second, { change: 'remove', item: node('a') })).toBe(true);
		expect(shiftsNames(second, setChange(node('a', 1), { x: 1 }))).toBe(false);
	});

	it('have ids of sixteen digits, and keys that tell twins apart', () => {
		expect(newId()).toMatch(/^[0-9a-f]{16}$/);
		expect(newId()).not.toBe(newId());
		expect(keyOf('nodes', { id: 'a', nth: 1 })).not.toBe(keyOf('nodes', { id: 'a', nth: 0 }));
		expect(keyOf('edges', { id: 'a', nth: 0 })).not.toBe(keyOf('nodes', { id: 'a', nth: 0 }));
	});
});
