// The keys of a canvas, where they are not those of something in it.

import type { CanvasDesk, PlacedNode } from '../../state/canvas_desk.svelte';
import { grid } from '../../state/canvas_geometry';

export interface PlaneActions {
	/** Opens the file or page of a node. */
	open(node: PlacedNode): void;
}

const arrows: Record<string, readonly [number, number]> = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, -1],
	ArrowDown: [0, 1],
};

/** Does what a key means; false where it means nothing here. */
export function pressKey(desk: CanvasDesk, event: KeyboardEvent, actions: PlaneActions): boolean {
	const mod = event.ctrlKey || event.metaKey;
	if (event.altKey) return false;
	if (mod) return pressWithMod(desk, event);
	const arrow = arrows[event.key];
	if (arrow) return pressArrow(desk, event, arrow);
	switch (event.key) {
		case 'Tab':
			return desk.step(event.shiftKey ? -1 : 1);
		case 'Enter':
			return enter(desk, actions);
		case 'Delete':
		case 'Backspace':
			if (desk.selection.size === 0 || !desk.canChange) return false;
			desk.removeSelection();
			return true;
		case 'Escape':
			if (desk.selection.size === 0) return false;
			desk.select([]);
			return true;
		case '+':
		case '=':
			desk.zoomBy(1.25);
			return true;
		case '-':
			desk.zoomBy(0.8);
			return true;
	}
	if (!event.shiftKey || !['Digit0', 'Digit1', 'Digit2'].includes(event.code)) return false;
	if (event.code === 'Digit0') desk.zoomBy(1 / desk.camera.k);
	else if (event.code === 'Digit1') desk.fit();
	else desk.fitSelection();
	return true;
}

function pressWithMod(desk: CanvasDesk, event: KeyboardEvent): boolean {
	const key = event.key.toLowerCase();
	if (key === 'a') desk.selectAll();
	else if (key === 'd' && desk.canChange) desk.duplicate();
	else if (key === 'z' && event.shiftKey) void desk.canvas.redo();
	else if (key === 'z') void desk.canvas.undo();
	else if (key === 'y') void desk.canvas.redo();
	else return false;
	return true;
}

function pressArrow(desk: CanvasDesk, event: KeyboardEvent, [x, y]: readonly [number, number]): boolean {
	if (desk.selectedNodes.length === 0) desk.pan(-x * 80, -y * 80);
	else {
		const by = event.shiftKey ? 1 : grid;
		desk.moveSelection({ x: x * by, y: y * by });
	}
	return true;
}

function enter(desk: CanvasDesk, actions: PlaneActions): boolean {
	const [node] = desk.selectedNodes;
	const [edge] = desk.selectedEdges;
	if (desk.selection.size !== 1) return false;
	if (node?.node.kind === 'file' || node?.node.kind === 'link') actions.open(node);
	else if (!desk.canChange) return false;
	else desk.editing = node?.key ?? edge?.key ?? null;
	return true;
}
