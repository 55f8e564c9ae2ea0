// How one view looks at a canvas and what is done in it: the camera, the selection, what is under way. No DOM.

import type { CanvasChange, CanvasEdge, CanvasItem, CanvasNode, CanvasSide } from '../backend/bindings';
import {
	around,
	type Box,
	type Camera,
	carried,
	curve,
	type End,
	endsBetween,
	fitted,
	grid,
	grow,
	overlaps,
	type Point,
	revealing,
	seen,
	snap,
	toPlane,
	zoomAt,
} from './canvas_geometry';
import { addChange, itemOf, keyOf, newId, setChange, type Values } from './canvas_shapes';
import type { OpenCanvas } from './open_canvas.svelte';

export interface PlacedNode {
	key: string;
	node: CanvasNode;
	box: Box;
	isGroup: boolean;
}

export interface PlacedEdge {
	key: string;
	edge: CanvasEdge;
	from: PlacedNode;
	to: PlacedNode;
	ends: [End, End];
	points: readonly [Point, Point, Point, Point];
}

/** What the person is asked for before something is added. */
export type Wanted = 'note' | 'media' | 'link';

const cardSize = { width: 260, height: 120 };
const fileSize = { width: 400, height: 320 };
const linkSize = { width: 320, height: 100 };
const groupMargin = 2 * grid;

export class CanvasDesk {
	camera = $state.raw<Camera>({ x: 0, y: 0, k: 1 });
	width = $state(0);
	height = $state(0);
	/** Keys of what is selected. */
	selection = $state.raw<ReadonlySet<string>>(new Set());
	/** Boxes of nodes that are being moved or resized. */
	moving = $state.raw<ReadonlyMap<string, Box> | null>(null);
	/** The key of what is being written in. */
	editing = $state<string | null>(null);
	wanted = $state<Wanted | null>(null);
	/** Grows when the selected node, or else the plane, is to take the focus. */
	focusAsked = $state(0);
	/** The box being drawn around what is to be selected. */
	marquee = $state.raw<Box | null>(null);
	/** The edge being drawn. */
	line = $state.raw<readonly [End, End] | null>(null);
	/** Where what is asked for is to be put. */
	wantedAt: Point | null = null;

