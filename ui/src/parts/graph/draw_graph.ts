// Draws nodes, lines and names on a canvas. Paths are drawn in batches: one stroke for thousands of lines.

import type { Camera, GraphScene } from './renderer';

/** The part of the plane that is seen, in pixels of the canvas. */
export interface Sheet {
	width: number;
	height: number;
	/** How far it reaches over each edge of what is seen. */
	margin: number;
}

const linesInBatch = 2000;
const dotsInBatch = 1500;
/** A dot smaller than this is drawn as a square, which nobody can tell and which is quicker. */
const smallest = 1.7;
const mostNames = 220;
/** A name in characters and pixels; measuring each would take longer than drawing it. */
const letter = { width: 5.7, height: 14 };
/** A name that would be fainter is left out. */
const faintest = 0.35;

/** The radius of a node on the screen. */
export function radiusOn(scene: GraphScene, camera: Camera, node: number): number {
	const radius = (scene.model.radii[node] ?? 8) * scene.look.nodeSize * 0.62;
	return Math.max(1.1, radius * Math.sqrt(camera.k));
}

/** Draws the whole picture, a little at each step. */
export function* drawAll(
	pen: CanvasRenderingContext2D,
	scene: GraphScene,
	camera: Camera,
	sheet: Sheet,
): Generator<void> {
	pen.clearRect(0, 0, sheet.width, sheet.height);
	const { ends } = scene.model;
	if (!(scene.isLive && ends.length > 60000)) {
		pen.strokeStyle = scene.inks.lineStrong;
		pen.globalAlpha = lineAlpha(ends.length / 2);
		pen.lineWidth = lineWidth(scene, camera);
		yield* drawLines(pen, scene, camera, sheet, allEdges(ends.length / 2));
		pen.globalAlpha = 1;
	}
	yield* drawDots(pen, scene, camera, sheet, scene.model.nodes.keys());
	drawNames(pen, scene, camera, sheet, scene.model.byLinks, 0);
}

/** Draws what leads the eye: a node with its neighbours, else all that is lit. */
export function drawLit(pen: CanvasRenderingContext2D, scene: GraphScene, camera: Camera, sheet: Sheet): void {
	pen.clearRect(0, 0, sheet.width, sheet.height);
	const nodes = listLit(scene);
	if (nodes.length === 0) return;
	const isLit = new Uint8Array(scene.model.nodes.length);
	for (const node of nodes) isLit[node] = 1;
	const { ends } = scene.model;
	const edges: number[] = [];
	for (let at = 0; at < ends.length; at += 2) {
		const [from, to] = [ends[at] ?? 0, ends[at + 1] ?? 0];
		const counts = scene.focus >= 0 ? from === scene.focus || to === scene.focus : isLit[from] && isLit[to];
		if (counts) edges.push(at / 2);
	}
	pen.strokeStyle = scene.focus >= 0 ? scene.inks.accent : scene.inks.lineStrong;
	pen.globalAlpha = scene.focus >= 0 ? 0.75 : lineAlpha(edges.length);
	pen.lineWidth = lineWidth(scene, camera);
	atOnce(drawLines(pen, scene, camera, sheet, edges));
	pen.globalAlpha = 1;
	atOnce(drawDots(pen, scene, camera, sheet, nodes));
	if (scene.focus >= 0) {
		if (scene.ringed) drawRing(pen, scene, camera);
		drawNames(pen, scene, camera, sheet, [scene.focus], 1);
		drawNames(pen, scene, camera, sheet, nodes.slice(1, 60), camera.k > 0.05 ? 0.9 : 0);
	} else {
		drawNames(pen, scene, camera, sheet, nodes, nodes.length < 60 ? 0.9 : 0);
	}
}

/** Takes all steps. */
export function atOnce(steps: Generator<void>): void {
	while (!steps.next().done);
}

/** What leads the eye, the node in the middle of it first. */
export function listLit({ model, focus, lit }: GraphScene): readonly number[] {
	if (focus < 0) return lit ?? [];
	const around = model.neighbours.subarray(model.starts[focus] ?? 0, model.starts[focus + 1] ?? 0);
	return [focus, ...new Set(around)];
}

function lineAlpha(edges: number): number {
	return Math.max(0.16, Math.min(0.9, 40 / Math.sqrt(edges + 1)));
}

function lineWidth(scene: GraphScene, camera: Camera): number {
	return Math.max(0.35, Math.min(4, scene.look.lineSize * Math.sqrt(camera.k) * 1.3));
}

function* allEdges(count: number): Generator<number> {
	for (let edge = 0; edge < count; edge++) yield edge;
}

function* drawLines(
	pen: CanvasRenderingContext2D,
	scene: GraphScene,
	camera: Camera,
	sheet: Sheet,
	edges: Iterable<number>,
): Generator<void> {
	const { places, model } = scene;
	const { k, x, y } = camera;
	const arrows = scene.look.arrows && k > 0.12;
	let batch = 0;
	pen.beginPath();
	for (const edge of edges) {
		const from = (model.ends[edge * 2] as number) * 2;
		const to = (model.ends[edge * 2 + 1] as number) * 2;
		const x1 = (places[from] as number) * k + x;
		const y1 = (places[from + 1] as number) * k + y;
		const x2 = (places[to] as number) * k + x;
		const y2 = (places[to + 1] as number) * k + y;
		if ((x1 < 0 && x2 < 0) || (y1 < 0 && y2 < 0)) continue;
		if ((x1 > sheet.width && x2 > sheet.width) || (y1 > sheet.height && y2 > sheet.height)) continue;
		pen.moveTo(x1, y1);
		pen.lineTo(x2, y2);
		if (arrows) drawArrow(pen, x1, y1, x2, y2, radiusOn(scene, camera, to / 2));
		batch += 1;
		if (batch === linesInBatch) {
			pen.stroke();
			yield;
			pen.beginPath();
			batch = 0;
		}
	}
	pen.stroke();
}

