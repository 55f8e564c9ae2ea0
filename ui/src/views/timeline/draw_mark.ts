// Draws one event. Shape tells what it is and which way it pushes, size how hard; hollow is a date that was fallen
// back to, dashed a proposal, a number the notes that share a source.

import type { Colours } from '../../parts/colours';
import { plainText } from '../../state/linked_text';
import { shortNumber } from '../../state/plurals';
import { strings } from '../../state/strings';
import type { Camera } from './lay_out';
import { cut, type Pen } from './pen';
import { type MarkPlace, reachOf } from './place_marks';

export interface MarkLook {
	colours: Colours;
	/** The lane's hue. */
	hue: string;
	/** Less than 1 where something else is highlighted. */
	alpha: number;
}

/** Draws an event at its place. */
export function drawMark(pen: Pen, mark: MarkPlace, look: MarkLook): void {
	const { event } = mark.row;
	const colour = colourOf(mark, look);
	if (mark.y !== mark.line) drawStem(pen, mark, colour, look.alpha);
	pen.globalAlpha = look.alpha;
	pen.beginPath();
	tracePath(pen, mark);
	pen.setLineDash(event.kind === 'proposal' || event.draft ? [2, 2] : []);
	pen.lineWidth = 1.5;
	pen.strokeStyle = colour;
	// Hollow is paper inside, so that the line behind does not cross it.
	pen.fillStyle = isHollow(mark) ? look.colours.paper : colour;
	pen.fill();
	pen.stroke();
	pen.setLineDash([]);
	pen.lineWidth = 1;
	pen.globalAlpha = 1;
}

function drawStem(pen: Pen, { x, y, line }: MarkPlace, colour: string, alpha: number): void {
	pen.globalAlpha = 0.45 * alpha;
	pen.beginPath();
	pen.moveTo(Math.round(x) + 0.5, y);
	pen.lineTo(Math.round(x) + 0.5, line);
	pen.strokeStyle = colour;
	pen.stroke();
	pen.globalAlpha = 1;
}

function isHollow({ row: { event } }: MarkPlace): boolean {
	return (
		event.hollow ||
		event.draft ||
		event.kind === 'proposal' ||
		event.kind === 'watch_due' ||
		event.kind === 'watch_opened'
	);
}

function colourOf({ row: { event } }: MarkPlace, { colours, hue }: MarkLook): string {
	if (event.kind === 'evidence' || event.kind === 'proposal') return colours[event.stance ?? 'context'];
	return event.kind === 'confidence' ? colours.accent : hue;
}

function tracePath(pen: Pen, { x, y, size, row: { event } }: MarkPlace): void {
	const isPoint = event.kind === 'evidence' || event.kind === 'proposal';
	if (event.kind === 'confidence') pen.rect(x - 3.5, y - 3.5, 7, 7);
	else if (!isPoint) polygon(pen, x, y, diamond);
	else if (event.stance === 'supports') polygon(pen, x, y, triangle(size));
	else if (event.stance === 'contradicts') polygon(pen, x, y, triangle(-size));
	else pen.arc(x, y, size * 0.9, 0, Math.PI * 2);
}

const diamond: [number, number][] = [
	[0, -7],
	[7, 0],
	[0, 7],
	[-7, 0],
];

/** Points up; with a negative size down. */
function triangle(size: number): [number, number][] {
	return [
		[0, -size],
		[size, size * 0.8],
		[-size, size * 0.8],
	];
}

function polygon(pen: Pen, x: number, y: number, points: [number, number][]): void {
	for (const [index, [right, down]] of points.entries()) {
		if (index === 0) pen.moveTo(x + right, y + down);
		else pen.lineTo(x + right, y + down);
	}
	pen.closePath();
}

/**
 * Writes how many notes share a source: beside their mark, where that is covered above or below it, and where all
 * is covered on a patch of paper, so that no number is missing.
 */
export function drawCounts(pen: Pen, marks: readonly MarkPlace[], colours: Colours): void {
	pen.textAlign = 'left';
	pen.font = `11px ${colours.ui}`;
	const written: Patch[] = [];
	for (const mark of marks) {
		const { x, y, size, row } = mark;
		if (row.event.count < 2) continue;
		const text = shortNumber(row.event.count);
		const wide = pen.measureText(text).width;
		const beside = [3, 6, 9, -2 * size - 3 - wide].map((by) => ({ left: x + size + by, middle: y + 1 }));
		const [above, below] = [-size - 7, size + 8].map((by) => ({ left: x - wide / 2, middle: y + by }));
		const places = [...beside, above, below].flatMap((place) => (place ? [{ ...place, wide }] : []));
		const isFree = (patch: Patch) => !written.some((other) => overlap(patch, other)) && !isOnMark(patch, mark, marks);
		const free = places.find(isFree);
		const place = free ?? { left: x + size + 2, middle: y + 1, wide };
		if (!free) {
			pen.fillStyle = colours.paper;
			pen.fillRect(place.left - 1, place.middle - 6, wide + 2, 12);
		}
		pen.fillStyle = colours.ink2;
		pen.fillText(text, place.left, place.middle);
		written.push(place);
	}
}

