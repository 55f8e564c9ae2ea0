// A canvas as a small picture: boxes, lines and labels, for embeds. Built node by node, never from text as HTML.
import type { Ask } from '../backend/backend';
import type { CanvasEdge, CanvasNode, CanvasShapes } from '../backend/bindings';
import { colourOf } from '../state/canvas_colours';
import { around, arrowAt, type Box, curve, endsBetween, grow, midpoint, pathOf } from '../state/canvas_geometry';
import { nodeTitle } from '../state/canvas_names';
import { nameOf } from '../state/file_tree.svelte';
import { strings } from '../state/strings';

const svgNamespace = 'http://www.w3.org/2000/svg';
/** So many nodes are drawn at most. */
const mostNodes = 1500;

/** Draws the canvas of a path into an element, or says why it cannot be drawn. */
export async function drawCanvas(parent: HTMLElement, path: string, ask: Ask): Promise<void> {
	try {
		const { shapes, broken } = await ask<'canvas'>({ ask: 'canvas', path });
		if (broken) parent.textContent = strings.canvas.brokenAt(broken.message, broken.line, broken.column);
		else parent.replaceChildren(picture(shapes, nameOf(path).replace(/\.canvas$/i, '')));
	} catch (thrown) {
		parent.textContent = String((thrown as { message?: unknown })?.message ?? thrown);
	}
}

function picture(shapes: CanvasShapes, title: string): SVGElement {
	const svg = element('svg', { class: 'canvas-picture', role: 'img' });
	svg.setAttribute('aria-label', strings.canvas.embed(title, shapes.nodes.length));
	const nodes = shapes.nodes.slice(0, mostNodes);
	const box = grow(around(nodes) ?? { x: 0, y: 0, width: 400, height: 100 }, 40);
	svg.setAttribute('viewBox', `${box.x} ${box.y} ${box.width} ${box.height}`);
	const isGroup = (node: CanvasNode) => node.kind === 'group';
	// Letters that would be too small to read at the width of a page are left out.
	const size = Math.max(14, box.width / 60);
	for (const node of nodes.filter(isGroup)) svg.append(...boxOf(node, size));
	const byId = new Map(nodes.toReversed().map((node) => [node.id, node]));
	for (const edge of shapes.edges) svg.append(...lineOf(edge, byId, size));
	for (const node of nodes.filter((node) => !isGroup(node))) svg.append(...boxOf(node, size));
	for (const edge of shapes.edges) svg.append(...labelOf(edge, byId, size));
	return svg;
}

function boxOf(node: CanvasNode, size: number): SVGElement[] {
	const { x, y, width, height } = node;
	const rect = element('rect', { x, y, width, height, rx: 8, class: `canvas-${node.kind}` });
	const hue = colourOf(node.color);
	if (hue) rect.style.setProperty('--hue', hue);
	const isGroup = node.kind === 'group';
	if (isGroup && !node.label) return [rect];
	const text = element('text', {
		x: isGroup ? x : x + width / 2,
		y: isGroup ? y - size * 0.4 : y + height / 2,
		class: isGroup ? 'canvas-group-label' : 'canvas-name',
		'font-size': Math.min(size, height / 2),
	});
	text.textContent = cut(nodeTitle(node), Math.floor(width / (Math.min(size, height / 2) * 0.56)));
	return [rect, text];
}

function lineOf(edge: CanvasEdge, byId: ReadonlyMap<string, Box>, size: number): SVGElement[] {
	const [from, to] = [byId.get(edge.from_node), byId.get(edge.to_node)];
	if (!from || !to) return [];
	const ends = endsBetween(from, to, edge.from_side, edge.to_side);
	const points = curve(...ends);
	const line = element('path', { d: pathOf(points), class: 'canvas-line' });
	const arrows = [edge.from_arrow && ends[0], edge.to_arrow && ends[1]].flatMap((end) =>
		end ? [element('path', { d: arrowAt(end, size * 0.8), class: 'canvas-arrow' })] : [],
	);
	const drawn = [line, ...arrows];
	const hue = colourOf(edge.color);
	if (hue) for (const part of drawn) part.style.setProperty('--hue', hue);
	return drawn;
}

function labelOf(edge: CanvasEdge, byId: ReadonlyMap<string, Box>, size: number): SVGElement[] {
	const [from, to] = [byId.get(edge.from_node), byId.get(edge.to_node)];
	if (!from || !to || !edge.label) return [];
	const at = midpoint(curve(...endsBetween(from, to, edge.from_side, edge.to_side)));
	const label = element('text', { ...at, class: 'canvas-edge-label', 'font-size': size * 0.9 });
	label.textContent = cut(edge.label, 40);
	return [label];
}

function cut(text: string, most: number): string {
	return text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text;
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
	const made = document.createElementNS(svgNamespace, name);
	for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
	return made;
}
