// The graph as arrays of numbers, for drawing and for walking it. No DOM.

import type { GraphNode, GraphPicture } from '../backend/bindings';

export interface GraphModel {
	nodes: readonly GraphNode[];
	/** Source and destination of each edge, two numbers for each. */
	ends: Uint32Array;
	/** Where the neighbours of each node start in `neighbours`; one more than there are nodes. */
	starts: Uint32Array;
	neighbours: Uint32Array;
	/** Radius of each node before the person's own size, in units of the picture. */
	radii: Float32Array;
	/** The nodes by how many lines meet at them, most first. */
	byLinks: Uint32Array;
	centre: number;
}

/** Makes the arrays of a picture. */
export function modelOf({ nodes, edges, centre }: GraphPicture): GraphModel {
	const ends = new Uint32Array(edges.length * 2);
	const starts = new Uint32Array(nodes.length + 1);
	edges.forEach(([from, to], index) => {
		ends[index * 2] = from;
		ends[index * 2 + 1] = to;
	});
	for (const end of ends) starts[end + 1] = (starts[end + 1] ?? 0) + 1;
	for (let node = 0; node < nodes.length; node++) starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0);
	const next = starts.slice();
	const neighbours = new Uint32Array(ends.length);
	for (let at = 0; at < ends.length; at += 2) {
		const [from, to] = [ends[at] ?? 0, ends[at + 1] ?? 0];
		for (const [end, other] of [
			[from, to],
			[to, from],
		] as const) {
			const place = next[end] ?? 0;
			neighbours[place] = other;
			next[end] = place + 1;
		}
	}
	return {
		nodes,
		ends,
		starts,
		neighbours,
		radii: Float32Array.from(nodes, ({ links }) => radiusOf(links)),
		byLinks: Uint32Array.from(nodes.keys()).sort((a, b) => (nodes[b]?.links ?? 0) - (nodes[a]?.links ?? 0) || a - b),
		centre: centre ?? -1,
	};
}

/** The more lines meet at a node, the larger it is. */
export function radiusOf(links: number): number {
	return Math.max(8, Math.min(3 * Math.sqrt(links + 1), 30));
}

/** The neighbours of a node; one with links both ways comes twice. */
export function neighboursOf(model: GraphModel, node: number): Uint32Array {
	return model.neighbours.subarray(model.starts[node] ?? 0, model.starts[node + 1] ?? 0);
}

/** The places that the core tells, x and y of each node in turn. */
export function decodePlaces(base64: string): Float32Array {
	const binary = atob(base64);
	const bytes = new Uint8Array(binary.length);
	for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
	const view = new DataView(bytes.buffer);
	return Float32Array.from({ length: bytes.length >> 2 }, (_, at) => view.getFloat32(at * 4, true));
}

const directions: Record<string, readonly [number, number]> = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, -1],
	ArrowDown: [0, 1],
};

/**
 * Where an arrow key leads from a node: to the neighbour that lies most in its direction, else to the nearest node
 * there. Where nothing lies there, it stays.
 */
export function stepFrom(model: GraphModel, places: Float32Array, node: number, key: string): number {
	const towards = directions[key];
	if (!towards) return node;
	const found = nearestIn(neighboursOf(model, node), places, node, towards, 0.35);
	if (found >= 0) return found;
	const other = nearestIn(model.byLinks, places, node, towards, 0.7);
	return other >= 0 ? other : node;
}

/** Where an arrow key leads among some places, x and y of each in turn. Where nothing lies there, it stays. */
export function stepAmong(among: Iterable<number>, places: Float32Array, from: number, key: string): number {
	const towards = directions[key];
	const found = towards ? nearestIn(among, places, from, towards, 0.35) : -1;
	return found >= 0 ? found : from;
}

/** Of some nodes the one that lies nearest within a cone; -1 for none. `least` is the cosine of its half angle. */
function nearestIn(
	among: Iterable<number>,
	places: Float32Array,
	from: number,
	[dx, dy]: readonly [number, number],
	least: number,
): number {
	const [x, y] = [places[from * 2] ?? 0, places[from * 2 + 1] ?? 0];
	let best = -1;
	let lowest = Number.POSITIVE_INFINITY;
	for (const node of among) {
		if (node === from) continue;
		const [wayX, wayY] = [(places[node * 2] ?? 0) - x, (places[node * 2 + 1] ?? 0) - y];
		const length = Math.hypot(wayX, wayY);
		const cosine = length === 0 ? 1 : (wayX * dx + wayY * dy) / length;
		if (cosine < least) continue;
		// Straight ahead is worth some way.
		const cost = length * (2 - cosine);
		if (cost < lowest || (cost === lowest && node < best)) [best, lowest] = [node, cost];
	}
	return best;
}

export interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** The box around all nodes, their radii included. */
export function boxOf(model: GraphModel, places: Float32Array): Box {
	const box = { left: 0, top: 0, right: 0, bottom: 0 };
	model.radii.forEach((radius, node) => {
		const [x, y] = [places[node * 2] ?? 0, places[node * 2 + 1] ?? 0];
		if (node === 0) Object.assign(box, { left: x, top: y, right: x, bottom: y });
		box.left = Math.min(box.left, x - radius);
		box.right = Math.max(box.right, x + radius);
		box.top = Math.min(box.top, y - radius);
		box.bottom = Math.max(box.bottom, y + radius);
	});
	return box;
}
