// Draws the timeline on a canvas: axis, lanes, bands, marks.

import type { Colours } from '../../parts/colours';
import { withDays } from '../../state/days';
import { strings } from '../../state/strings';
import { drawFutureWords, drawMark, drawNumbers, drawSpan } from './draw_mark';
import { type BandPlace, type Camera, type LanePlace, type MarkPlace, titleHeight, undatedX, xOf } from './lay_out';
import { listTicks } from './ticks';

export const axisHeight = 28;

export interface Scene {
	width: number;
	height: number;
	/** How far the lanes are scrolled. */
	scroll: number;
	camera: Camera;
	today: number;
	lanes: { place: LanePlace; letter: string; marks: MarkPlace[]; bands: BandPlace[] }[];
	/** The row under the keyboard, and the one under the pointer; -1 for none. */
	current: number;
	hovered: number;
}

type Pen = CanvasRenderingContext2D;

/** Draws everything that is in sight. */
export function drawTimeline(pen: Pen, scene: Scene, colours: Colours): void {
	pen.clearRect(0, 0, scene.width, scene.height);
	pen.fillStyle = colours.paper;
	pen.fillRect(0, 0, scene.width, scene.height);
	drawFuture(pen, scene, colours);
	drawGrid(pen, scene, colours);
	pen.save();
	pen.beginPath();
	pen.rect(0, axisHeight, scene.width, scene.height - axisHeight);
	pen.clip();
	pen.translate(0, axisHeight - scene.scroll);
	for (const lane of scene.lanes) drawLane(pen, lane, scene, colours);
	pen.restore();
	drawToday(pen, scene, colours);
}

function drawFuture(pen: Pen, { width, height, camera, today }: Scene, colours: Colours): void {
	const x = Math.max(0, xOf(camera, today + 1));
	if (x >= width) return;
	pen.fillStyle = colours.panel;
	pen.fillRect(x, axisHeight, width - x, height - axisHeight);
}

function drawGrid(pen: Pen, { width, height, camera }: Scene, colours: Colours): void {
	const from = -camera.offset / camera.pixelsPerDay;
	const to = (width - camera.offset) / camera.pixelsPerDay;
	pen.font = `11px ${colours.ui}`;
	pen.textAlign = 'left';
	pen.textBaseline = 'middle';
	for (const { at, label } of listTicks(from, to, camera.pixelsPerDay)) {
		const x = Math.round(xOf(camera, at)) + 0.5;
		line(pen, x, axisHeight - 6, x, height, colours.line);
		pen.fillStyle = colours.ink2;
		pen.fillText(label, x + 5, axisHeight / 2 - 1);
	}
	line(pen, 0, axisHeight - 0.5, width, axisHeight - 0.5, colours.line);
}

function drawToday(pen: Pen, { width, height, camera, today }: Scene, colours: Colours): void {
	const x = Math.round(xOf(camera, today + 0.5)) + 0.5;
	if (x < 0 || x > width) return;
	line(pen, x, axisHeight - 6, x, height, colours.accent);
	pen.font = `600 11px ${colours.ui}`;
	// At the foot, where no name of a lane begins.
	pen.textAlign = x < 60 ? 'left' : 'right';
	pen.fillStyle = colours.accent;
	pen.fillText(strings.timeline.today, x < 60 ? x + 5 : x - 5, height - 12);
}

function drawLane(
	pen: Pen,
	{ place, letter, marks, bands }: Scene['lanes'][number],
	scene: Scene,
	colours: Colours,
): void {
	const { lane, top, line: y } = place;
	const hue = colours.hue(lane.colour);
	drawBands(pen, { bands, marks, y }, scene.width, colours);
	line(pen, 0, Math.round(y) + 0.5, scene.width, Math.round(y) + 0.5, hue);
	drawTitle(pen, lane.title, letter, hue, top, scene.width, colours);
	for (const mark of marks) if (mark.span) drawSpan(pen, mark, scene.width, hue);
	for (const mark of marks) {
		if (mark.x > -40 && mark.x < scene.width + 40) drawMark(pen, mark, { colours, hue });
	}
	for (const mark of marks) {
		if (mark.row.index === scene.current) ring(pen, mark, colours.accent, 2);
		else if (mark.row.index === scene.hovered) ring(pen, mark, colours.ink3, 1);
	}
	drawNumbers(pen, marks, scene.camera, colours);
	drawFutureWords(pen, marks, xOf(scene.camera, scene.today + 1), colours);
	const undated = marks.filter(({ row }) => row.event.from === null && row.event.to === null).length;
	pen.font = `11px ${colours.ui}`;
	pen.textAlign = 'left';
	pen.fillStyle = colours.ink2;
	const said = withDays(lane.summary);
	const summary = undated > 0 ? `${strings.timeline.undated(undated)} · ${said}` : said;
	pen.fillText(cut(pen, summary, scene.width - 32), undatedX - 4, top + place.height - 24);
}

