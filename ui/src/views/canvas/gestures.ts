// What the pointer does on a canvas: selects, moves, resizes, connects and pans.

import type { CanvasSide } from '../../backend/bindings';
import type { CanvasDesk, PlacedEdge, PlacedNode } from '../../state/canvas_desk.svelte';
import {
	anchor,
	boxBetween,
	contains,
	type End,
	type Handle,
	opposite,
	overlaps,
	type Point,
	resized,
	sideToward,
	snap,
	toPlane,
} from '../../state/canvas_geometry';

/** Pixels the pointer moves before a press becomes a drag. */
const threshold = 4;

export interface Plane {
	desk: CanvasDesk;
	element: HTMLElement;
	/** Whether a drag pans whatever it begins on: the space key is held. */
	panning: () => boolean;
}

/** The point of the plane below the pointer. */
export function pointOf({ desk, element }: Plane, event: { clientX: number; clientY: number }): Point {
	const { left, top } = element.getBoundingClientRect();
	return toPlane(desk.camera, { x: event.clientX - left, y: event.clientY - top });
}

/** Begins what a press on the plane means. */
export function press(plane: Plane, event: PointerEvent): void {
	const { desk } = plane;
	const target = event.target as Element;
	if (event.button === 1 || (event.button === 0 && plane.panning())) {
		pan(plane, event);
		return;
	}
	if (event.button !== 0 || target.closest('.writing, .floating')) return;
	const key = target.closest<HTMLElement>('[data-key]')?.dataset.key;
	const side = target.closest<HTMLElement>('[data-side]')?.dataset.side;
	const handle = target.closest<HTMLElement>('[data-handle]')?.dataset.handle;
	const end = target.closest<HTMLElement>('[data-end]')?.dataset.end;
	const node = key === undefined ? undefined : desk.findNode(key);
	const edge = key === undefined ? undefined : desk.edges.find((candidate) => candidate.key === key);
	if (node && side && desk.canChange) drawFrom(plane, event, node, side as CanvasSide);
	else if (node && handle && desk.canChange) resize(plane, event, node, handle);
	else if (edge && end && desk.canChange) reconnect(plane, event, edge, end === 'from');
	else if (node) move(plane, event, node);
	else if (edge) choose(desk, event, edge.key);
	else drawMarquee(plane, event);
}

function choose(desk: CanvasDesk, event: PointerEvent, key: string): void {
	if (event.shiftKey) desk.toggle(key);
	else if (!desk.selection.has(key)) desk.select([key]);
}

function pan({ desk }: Plane, event: PointerEvent): void {
	let last = { x: event.clientX, y: event.clientY };
	event.preventDefault();
	track(event, {
		move(now) {
			desk.pan(now.clientX - last.x, now.clientY - last.y);
			last = { x: now.clientX, y: now.clientY };
		},
	});
}

function move(plane: Plane, event: PointerEvent, node: PlacedNode): void {
	const { desk } = plane;
	const isIn = desk.selection.has(node.key);
	// What is in a card and works by itself keeps the pointer: a player's controls, a text to be marked.
	if ((event.target as Element).closest('audio, video, input, button, select, .pdf-pages')) {
		choose(desk, event, node.key);
		return;
	}
	choose(desk, event, node.key);
	if (!desk.canChange) return;
	const start = pointOf(plane, event);
	track(event, {
		move(now) {
			const at = pointOf(plane, now);
			const place = (from: number, by: number) => (now.altKey ? Math.round(from + by) : snap(from + by)) - from;
			desk.showMoved(desk.selection, { x: place(node.node.x, at.x - start.x), y: place(node.node.y, at.y - start.y) });
		},
		end(dragged) {
			if (dragged) desk.settle();
			else if (isIn && !event.shiftKey && desk.selection.size > 1) desk.select([node.key]);
		},
		cancel() {
			desk.moving = null;
		},
	});
}

function resize(plane: Plane, event: PointerEvent, node: PlacedNode, written: string): void {
	const { desk } = plane;
	const [dx, dy] = written.split(',').map(Number);
	const handle = { dx, dy } as Handle;
	const start = pointOf(plane, event);
	const { x, y, width, height } = node.node;
	track(event, {
		move(now) {
			const at = pointOf(plane, now);
			const by = { x: at.x - start.x, y: at.y - start.y };
			desk.showResized(node.key, resized({ x, y, width, height }, handle, by, !now.altKey));
		},
		end(dragged) {
			if (dragged) desk.settle();
		},
		cancel() {
			desk.moving = null;
		},
	});
}