function drawArrow(
	pen: CanvasRenderingContext2D,
	x1: number,
	y1: number,
	x2: number,
	y2: number,
	radius: number,
): void {
	const length = Math.hypot(x2 - x1, y2 - y1);
	if (length < radius + 8) return;
	const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
	const [tipX, tipY] = [x2 - ux * (radius + 1), y2 - uy * (radius + 1)];
	const size = Math.min(7, 3 + radius * 0.4);
	pen.moveTo(tipX - (ux + uy * 0.5) * size, tipY - (uy - ux * 0.5) * size);
	pen.lineTo(tipX, tipY);
	pen.lineTo(tipX - (ux - uy * 0.5) * size, tipY - (uy + ux * 0.5) * size);
}

function* drawDots(
	pen: CanvasRenderingContext2D,
	scene: GraphScene,
	camera: Camera,
	sheet: Sheet,
	nodes: Iterable<number>,
): Generator<void> {
	const { places, colours } = scene;
	const byColour: number[][] = colours.palette.map(() => []);
	for (const node of nodes) {
		const x = (places[node * 2] as number) * camera.k + camera.x;
		const y = (places[node * 2 + 1] as number) * camera.k + camera.y;
		if (x > -32 && y > -32 && x < sheet.width + 32 && y < sheet.height + 32)
			byColour[colours.of[node] ?? 0]?.push(node);
	}
	for (const [colour, dots] of byColour.entries()) {
		const ink = colours.palette[colour] ?? '';
		pen.fillStyle = ink.startsWith('--') ? scene.inks.token(ink) : ink;
		for (let at = 0; at < dots.length; at += dotsInBatch) {
			pen.beginPath();
			for (const node of dots.slice(at, at + dotsInBatch)) addDot(pen, scene, camera, node);
			pen.fill();
			yield;
		}
	}
}

function addDot(pen: CanvasRenderingContext2D, scene: GraphScene, camera: Camera, node: number): void {
	const x = (scene.places[node * 2] as number) * camera.k + camera.x;
	const y = (scene.places[node * 2 + 1] as number) * camera.k + camera.y;
	const radius = radiusOn(scene, camera, node);
	if (radius < smallest) {
		pen.rect(x - radius, y - radius, radius * 2, radius * 2);
		return;
	}
	pen.moveTo(x + radius, y);
	pen.arc(x, y, radius, 0, Math.PI * 2);
}

function drawRing(pen: CanvasRenderingContext2D, scene: GraphScene, camera: Camera): void {
	const [x, y] = [scene.places[scene.focus * 2] ?? 0, scene.places[scene.focus * 2 + 1] ?? 0];
	pen.strokeStyle = scene.inks.accent;
	pen.lineWidth = 2;
	pen.beginPath();
	pen.arc(x * camera.k + camera.x, y * camera.k + camera.y, radiusOn(scene, camera, scene.focus) + 4, 0, Math.PI * 2);
	pen.stroke();
}

/** Names fade in as one comes nearer, those of nodes with many lines first; none covers another. */
function drawNames(
	pen: CanvasRenderingContext2D,
	scene: GraphScene,
	camera: Camera,
	sheet: Sheet,
	nodes: Iterable<number>,
	least: number,
): void {
	const near = Math.log2(camera.k) + 1.9 - scene.look.textFade;
	const longest = scene.look.small ? 22 : 40;
	const drawn: [left: number, top: number, right: number][] = [];
	pen.font = `11px ${scene.inks.ui}`;
	pen.textAlign = 'center';
	pen.textBaseline = 'top';
	pen.lineJoin = 'round';
	pen.lineWidth = 3;
	for (const node of nodes) {
		if (drawn.length >= mostNames) return;
		const alpha = Math.max(least, Math.min(1, near + Math.log2((scene.model.radii[node] ?? 8) / 8) * 0.8));
		// Nodes come by their size: the names of all others are fainter still.
		if (alpha < faintest) return;
		const x = (scene.places[node * 2] as number) * camera.k + camera.x;
		const y = (scene.places[node * 2 + 1] as number) * camera.k + camera.y;
		if (x < 0 || y < 0 || x > sheet.width || y > sheet.height) continue;
		const title = scene.model.nodes[node]?.title ?? '';
		const shown = title.length > longest ? `${title.slice(0, longest - 1)}…` : title;
		const top = y + radiusOn(scene, camera, node) + 3;
		const half = (shown.length * letter.width) / 2;
		const middle = keptInSight(x, half + 2, sheet);
		const [left, right] = [middle - half, middle + half];
		const isTaken = drawn.some(
			(other) => left < other[2] && other[0] < right && Math.abs(top - other[1]) < letter.height,
		);
		if (isTaken && node !== scene.focus) continue;
		drawn.push([left, top, right]);
		// What is written can be read; faint is only faint.
		pen.globalAlpha = 0.7 + 0.3 * alpha;
		pen.strokeStyle = scene.inks.paper;
		pen.strokeText(shown, middle, top);
		pen.fillStyle = scene.inks.ink2;
		pen.fillText(shown, middle, top);
	}
	pen.globalAlpha = 1;
}

/** The middle of a name that is not cut off by the edge which its node is near. */
function keptInSight(x: number, half: number, { width, margin }: Sheet): number {
	const [left, right] = [margin, width - margin];
	if (x < left || x > right || right - left < 2 * half) return x;
	return Math.min(Math.max(x, left + half), right - half);
}