function drawTitle(
	pen: Pen,
	title: string,
	letter: string,
	hue: string,
	top: number,
	width: number,
	colours: Colours,
): void {
	const middle = top + titleHeight / 2 + 4;
	pen.fillStyle = hue;
	pen.beginPath();
	pen.roundRect(16, middle - 7.5, 15, 15, 3);
	pen.fill();
	pen.fillStyle = colours.paper;
	pen.font = `700 10px ${colours.ui}`;
	pen.textAlign = 'center';
	pen.fillText(letter, 23.5, middle + 0.5);
	pen.font = `600 13px ${colours.ui}`;
	pen.textAlign = 'left';
	const shown = cut(pen, title, Math.min(width - 64, 560));
	// The grid runs behind; the name must stay easy to read.
	pen.fillStyle = colours.paper;
	pen.globalAlpha = 0.85;
	pen.fillRect(36, middle - 9, pen.measureText(shown).width + 8, 18);
	pen.globalAlpha = 1;
	pen.fillStyle = colours.ink;
	pen.fillText(shown, 40, middle);
}

function drawBands(
	pen: Pen,
	{ bands, marks, y }: { bands: readonly BandPlace[]; marks: readonly MarkPlace[]; y: number },
	width: number,
	colours: Colours,
): void {
	/** Where the words of the bands before end; words that would cover them are left to the card and the page. */
	let free = Number.NEGATIVE_INFINITY;
	for (const { marker, from, to } of bands) {
		const [left, right] = [Math.max(from, -10), Math.min(to, width + 10)];
		if (right < 0 || left > width) continue;
		const words = strings.timeline.markers[marker.kind];
		pen.font = `11px ${colours.ui}`;
		if (marker.kind === 'silence') {
			pen.setLineDash([1, 4]);
			line(pen, left, y + 14.5, right, y + 14.5, colours.ink3);
			pen.setLineDash([]);
			if (right - left > 48) label(pen, words, (left + right) / 2, y + 26, colours.ink2, 'center');
			continue;
		}
		const colour = marker.kind === 'burst' || marker.kind === 'claim' ? colours.accent : colours.warn;
		if (marker.kind !== 'claim') drawShade(pen, left, right, y, colour);
		const at = besideCounts(marks, y, Math.max(8, right + 10));
		if (at < free) continue;
		label(pen, words, at, y - 46, colour, 'left');
		free = at + pen.measureText(words).width + 8;
	}
}

/** Where words above a lane begin, so that they cover no number of notes. */
function besideCounts(marks: readonly MarkPlace[], line: number, at: number): number {
	const counted = marks.filter(({ row, y }) => row.event.count > 1 && y < line - 24);
	return counted.reduce((left, { x, size }) => (Math.abs(x + size - left) < 16 ? x + size + 16 : left), at);
}

function drawShade(pen: Pen, left: number, right: number, y: number, colour: string): void {
	pen.globalAlpha = 0.1;
	pen.fillStyle = colour;
	pen.beginPath();
	pen.roundRect(left - 6, y - 52, Math.max(12, right - left + 12), 60, 5);
	pen.fill();
	pen.globalAlpha = 1;
}

function label(pen: Pen, text: string, x: number, y: number, colour: string, align: CanvasTextAlign): void {
	pen.textAlign = align;
	pen.fillStyle = colour;
	pen.fillText(text, x, y);
}

function ring(pen: Pen, { x, y, size }: MarkPlace, colour: string, width: number): void {
	pen.beginPath();
	pen.arc(x, y, size + 5, 0, Math.PI * 2);
	pen.lineWidth = width;
	pen.strokeStyle = colour;
	pen.stroke();
	pen.lineWidth = 1;
}

function line(pen: Pen, x1: number, y1: number, x2: number, y2: number, colour: string): void {
	pen.beginPath();
	pen.moveTo(x1, y1);
	pen.lineTo(x2, y2);
	pen.strokeStyle = colour;
	pen.lineWidth = 1;
	pen.stroke();
}

/** A text that fits a width, cut with an ellipsis. */
function cut(pen: Pen, text: string, width: number): string {
	const short = text.length > 200 ? `${text.slice(0, 200)}…` : text;
	if (pen.measureText(short).width <= width) return short;
	let [low, high] = [0, short.length];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (pen.measureText(`${short.slice(0, middle)}…`).width <= width) low = middle;
		else high = middle - 1;
	}
	return `${short.slice(0, low).trimEnd()}…`;
}