/** Words on the picture: their left edge, the middle of their height, their width. */
export interface Patch {
	left: number;
	middle: number;
	wide: number;
}

export function overlap(a: Patch, b: Patch): boolean {
	return Math.abs(a.middle - b.middle) < 11 && a.left < b.left + b.wide + 1 && b.left < a.left + a.wide + 1;
}

function isOnMark({ left, middle, wide }: Patch, own: MarkPlace, marks: readonly MarkPlace[]): boolean {
	return marks.some(
		(other) =>
			other !== own &&
			Math.abs(other.y - middle) < other.size + 5 &&
			other.x + other.size > left - 1 &&
			other.x - other.size < left + wide + 1,
	);
}

/** Draws the stretch of an uncertain date along the line; its ends are soft, and an open end fades away. */
export function drawSpan(pen: Pen, { span, line }: MarkPlace, width: number, hue: string): void {
	if (!span) return;
	const undated = !Number.isFinite(span.from) && !Number.isFinite(span.to);
	const { from, to } = reachOf(span);
	if (undated || to < 0 || from > width) return;
	const soft = Math.min(10, (to - from) / 3) / (to - from);
	const shade = pen.createLinearGradient(from, 0, to, 0);
	shade.addColorStop(0, 'transparent');
	shade.addColorStop(Number.isFinite(span.from) ? soft : 0.9, hue);
	shade.addColorStop(Number.isFinite(span.to) ? 1 - soft : Math.min(0.9, soft + 0.05), hue);
	shade.addColorStop(1, 'transparent');
	pen.globalAlpha = 0.28;
	pen.fillStyle = shade;
	pen.fillRect(from, line - 3.5, to - from, 7);
	pen.globalAlpha = 1;
}

/** Writes the person's own numbers below their marks, as far as there is room. */
export function drawNumbers(pen: Pen, marks: readonly MarkPlace[], camera: Camera, colours: Colours): void {
	if (camera.pixelsPerDay < 2) return;
	pen.font = `11px ${colours.ui}`;
	pen.textAlign = 'left';
	pen.fillStyle = colours.accent;
	let free = Number.NEGATIVE_INFINITY;
	const below = marks.filter(({ y, line }) => y > line + 2);
	const covered = (left: number, right: number) =>
		left < free || below.some(({ x, size }) => x + size > left - 2 && x - size < right + 2);
	// Of several numbers of one day the last one stands.
	const numbers = marks.filter(({ row }) => row.event.kind === 'confidence');
	const lastOfDay = new Map(numbers.map((mark) => [`${mark.line} ${mark.row.event.from}`, mark]));
	for (const { x, line, row } of lastOfDay.values()) {
		if (row.event.number === null) continue;
		const text = strings.percent(row.event.number);
		const wide = pen.measureText(text).width;
		const left = [x + 6, x - 6 - wide].find((at) => !covered(at, at + wide));
		if (left === undefined) continue;
		pen.fillText(text, left, line + 13);
		free = left + wide + 4;
	}
}

/**
 * Says what the future holds, above the marks, as far as the words do not cover each other: in the middle over their
 * mark, at the right edge turned to the left of it, and cut only where there is no more room than that.
 */
export function drawFutureWords(
	pen: Pen,
	marks: readonly MarkPlace[],
	{ today, width }: { today: number; width: number },
	colours: Colours,
): void {
	pen.font = `11px ${colours.ui}`;
	pen.textAlign = 'left';
	pen.fillStyle = colours.ink2;
	const edge = width - 8;
	// Words may reach back over today's line, as far as nothing stands there.
	const past = marks.filter(({ x, y, line }) => x < today + 8 && Math.abs(y - (line - 18)) < 14);
	let free = Math.max(8, ...past.map(({ x, size, row }) => x + size + (row.event.count > 1 ? 24 : 6)));
	for (const { x, line, row } of marks) {
		if (row.event.kind !== 'watch_due' || x < today || x > width) continue;
		const label = short(plainText(row.event.label));
		const wide = pen.measureText(label).width;
		const left = Math.max(free, Math.min(x - wide / 2, edge - wide));
		// What is neither over its mark nor left of it would tell of another one.
		if (left > Math.min(x + 12, edge - 48)) continue;
		const text = cut(pen, label, edge - left);
		pen.fillText(text, left, line - 18);
		free = left + pen.measureText(text).width + 16;
	}
}

function short(text: string): string {
	return text.length > 40 ? `${text.slice(0, 39).trimEnd()}…` : text;
}