	readonly nodes = $derived.by(() => this.canvas.shapes.nodes.map((node) => this.#place(node)));
	readonly #byKey = $derived(new Map(this.nodes.map((node) => [node.key, node])));
	readonly #byId = $derived(new Map(this.nodes.toReversed().map((node) => [node.node.id, node])));
	readonly edges = $derived.by(() => this.canvas.shapes.edges.flatMap((edge) => this.#connect(edge)));
	/** The part of the plane that is in sight. */
	readonly sight = $derived(seen(this.camera, this.width, this.height));
	/** The nodes to draw, groups first, with a little room around the sight so that little pops up while panning. */
	readonly drawn = $derived.by(() => {
		const room = grow(this.sight, 200 / this.camera.k);
		const near = this.nodes.filter(({ key, box }) => overlaps(room, box) || key === this.editing);
		return [...near.filter(({ isGroup }) => isGroup), ...near.filter(({ isGroup }) => !isGroup)];
	});
	readonly drawnEdges = $derived.by(() => {
		const room = grow(this.sight, 80);
		return this.edges.filter(({ points }) => overlaps(room, boxAround(points)));
	});
	readonly selectedNodes = $derived(this.nodes.filter(({ key }) => this.selection.has(key)));
	readonly selectedEdges = $derived(this.edges.filter(({ key }) => this.selection.has(key)));

	constructor(readonly canvas: OpenCanvas) {}

	get canChange(): boolean {
		return this.canvas.canChange;
	}

	findNode(key: string): PlacedNode | undefined {
		return this.#byKey.get(key);
	}

	/** The node that an edge's end names. */
	nodeOfId(id: string): PlacedNode | undefined {
		return this.#byId.get(id);
	}

	/** The uppermost node at a point of the plane; groups only where nothing lies on them. */
	nodeAt({ x, y }: Point): PlacedNode | undefined {
		const hit = this.nodes.filter(({ box }) => overlaps(box, { x, y, width: 0, height: 0 }));
		return hit.findLast(({ isGroup }) => !isGroup) ?? hit.at(-1);
	}

	// --- Looking.

	fit(): void {
		const whole = around(this.nodes.map(({ box }) => box));
		this.camera = fitted(whole ?? { x: -200, y: -150, width: 400, height: 300 }, this.width, this.height);
	}

	fitSelection(): void {
		const whole = around(this.#selectedBoxes());
		if (whole) this.camera = fitted(whole, this.width, this.height);
		else this.fit();
	}

	zoomBy(by: number, at: Point = { x: this.width / 2, y: this.height / 2 }): void {
		this.camera = zoomAt(this.camera, at, by);
	}

	pan(dx: number, dy: number): void {
		this.camera = { ...this.camera, x: this.camera.x + dx, y: this.camera.y + dy };
	}

	reveal(box: Box): void {
		if (this.width > 0) this.camera = revealing(this.camera, box, this.width, this.height);
	}

	// --- Selecting.

	select(keys: Iterable<string>): void {
		this.selection = new Set(keys);
	}

	toggle(key: string): void {
		const selection = new Set(this.selection);
		if (!selection.delete(key)) selection.add(key);
		this.selection = selection;
	}

	selectAll(): void {
		this.select([...this.nodes, ...this.edges].map(({ key }) => key));
	}

	/** Selects the next node or edge in the order of the file; false past either end. */
	step(by: 1 | -1): boolean {
		const all: { key: string; box: Box }[] = [
			...this.nodes,
			...this.edges.map(({ key, points }) => ({ key, box: boxAround(points) })),
		];
		const at = all.findIndex(({ key }) => this.selection.has(key));
		const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
		if (!next) return false;
		this.select([next.key]);
		this.reveal(next.box);
		this.focusAsked += 1;
		return true;
	}

	// --- Moving.

	/** Shows nodes, and what lies in groups among them, moved by a distance. */
	showMoved(keys: ReadonlySet<string>, by: Point): void {
		const all = this.nodes.map(atRest);
		const moved = all.filter(({ key }) => keys.has(key));
		this.moving = new Map(
			carried(moved, all).map(({ key, box }) => [key, { ...box, x: box.x + by.x, y: box.y + by.y }]),
		);
	}

	showResized(key: string, box: Box): void {
		this.moving = new Map([[key, box]]);
	}

	/** What is shown moved or resized becomes so. */
	settle(kind = ''): void {
		const changes = [...(this.moving ?? [])].flatMap(([key, box]) => {
			const node = this.findNode(key)?.node;
			return node ? this.#boxChange(node, box) : [];
		});
		this.moving = null;
		this.canvas.change(changes, kind);
	}

	/** Moves what is selected, by the arrow keys. */
	moveSelection(by: Point): void {
		if (!this.canChange || this.selectedNodes.length === 0) return;
		this.showMoved(this.selection, by);
		this.settle(`move ${[...this.selection].join()}`);
		const box = around(this.#selectedBoxes());
		if (box) this.reveal(box);
	}

	// --- Changing.

	setNode(node: PlacedNode, values: Values): void {
		this.canvas.change([setChange(itemOf('nodes', node.node), values)]);
	}

	setEdge(edge: PlacedEdge, values: Values): void {
		this.canvas.change([setChange(itemOf('edges', edge.edge), values)]);
	}

	setColour(color: string | null): void {
		this.canvas.change(this.#selectedItems().map((item) => setChange(item, { color })));
	}

	removeSelection(): void {
		const items = this.#selectedItems();
		const gone = new Set(this.selectedNodes.map(({ node }) => node.id));
		// The edges of a node go with it.
		const own = items.filter((item) => item.list === 'nodes' || !this.#isLoose(item, gone));
		// Twins are named by their number, which the removal of one before would change.
		const ordered = own.sort((a, b) => b.nth - a.nth);
		this.select([]);
		this.focusAsked += 1;
		this.canvas.change(ordered.map((item): CanvasChange => ({ change: 'remove', item })));
	}

	toFront(): void {
		const last = this.canvas.shapes.nodes.length - 1;
		this.#reorder(this.selectedNodes, last);
	}

	toBack(): void {
		this.#reorder(this.selectedNodes.toReversed(), 0);
	}

	duplicate(): void {
		const ids = new Map(this.selectedNodes.map(({ node }) => [node.id, newId()]));
		const nodes = this.selectedNodes.map(({ node }) => {
			const { x, y, width, height, color, text, file, subpath, url, label } = node;
			const values: Values = { type: node.kind, x: x + grid, y: y + grid, width, height };
			const own = given({ color, text, file, subpath, url, label });
			return addChange('nodes', ids.get(node.id) ?? newId(), { ...values, ...own });
		});
		const edges = this.edges.flatMap(({ edge }) => {
			const [fromNode, toNode] = [ids.get(edge.from_node), ids.get(edge.to_node)];
			if (!fromNode || !toNode) return [];
			const own = given({ fromSide: edge.from_side, toSide: edge.to_side, color: edge.color, label: edge.label });
			return [addChange('edges', newId(), { fromNode, toNode, ...own, ...arrowValues(edge) })];
		});
		if (this.selectedNodes.some(({ node }) => node.kind === 'unknown')) return;
		this.canvas.change([...nodes, ...edges]);
		this.#selectIds([...ids.values()]);
	}

	// --- Adding.

	/** Adds a card and begins to write in it; `at` is its middle, else that of the sight. */
	addCard(at: Point | null = null): void {
		const key = this.#add({ type: 'text', text: '' }, cardSize, at);
		if (key) this.editing = key;
	}

	addFile(path: string, at: Point | null = null): void {
		this.#add({ type: 'file', file: path }, fileSize, at);
	}

	addLink(url: string, at: Point | null = null): void {
		this.#add({ type: 'link', url }, linkSize, at);
	}

	/** Puts a group behind what is selected, or an empty one in the middle of the sight. */
	addGroup(): void {
		const inside = around(this.#selectedBoxes());
		if (!inside) {
			const key = this.#add({ type: 'group', label: '' }, { width: 480, height: 320 }, null, 0);
			if (key) this.editing = key;
			return;
		}
		const box = grow(inside, groupMargin);
		const id = newId();
		this.canvas.change([addChange('nodes', id, { type: 'group', ...box, label: '' }, 0)]);
		this.#selectIds([id]);
		this.editing = keyOf('nodes', { id, nth: 0 });
	}

	/** Draws an edge between two nodes. */
	connect(from: PlacedNode, fromSide: CanvasSide, to: PlacedNode, toSide: CanvasSide): void {
		if (from.key === to.key || from.node.id === '' || to.node.id === '') return;
		const id = newId();
		const values: Values = { fromNode: from.node.id, fromSide, toNode: to.node.id, toSide };
		this.canvas.change([addChange('edges', id, values)]);
		this.select([keyOf('edges', { id, nth: 0 })]);
	}

	/** Draws an edge to a new card at a point. */
	connectToNew(from: PlacedNode, fromSide: CanvasSide, toSide: CanvasSide, at: Point): void {
		if (from.node.id === '' || !this.canChange) return;
		const [node, edge] = [newId(), newId()];
		const x = toSide === 'left' ? at.x : toSide === 'right' ? at.x - cardSize.width : at.x - cardSize.width / 2;
		const y = toSide === 'top' ? at.y : toSide === 'bottom' ? at.y - cardSize.height : at.y - cardSize.height / 2;
		const card = addChange('nodes', node, { type: 'text', text: '', x: snap(x), y: snap(y), ...cardSize });
		const line = addChange('edges', edge, { fromNode: from.node.id, fromSide, toNode: node, toSide });
		this.canvas.change([card, line]);
		this.#selectIds([node]);
		this.editing = keyOf('nodes', { id: node, nth: 0 });
	}

	/** The middle of the sight. */
	get center(): Point {
		return toPlane(this.camera, { x: this.width / 2, y: this.height / 2 });
	}

	#place(node: CanvasNode): PlacedNode {
		const key = keyOf('nodes', node);
		const { x, y, width, height } = node;
		const box = this.moving?.get(key) ?? { x, y, width, height };
		return { key, node, box, isGroup: node.kind === 'group' };
	}

	#connect(edge: CanvasEdge): PlacedEdge[] {
		const [from, to] = [this.#byId.get(edge.from_node), this.#byId.get(edge.to_node)];
		if (!from || !to) return [];
		const ends = endsBetween(from.box, to.box, edge.from_side, edge.to_side);
		return [{ key: keyOf('edges', edge), edge, from, to, ends, points: curve(...ends) }];
	}

	#selectedBoxes(): Box[] {
		return [...this.selectedNodes.map(({ box }) => box), ...this.selectedEdges.map(({ points }) => boxAround(points))];
	}

	#selectedItems(): CanvasItem[] {
		return [
			...this.selectedNodes.map(({ node }) => itemOf('nodes', node)),
			...this.selectedEdges.map(({ edge }) => itemOf('edges', edge)),
		];
	}

	#isLoose(item: CanvasItem, gone: ReadonlySet<string>): boolean {
		const edge = this.selectedEdges.find(({ edge }) => edge.id === item.id && edge.nth === item.nth)?.edge;
		return edge !== undefined && (gone.has(edge.from_node) || gone.has(edge.to_node));
	}

	#boxChange(node: CanvasNode, box: Box): CanvasChange[] {
		const values: Values = {};
		for (const key of ['x', 'y', 'width', 'height'] as const) if (box[key] !== node[key]) values[key] = box[key];
		return Object.keys(values).length === 0 ? [] : [setChange(itemOf('nodes', node), values)];
	}

	#reorder(nodes: readonly PlacedNode[], to: number): void {
		this.canvas.change(nodes.map(({ node }): CanvasChange => ({ change: 'reorder', item: itemOf('nodes', node), to })));
	}

	#add(values: Values, size: { width: number; height: number }, at: Point | null, place: number | null = null) {
		if (!this.canChange) return null;
		const middle = at ?? this.#freeCenter(size);
		const [x, y] = [snap(middle.x - size.width / 2), snap(middle.y - size.height / 2)];
		const id = newId();
		const { type, ...own } = values;
		this.canvas.change([addChange('nodes', id, { type, ...own, x, y, ...size }, place)]);
		this.#selectIds([id]);
		this.reveal({ x, y, ...size });
		return keyOf('nodes', { id, nth: 0 });
	}

	/** The middle of the sight, or beside it where a node stands there already. */
	#freeCenter({ width, height }: { width: number; height: number }): Point {
		const center = this.center;
		for (let n = 0; n < 20; n += 1) {
			const [x, y] = [center.x + n * 2 * grid, center.y + n * 2 * grid];
			const box = { x: snap(x - width / 2), y: snap(y - height / 2) };
			if (!this.nodes.some(({ node }) => node.x === box.x && node.y === box.y)) return { x, y };
		}
		return center;
	}

	#selectIds(ids: readonly string[]): void {
		this.select(ids.map((id) => keyOf('nodes', { id, nth: 0 })));
		this.focusAsked += 1;
	}
}

/** The values that say which ends of an edge have arrows; none for what is usual. */
export function arrowValues({ from_arrow, to_arrow }: { from_arrow: boolean; to_arrow: boolean }): Values {
	return given({ fromEnd: from_arrow ? 'arrow' : null, toEnd: to_arrow ? null : 'none' });
}

/** A node where it is in the file, not where it is being dragged to. */
function atRest(node: PlacedNode): PlacedNode {
	const { x, y, width, height } = node.node;
	return { ...node, box: { x, y, width, height } };
}

function given(values: Values): Values {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function boxAround(points: readonly Point[]): Box {
	return around(points.map((point) => ({ ...point, width: 0, height: 0 }))) ?? { x: 0, y: 0, width: 0, height: 0 };
}
