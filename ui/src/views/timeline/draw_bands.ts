// Draws the stretches of a lane that deserve a look, with their names as far as there is room.

import type { TimelineMarker } from '../../backend/bindings';
import type { Colours } from '../../parts/colours';
import { strings } from '../../state/strings';
import { ruleOf } from '../../state/timeline_markers';
import { line, type Pen } from './pen';
import { type LaneMarks, type MarkPlace, topOf } from './place_marks';

/** Under the person's numbers, so that no dots run through them. */
const silenceBelow = 21.5;

export interface BandLook {
	width: number;
	today: string;
	/** The one that the keyboard is on. */
	marker: TimelineMarker | undefined;
}

/** What is said of a stretch, the longest form first: as much of it is written as there is room for. */
function sayBand(markers: readonly [TimelineMarker, ...TimelineMarker[]], today: string): string[] {
	const short = strings.timeline.marker(markers[0].kind, markers.length);
	return markers.length > 1 ? [short] : [ruleOf(markers[0], today), short];
}

/** Draws the stretches of a lane whose line is at `y`. */
export function drawBands(
	pen: Pen,
	seen: LaneMarks,
	y: number,
	{ width, today, marker }: BandLook,
	colours: Colours,
): void {
	const { bands, marks } = seen;
	/** Where the words of the bands before end; words that would cover them are left to the card and the page. */
	let free = Number.NEGATIVE_INFINITY;
	for (const { markers, from, to } of bands) {
		const [{ kind }] = markers;
		const [left, right] = [Math.max(from, -10), Math.min(to, width + 10)];
		if (right < 0 || left > width) continue;
		pen.font = `${marker !== undefined && markers.includes(marker) ? 600 : 400} 11px ${colours.ui}`;
		const forms = sayBand(markers, today).map((words) => ({ words, wide: pen.measureText(words).width }));
		if (kind === 'silence') {
			pen.setLineDash([1, 4]);
			line(pen, left, y + silenceBelow, right, y + silenceBelow, colours.ink3);
			pen.setLineDash([]);
			const middle = (left + right) / 2;
			const below = y + silenceBelow + 11.5;
			const form = forms.find(({ wide }) => wide + 16 <= right - left && !covers(seen, middle - wide / 2, below, wide));
			if (form) label(pen, form.words, middle, below, colours.ink2, 'center');
			continue;
		}
		const colour = kind === 'burst' || kind === 'claim' ? colours.accent : colours.warn;
		if (kind !== 'claim') drawShade(pen, left, right, y, colour);
		const at = besideCounts(marks, y, Math.max(8, right + 10));
		// Words that would run over the edge stand left of the stretch.
		const places = forms.flatMap(({ words, wide }) => [at, left - 10 - wide].map((from) => ({ words, wide, from })));
		const place = places.find(
			({ wide, from }) => from >= Math.max(free, 8) && from + wide < width - 4 && !covers(seen, from, y - 46, wide),
		);
		if (!place) continue;
		label(pen, place.words, place.from, y - 46, colour, 'left');
		free = place.from + place.wide + 8;
	}
}

/** Whether words from `left` on would cover a mark or a pile. */
function covers({ marks, piles }: LaneMarks, left: number, y: number, wide: number): boolean {
	const right = left + wide;
	const near = (from: number, to: number) => to > left && from < right;
	return (
		marks.some((mark) => near(mark.x - mark.size, mark.x + mark.size) && Math.abs(mark.y - y) < mark.size + 6) ||
		piles.some((pile) => {
			const top = topOf(pile);
			const [high, low] = [Math.min(top, pile.line - 4), Math.max(top, pile.line + 4)];
			return near(pile.x, pile.x + pile.width) && high < y + 6 && low > y - 6;
		})
	);
}

/** Where words above a lane begin, so that they cover no number of notes. */
function besideCounts(marks: readonly MarkPlace[], line: number, at: number): number {
	const counted = marks.filter(({ row, y }) => row.event.count > 1 && y < line - 24);
	return counted.reduce((left, { x, size }) => (Math.abs(x + size - left) < 22 ? x + size + 22 : left), at);
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
