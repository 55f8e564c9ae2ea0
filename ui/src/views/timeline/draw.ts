// Draws the timeline on a canvas: axis, lanes, bands, marks.

import type { TimelineMarker } from '../../backend/bindings';
import type { Colours } from '../../parts/colours';
import { dayOf, formatDay, withDays } from '../../state/days';
import { withThousands } from '../../state/plurals';
import { strings } from '../../state/strings';
import { drawBands } from './draw_bands';
import { drawCounts, drawFutureWords, drawMark, drawNumbers, drawSpan } from './draw_mark';
import { drawPile, drawPileNumbers } from './draw_pile';
import { type Camera, type LanePlace, titleHeight, xOf } from './lay_out';
import { cut, line } from './pen';
import { type LaneMarks, type MarkPlace, topOf, undatedX } from './place_marks';
import { listTicks } from './ticks';

export const axisHeight = 28;
/** What the buttons at the lower right take. */
const buttonsWidth = 120;

export interface Scene {
	width: number;
	height: number;
	/** How far the lanes are scrolled. */
	scroll: number;
	camera: Camera;
	today: number;
	lanes: SceneLane[];
	/** The row under the keyboard, and the one under the pointer; -1 for none. */
	current: number;
	hovered: number;
	/** The marker that the keyboard is on. */
	marker: TimelineMarker | undefined;
	/** The day on which one looks back; null is today. */
	knownOn: number | null;
	/** The notes of what is highlighted and its hue; null where nothing is. */
	lit: { notes: ReadonlySet<string>; colour: number } | null;
}

export interface SceneLane extends LaneMarks {
	place: LanePlace;
	letter: string;
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
	drawKnownOn(pen, scene, colours);
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
		// A label that is cut off by the edge tells less than none.
		if (x + 5 + pen.measureText(label).width > width) continue;
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
	pen.fillText(strings.timeline.today, x < 60 ? x + 5 : x - 5, height - (width - x < buttonsWidth ? 56 : 12));
}

/** The day on which one looks back. */
function drawKnownOn(pen: Pen, { width, height, camera, today, knownOn }: Scene, colours: Colours): void {
	if (knownOn === null) return;
	const x = Math.round(xOf(camera, knownOn + 0.5)) + 0.5;
	if (x < 0 || x > width) return;
	pen.setLineDash([4, 3]);
	line(pen, x, axisHeight - 6, x, height, colours.accent);
	pen.setLineDash([]);
	pen.font = `600 11px ${colours.ui}`;
	const text = strings.timeline.knownLine(formatDay(dayOf(knownOn), dayOf(today)));
	const wide = pen.measureText(text).width;
	const left = x + 5 + wide > width - 8 ? x - 5 - wide : x + 5;
	pen.textAlign = 'left';
	pen.fillStyle = colours.paper;
	pen.fillRect(left - 2, height - 35, wide + 4, 14);
	pen.fillStyle = colours.accent;
	pen.fillText(text, left, height - 28);
}

function drawLane(pen: Pen, { place, letter, ...seen }: SceneLane, scene: Scene, colours: Colours): void {
	const { lane, top, line: y } = place;
	const { marks, piles } = seen;
	const hue = colours.hue(lane.colour);
	drawBands(pen, seen, y, { width: scene.width, today: dayOf(scene.today), marker: scene.marker }, colours);
	line(pen, 0, Math.round(y) + 0.5, scene.width, Math.round(y) + 0.5, hue);
	drawTitle(pen, lane.title, letter, hue, top, scene.width, colours);
	const isLit = (notes: readonly string[]) => scene.lit === null || notes.some((note) => scene.lit?.notes.has(note));
	for (const mark of marks) if (mark.span && isLit(mark.row.event.notes)) drawSpan(pen, mark, scene.width, hue);
	for (const pile of piles) {
		pen.globalAlpha = pile.rows.some(({ event }) => isLit(event.notes)) ? 1 : dimmed;
		drawPile(pen, pile, { colours, hue });
	}
	for (const mark of marks) {
		const lit = isLit(mark.row.event.notes);
		if (scene.lit && lit) drawHalo(pen, mark, colours.hue(scene.lit.colour));
		drawMark(pen, mark, { colours, hue, alpha: lit ? 1 : dimmed });
	}
	pen.globalAlpha = 1;
	drawRings(pen, seen, scene, colours);
	drawCounts(pen, marks, colours);
	drawPileNumbers(pen, piles, colours);
	drawNumbers(pen, marks, scene.camera, colours);
	drawFutureWords(pen, marks, { today: xOf(scene.camera, scene.today + 1), width: scene.width }, colours);
	drawSummary(pen, place, scene.width, colours);
}

const dimmed = 0.25;

/** What is highlighted stands on a disc of its hue. */
function drawHalo(pen: Pen, { x, y, size }: MarkPlace, hue: string): void {
	pen.globalAlpha = 0.25;
	pen.fillStyle = hue;
	pen.beginPath();
	pen.arc(x, y, size + 5, 0, Math.PI * 2);
	pen.fill();
	pen.globalAlpha = 1;
}

function drawRings(pen: Pen, { marks, piles }: LaneMarks, { current, hovered }: Scene, colours: Colours): void {
	for (const mark of marks) {
		if (mark.row.index === current) ring(pen, mark, colours.accent, 2);
		else if (mark.row.index === hovered) ring(pen, mark, colours.ink3, 1);
	}
	for (const pile of piles) {
		const at = pile.rows.some(({ index }) => index === current);
		if (!at && pile.rows[0]?.index !== hovered) continue;
		const top = topOf(pile);
		pen.strokeStyle = at ? colours.accent : colours.ink3;
		pen.lineWidth = at ? 2 : 1;
		pen.strokeRect(pile.x - 2, Math.min(top, pile.line) - 4, pile.width + 4, Math.abs(top - pile.line) + 8);
		pen.lineWidth = 1;
	}
}

function drawSummary(pen: Pen, { lane, top, height }: LanePlace, width: number, colours: Colours): void {
	const undated = lane.events.filter(({ from, to }) => from === null && to === null).length;
	pen.font = `11px ${colours.ui}`;
	pen.textAlign = 'left';
	pen.fillStyle = colours.ink2;
	const said = withThousands(withDays(lane.summary));
	const summary = undated > 0 ? `${strings.timeline.undated(undated)} · ${said}` : said;
	pen.fillText(cut(pen, summary, width - 32), undatedX - 4, top + height - 24);
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

function ring(pen: Pen, { x, y, size }: MarkPlace, colour: string, width: number): void {
	pen.beginPath();
	pen.arc(x, y, size + 5, 0, Math.PI * 2);
	pen.lineWidth = width;
	pen.strokeStyle = colour;
	pen.stroke();
	pen.lineWidth = 1;
}