function drawMarquee(plane: Plane, event: PointerEvent): void {
	const { desk } = plane;
	const start = pointOf(plane, event);
	const before = event.shiftKey ? desk.selection : new Set<string>();
	desk.select(before);
	track(event, {
		move(now) {
			const box = boxBetween(start, pointOf(plane, now));
			desk.marquee = box;
			// A group is meant only where the whole of it is.
			const inside = desk.nodes.filter((node) => (node.isGroup ? contains(box, node.box) : overlaps(box, node.box)));
			desk.select([...before, ...inside.map(({ key }) => key)]);
		},
		end() {
			desk.marquee = null;
		},
		cancel() {
			desk.marquee = null;
			desk.select(before);
		},
	});
}

function drawFrom(plane: Plane, event: PointerEvent, node: PlacedNode, side: CanvasSide): void {
	const { desk } = plane;
	const from: End = { ...anchor(node.box, side), side };
	followLine(plane, event, from, node, (target, end) => {
		if (target) desk.connect(node, side, target, end.side);
		else desk.connectToNew(node, side, end.side, end);
	});
}

function reconnect(plane: Plane, event: PointerEvent, edge: PlacedEdge, atStart: boolean): void {
	const { desk } = plane;
	const fixed = edge.ends[atStart ? 1 : 0];
	const other = atStart ? edge.to : edge.from;
	followLine(plane, event, fixed, other, (target, end) => {
		if (!target || target.node.id === '') return;
		const id = target.node.id;
		desk.setEdge(edge, atStart ? { fromNode: id, fromSide: end.side } : { toNode: id, toSide: end.side });
	});
}

/** Draws a line from a fixed end to the pointer, or to the side of the node below it. */
function followLine(
	plane: Plane,
	event: PointerEvent,
	fixed: End,
	node: PlacedNode,
	drop: (target: PlacedNode | undefined, end: End) => void,
): void {
	const { desk } = plane;
	const aim = (now: PointerEvent) => {
		const at = pointOf(plane, now);
		const below = desk.nodeAt(at);
		const target = below?.key === node.key ? undefined : below;
		const isOn = target && !(target.isGroup && contains(target.box, node.box));
		const side = isOn ? sideToward(target.box, at) : opposite(fixed.side);
		const end: End = isOn ? { ...anchor(target.box, side), side } : { ...at, side };
		return { target: isOn ? target : undefined, end, isBack: below?.key === node.key };
	};
	track(event, {
		move(now) {
			desk.line = [fixed, aim(now).end];
		},
		end(dragged, last) {
			desk.line = null;
			const { target, end, isBack } = aim(last);
			if (dragged && !isBack) drop(target, end);
		},
		cancel() {
			desk.line = null;
		},
	});
}

interface Tracked {
	move(event: PointerEvent): void;
	end?(dragged: boolean, event: PointerEvent): void;
	cancel?(): void;
}

/** Follows the pointer until it is let go; Escape takes back what was begun. */
function track(start: PointerEvent, { move, end, cancel }: Tracked): void {
	let dragged = false;
	const stop = () => {
		removeEventListener('pointermove', onMove);
		removeEventListener('pointerup', onUp);
		removeEventListener('pointercancel', onCancel);
		removeEventListener('keydown', onKey, { capture: true });
	};
	const onMove = (event: PointerEvent) => {
		dragged ||= Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > threshold;
		if (!dragged) return;
		event.preventDefault();
		getSelection()?.removeAllRanges();
		move(event);
	};
	const onUp = (event: PointerEvent) => {
		stop();
		if (dragged) swallowClick();
		end?.(dragged, event);
	};
	const onCancel = () => {
		stop();
		cancel?.();
	};
	const onKey = (event: KeyboardEvent) => {
		if (event.key !== 'Escape') return;
		event.preventDefault();
		event.stopPropagation();
		onCancel();
	};
	addEventListener('pointermove', onMove);
	addEventListener('pointerup', onUp);
	addEventListener('pointercancel', onCancel);
	addEventListener('keydown', onKey, { capture: true });
}

/** The click that follows a drag is no click: it follows no link of a card. */
function swallowClick(): void {
	const swallow = (event: Event) => {
		event.preventDefault();
		event.stopPropagation();
	};
	addEventListener('click', swallow, { capture: true, once: true });
	setTimeout(() => removeEventListener('click', swallow, { capture: true }));
}
