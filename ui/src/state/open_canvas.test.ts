// Tests of an open canvas: its changes go to the file in order, can be taken back, and never over what was not seen.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask } from '../backend/backend';
import type { CanvasChange, CanvasSaved, CanvasShapes, OpenedCanvas } from '../backend/bindings';
import { addChange, changed, itemOf, setChange } from './canvas_shapes';
import { OpenCanvas } from './open_canvas.svelte';

const empty: CanvasShapes = { nodes: [], edges: [] };
const card = (id: string, x = 0) => addChange('nodes', id, { type: 'text', text: id, x, y: 0 });
const moveTo = (id: string, x: number) => setChange(itemOf('nodes', { id, nth: 0 }), { x });

/** A vault of one canvas that keeps to the core's rules: a change names the hash it has seen. */
class OneCanvasVault {
	shapes: CanvasShapes = empty;
	version = 1;
	sent: CanvasChange[][] = [];
	failure: unknown;
	outcome: CanvasSaved['saved']['outcome'] = 'saved';

	opened(): OpenedCanvas {
		const shapes = this.shapes;
		return {
			path: 'a.canvas',
			hash: String(this.version),
			shapes,
			broken: null,
			text: '',
			editable: true,
			reason: '',
			draft: null,
		};
	}

	ask = (async (request: { ask: string; changes?: CanvasChange[]; seen?: string }) => {
		if (this.failure) throw this.failure;
		if (request.ask === 'canvas') return this.opened();
		if (request.ask === 'overwrite') return { outcome: 'saved', hash: String(++this.version) };
		return this.edit(request.changes ?? []);
	}) as unknown as Ask;

	private edit(changes: CanvasChange[]): CanvasSaved {
		this.sent.push(changes);
		if (this.outcome === 'conflict') {
			return { saved: { outcome: 'conflict', hash: 'theirs', text: '' }, inverse: [], mine: 'mine' };
		}
		const inverse = changes.map((change) => {
			const back = this.inverseOf(change);
			this.shapes = changed(this.shapes, change);
			return [back];
		});
		this.version += 1;
		const hash = String(this.version);
		if (this.outcome === 'saved') return { saved: { outcome: 'saved', hash }, inverse, mine: '' };
		return { saved: { outcome: 'merged', hash, text: '' }, inverse, mine: '' };
	}

	private inverseOf(change: CanvasChange): CanvasChange {
		if (change.change === 'add') return { change: 'remove', item: { list: change.list, id: change.id, nth: 0 } };
		if (change.change === 'remove') return card(change.item.id);
		if (change.change !== 'set') throw new Error('not in these tests');
		const node = this.shapes.nodes.find(({ id }) => id === change.item.id);
		return { ...change, keys: { x: JSON.stringify(node?.x) } };
	}
}

let vault: OneCanvasVault;
let canvas: OpenCanvas;
const merged = vi.fn();
const refused = vi.fn();

beforeEach(() => {
	vi.useFakeTimers();
	vault = new OneCanvasVault();
	canvas = new OpenCanvas(vault.ask, { merged, refused }, vault.opened());
});

afterEach(() => {
	canvas.dispose();
	vi.useRealTimers();
	vi.clearAllMocks();
});

describe('a change', () => {
	it('is shown at once and saved after a pause', async () => {
		canvas.change([card('a')]);
		canvas.change([moveTo('a', 40)]);
		expect(canvas.shapes.nodes[0]).toMatchObject({ id: 'a', kind: 'text', x: 40 });
		expect([canvas.state, vault.sent.length]).toEqual(['dirty', 0]);
		await vi.advanceTimersByTimeAsync(1000);
		expect([canvas.state, vault.sent.length]).toEqual(['saved', 1]);
		expect(vault.shapes.nodes[0]?.x).toBe(40);
	});

	it('is undone and redone, each step by itself and moves of one kind together', async () => {
		canvas.change([card('a')]);
		canvas.change([moveTo('a', 20)], 'move a');
		canvas.change([moveTo('a', 40)], 'move a');
		await canvas.undo();
		expect(vault.shapes.nodes[0]?.x).toBe(0);
		expect(canvas.shapes).toEqual(vault.shapes);
		await canvas.undo();
		expect(canvas.shapes.nodes).toEqual([]);
		expect([canvas.canUndo, canvas.canRedo]).toEqual([false, true]);
		await canvas.redo();
		await canvas.redo();
		expect(canvas.shapes.nodes[0]?.x).toBe(40);
		canvas.change([moveTo('a', 60)]);
		expect(canvas.canRedo).toBe(false);
	});

	it('waits in the queue while it cannot be saved', async () => {
		vault.failure = { code: 'disk', message: 'no space left' };
		canvas.change([card('a')]);
		await canvas.flush();
		expect([canvas.state, canvas.problem]).toEqual(['error', 'no space left']);
		vault.failure = undefined;
		await vi.advanceTimersByTimeAsync(6000);
		expect(canvas.state).toBe('saved');
		expect(vault.shapes.nodes).toHaveLength(1);
	});

	it('that does not fit is told of, and the canvas shown as it is', async () => {
		canvas.change([card('a')]);
		vault.failure = { code: 'not_found', message: 'no such node' };
		const sending = canvas.save();
		await Promise.resolve();
		vault.failure = undefined;
		await sending;
		expect(refused).toHaveBeenCalledOnce();
		expect(canvas.shapes).toEqual(empty);
	});
});

describe('a change from outside', () => {
	it('is taken up, and put together with what was changed here', async () => {
		vault.shapes = changed(vault.shapes, card('theirs'));
		vault.version += 1;
		await canvas.reopen();
		expect(canvas.shapes.nodes).toHaveLength(1);
		vault.outcome = 'merged';
		canvas.change([card('mine')]);
		vault.shapes = changed(vault.shapes, card('also theirs'));
		await canvas.save();
		expect(canvas.shapes.nodes.map(({ id }) => id)).toEqual(['theirs', 'also theirs', 'mine']);
		expect(merged).toHaveBeenCalledOnce();
	});

	it('of the same thing is for the person to decide', async () => {
		vault.outcome = 'conflict';
		canvas.change([card('a')]);
		await canvas.save();
		expect([canvas.state, canvas.canChange]).toEqual(['conflict', false]);
		canvas.change([card('b')]);
		expect(canvas.shapes.nodes).toHaveLength(1);
		await canvas.takeTheirs();
		expect([canvas.shapes, canvas.conflict, canvas.isDirty]).toEqual([empty, null, false]);
	});
});
