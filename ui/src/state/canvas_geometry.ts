// Where things stand on a canvas: boxes, the camera, edges between sides. Pure numbers, in the canvas's own units.

import type { CanvasSide } from '../backend/bindings';

export interface Point {
	x: number;
	y: number;
}

export interface Box extends Point {
	width: number;
	height: number;
}

/** How the plane is looked at: a point of the plane is drawn at `x + k * point`. */
export interface Camera extends Point {
	k: number;
}

/** What a handle of a box moves: -1 its left or upper edge, 1 the other, 0 neither. */
export interface Handle {
	dx: -1 | 0 | 1;
	dy: -1 | 0 | 1;
}

/** The distance between two lines of the grid that nodes stand on. */
export const grid = 20;
export const smallest = { width: 80, height: 40 };
export const zoomRange = { least: 0.05, most: 4 };

export const sides: readonly CanvasSide[] = ['top', 'right', 'bottom', 'left'];

const out: Record<CanvasSide, Point> = {
	top: { x: 0, y: -1 },
	right: { x: 1, y: 0 },
	bottom: { x: 0, y: 1 },
	left: { x: -1, y: 0 },
};

export function snap(value: number): number {
	// The sum makes 0 of -0.
	return Math.round(value / grid) * grid + 0;
}

export function middle(box: Box): Point {
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Whether one box lies wholly in another. */
export function contains(outer: Box, inner: Box): boolean {
	return (
		inner.x >= outer.x &&
		inner.y >= outer.y &&
		inner.x + inner.width <= outer.x + outer.width &&
		inner.y + inner.height <= outer.y + outer.height
	);
}

export function overlaps(a: Box, b: Box): boolean {
	return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/** The box around all of them, or null around none. */
export function around(boxes: readonly Box[]): Box | null {
	if (boxes.length === 0) return null;
	const left = Math.min(...boxes.map((box) => box.x));
	const top = Math.min(...boxes.map((box) => box.y));
	const right = Math.max(...boxes.map((box) => box.x + box.width));
	const bottom = Math.max(...boxes.map((box) => box.y + box.height));
	return { x: left, y: top, width: right - left, height: bottom - top };
}

export function grow(box: Box, by: number): Box {
	return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

/** The box between two corners, whichever they are. */
export function boxBetween(a: Point, b: Point): Box {
	return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

/** The point of the plane that is drawn at a point of the view. */
export function toPlane(camera: Camera, at: Point): Point {
	return { x: (at.x - camera.x) / camera.k, y: (at.y - camera.y) / camera.k };
}

/** The part of the plane that a view of this size shows. */
export function seen(camera: Camera, width: number, height: number): Box {
	const corner = toPlane(camera, { x: 0, y: 0 });
	return { ...corner, width: width / camera.k, height: height / camera.k };
}

/** The camera after a zoom that leaves the point at `at` of the view where it is. */
export function zoomAt(camera: Camera, at: Point, by: number): Camera {
	const k = Math.min(zoomRange.most, Math.max(zoomRange.least, camera.k * by));
	const point = toPlane(camera, at);
	return { k, x: at.x - point.x * k, y: at.y - point.y * k };
}

/** The camera that shows a box whole, never larger than life. */
export function fitted(box: Box, width: number, height: number, margin = 48): Camera {
	const room = { width: Math.max(1, width - 2 * margin), height: Math.max(1, height - 2 * margin) };
	const wanted = Math.min(1, room.width / Math.max(1, box.width), room.height / Math.max(1, box.height));
	const k = Math.max(zoomRange.least, wanted);
	const center = middle(box);
	return { k, x: width / 2 - center.x * k, y: height / 2 - center.y * k };
}

/** The camera moved as little as brings a box into sight. */
export function revealing(camera: Camera, box: Box, width: number, height: number, margin = 40): Camera {
	const view = grow(seen(camera, width, height), -margin / camera.k);
	if (contains(view, box)) return camera;
	const shift = (from: number, size: number, start: number, room: number) => {
		if (size > room || from < start) return from - start;
		return Math.max(0, from + size - (start + room));
	};
	return {
		k: camera.k,
		x: camera.x - shift(box.x, box.width, view.x, view.width) * camera.k,
		y: camera.y - shift(box.y, box.height, view.y, view.height) * camera.k,
	};
}

/** The box after one of its handles was moved by a distance; its edges stand on the grid where `snapped` says so. */
export function resized(box: Box, handle: Handle, by: Point, snapped: boolean): Box {
	const place = (value: number) => (snapped ? snap(value) : Math.round(value));
	const along = (start: number, size: number, side: number, move: number, least: number): [number, number] => {
		if (side === 0) return [start, size];
		if (side > 0) return [start, Math.max(least, place(start + size + move) - start)];
		const edge = Math.min(place(start + move), start + size - least);
		return [edge, start + size - edge];
	};
	const [x, width] = along(box.x, box.width, handle.dx, by.x, smallest.width);
	const [y, height] = along(box.y, box.height, handle.dy, by.y, smallest.height);
	return { x, y, width, height };
}

/** The middle of a side. */
export function anchor(box: Box, side: CanvasSide): Point {
	const { x, y } = out[side];
	return { x: box.x + (box.width * (x + 1)) / 2, y: box.y + (box.height * (y + 1)) / 2 };
}

/** The side of a box that is nearest to a point, in relation to its shape. */
export function sideToward(box: Box, point: Point): CanvasSide {
	const center = middle(box);
	const x = (point.x - center.x) / Math.max(1, box.width);
	const y = (point.y - center.y) / Math.max(1, box.height);
	if (Math.abs(x) >= Math.abs(y)) return x >= 0 ? 'right' : 'left';
	return y >= 0 ? 'bottom' : 'top';
}

/** One end of a line: where, and which way it leaves there. */
export interface End extends Point {
	side: CanvasSide;
}

/** The ends of an edge between two boxes; a side that is not given is the one towards the other box. */
export function endsBetween(from: Box, to: Box, fromSide: CanvasSide | null, toSide: CanvasSide | null): [End, End] {
	const start = fromSide ?? sideToward(from, middle(to));
	const end = toSide ?? sideToward(to, middle(from));
	return [
		{ ...anchor(from, start), side: start },
		{ ...anchor(to, end), side: end },
	];
}

/** The opposite side, for a line whose other end hangs in the air. */
export function opposite(side: CanvasSide): CanvasSide {
	return sides[(sides.indexOf(side) + 2) % 4] ?? side;
}

/** The four points of the curve between two ends. */
export function curve(from: End, to: End): [Point, Point, Point, Point] {
	const distance = Math.hypot(to.x - from.x, to.y - from.y);
	const pull = Math.min(Math.max(distance / 2, 24), 200);
	const away = (end: End): Point => ({ x: end.x + out[end.side].x * pull, y: end.y + out[end.side].y * pull });
	return [from, away(from), away(to), to];
}

/** The curve as the data of an SVG path. */
export function pathOf([a, b, c, d]: readonly [Point, Point, Point, Point]): string {
	return `M${a.x},${a.y}C${b.x},${b.y} ${c.x},${c.y} ${d.x},${d.y}`;
}

/** The middle of a curve, where its label stands. */
export function midpoint([a, b, c, d]: readonly [Point, Point, Point, Point]): Point {
	return { x: (a.x + 3 * b.x + 3 * c.x + d.x) / 8, y: (a.y + 3 * b.y + 3 * c.y + d.y) / 8 };
}

/** The arrow head at an end of a line, as the data of an SVG path: its tip touches the box. */
export function arrowAt(end: End, size = 10): string {
	const { x, y } = out[end.side];
	const base = { x: end.x + x * size, y: end.y + y * size };
	const half = size * 0.6;
	return `M${end.x},${end.y}L${base.x - y * half},${base.y - x * half}L${base.x + y * half},${base.y + x * half}Z`;
}

/** What moves when these boxes move: they, and whatever lies wholly in a group among them. */
export function carried<T extends { box: Box; isGroup: boolean }>(moved: readonly T[], all: readonly T[]): T[] {
	const groups = moved.filter((node) => node.isGroup);
	return all.filter((node) => moved.includes(node) || groups.some((group) => contains(group.box, node.box)));
}
