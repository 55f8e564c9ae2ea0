// The nodes and edges of a canvas by name, and what a change does to them before the core has answered.

import type {
	CanvasChange,
	CanvasEdge,
	CanvasItem,
	CanvasKey,
	CanvasList,
	CanvasNode,
	CanvasNodeKind,
	CanvasShapes,
} from '../backend/bindings';

/** Values of a node or an edge; null takes one away. */
export type Values = Partial<Record<CanvasKey, string | number | null>>;

/** Tells one node or edge from every other of its canvas. */
export function keyOf(list: CanvasList, { id, nth }: { id: string; nth: number }): string {
	return `${list} ${nth} ${id}`;
}

export function itemOf(list: CanvasList, { id, nth }: { id: string; nth: number }): CanvasItem {
	return { list, id, nth };
}

/** Sixteen hexadecimal digits, as Obsidian names nodes and edges. */
export function newId(): string {
	return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The change that writes values of a node or an edge. */
export function setChange(item: CanvasItem, values: Values): CanvasChange {
	return { change: 'set', item, keys: asJson(values) };
}

/** The change that adds a node or an edge at the end, or before others for `at`. */
export function addChange(list: CanvasList, id: string, values: Values, at: number | null = null): CanvasChange {
	return { change: 'add', list, id, keys: asJson(values) as Record<string, string>, at };
}

function asJson(values: Values): Record<string, string | null> {
	const written = Object.entries(values).filter(([, value]) => value !== undefined);
	return Object.fromEntries(written.map(([key, value]) => [key, value === null ? null : JSON.stringify(value)]));
}

/** Whether names can shift by this change, so that the core has to say what there is afterwards. */
export function shiftsNames(shapes: CanvasShapes, change: CanvasChange): boolean {
	if (change.change === 'set' || change.change === 'add') return false;
	if (change.change === 'put_back') return true;
	return [...shapes.nodes, ...shapes.edges].some(({ id, nth }) => nth > 0 || id === '');
}

/** The shapes after a change; what only the core can tell stays as it is. */
export function changed(shapes: CanvasShapes, change: CanvasChange): CanvasShapes {
	switch (change.change) {
		case 'set':
			return written(shapes, change.item, valuesOf(change.keys));
		case 'add':
			return added(shapes, change.list, change.id, valuesOf(change.keys), change.at);
		case 'remove':
			return removed(shapes, change.item);
		case 'reorder':
			return reordered(shapes, change.item, change.to);
		case 'put_back':
			return shapes;
	}
}

function valuesOf(keys: Partial<Record<CanvasKey, string | null>>): Values {
	const read = Object.entries(keys).map(([key, json]) => [key, json == null ? null : JSON.parse(json)]);
	return Object.fromEntries(read) as Values;
}

function written(shapes: CanvasShapes, item: CanvasItem, values: Values): CanvasShapes {
	const isIt = ({ id, nth }: { id: string; nth: number }) => id === item.id && nth === item.nth;
	if (item.list === 'nodes') {
		return { ...shapes, nodes: shapes.nodes.map((node) => (isIt(node) ? withNodeValues(node, values) : node)) };
	}
	return { ...shapes, edges: shapes.edges.map((edge) => (isIt(edge) ? withEdgeValues(edge, values) : edge)) };
}

function withNodeValues(node: CanvasNode, values: Values): CanvasNode {
	const next = { ...node } as Record<string, unknown>;
	for (const [key, value] of Object.entries(values)) {
		const name = key === 'backgroundStyle' ? 'background_style' : key === 'type' ? 'kind' : key;
		if (value !== null || !['x', 'y', 'width', 'height', 'kind'].includes(name)) next[name] = value;
	}
	return next as unknown as CanvasNode;
}

function withEdgeValues(edge: CanvasEdge, values: Values): CanvasEdge {
	const next = { ...edge };
	for (const [key, value] of Object.entries(values)) {
		const text = typeof value === 'string' ? value : null;
		if (key === 'fromNode') next.from_node = text ?? '';
		else if (key === 'toNode') next.to_node = text ?? '';
		else if (key === 'fromSide') next.from_side = text as CanvasEdge['from_side'];
		else if (key === 'toSide') next.to_side = text as CanvasEdge['to_side'];
		else if (key === 'fromEnd') next.from_arrow = text === 'arrow';
		else if (key === 'toEnd') next.to_arrow = text !== 'none';
		else if (key === 'color') next.color = text;
		else if (key === 'label') next.label = text;
	}
	return next;
}

const emptyNode = {
	nth: 0,
	kind: 'unknown' as CanvasNodeKind,
	x: 0,
	y: 0,
	width: 260,
	height: 60,
	color: null,
	text: null,
	file: null,
	subpath: null,
	url: null,
	label: null,
	background: null,
	background_style: null,
};

const emptyEdge = {
	nth: 0,
	from_node: '',
	from_side: null,
	from_arrow: false,
	to_node: '',
	to_side: null,
	to_arrow: true,
	color: null,
	label: null,
};

function added(shapes: CanvasShapes, list: CanvasList, id: string, values: Values, at: number | null): CanvasShapes {
	const place = at ?? Number.MAX_SAFE_INTEGER;
	if (list === 'nodes') {
		return { ...shapes, nodes: shapes.nodes.toSpliced(place, 0, withNodeValues({ ...emptyNode, id }, values)) };
	}
	return { ...shapes, edges: shapes.edges.toSpliced(place, 0, withEdgeValues({ ...emptyEdge, id }, values)) };
}

function removed(shapes: CanvasShapes, item: CanvasItem): CanvasShapes {
	const isOther = ({ id, nth }: { id: string; nth: number }) => id !== item.id || nth !== item.nth;
	if (item.list === 'edges') return { ...shapes, edges: shapes.edges.filter(isOther) };
	const nodes = shapes.nodes.filter(isOther);
	const isLeft = item.id === '' || nodes.some(({ id }) => id === item.id);
	const edges = isLeft
		? shapes.edges
		: shapes.edges.filter((edge) => edge.from_node !== item.id && edge.to_node !== item.id);
	return { nodes, edges };
}

function reordered(shapes: CanvasShapes, item: CanvasItem, to: number): CanvasShapes {
	const move = <T extends { id: string; nth: number }>(items: T[]): T[] => {
		const from = items.findIndex(({ id, nth }) => id === item.id && nth === item.nth);
		const [moved] = items.slice(from, from + 1);
		return from < 0 || !moved ? items : items.toSpliced(from, 1).toSpliced(to, 0, moved);
	};
	if (item.list === 'nodes') return { ...shapes, nodes: move(shapes.nodes) };
	return { ...shapes, edges: move(shapes.edges) };
}
