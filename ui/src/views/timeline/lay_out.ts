// Where everything of the timeline stands, in pixels: lanes below each other, marks at their day, supports above the
// line, contradicts below, context on it. Nothing is drawn here.
import type { TimelineLane, TimelineMarker } from '../../backend/bindings';
import type { TimelineRow } from '../../state/timeline_rows';
import { numberOf } from './ticks';

/** Where days stand: x = offset + day * pixelsPerDay. */
export interface Camera {
	offset: number;
	pixelsPerDay: number;
}

export interface LanePlace {
	index: number;
	lane: TimelineLane;
	/** Its upper edge, counted from the first lane's. */
	top: number;
	height: number;
	/** Its line, from the same origin. */
	line: number;
}

export interface MarkPlace {
	row: TimelineRow;
	x: number;
	y: number;
	/** Half of its width. */
	size: number;
	/** Where the stem meets the line. */
	line: number;
	/** The stretch of an uncertain date; null for a day. An open end is infinite. */
	span: { from: number; to: number } | null;
}

export interface BandPlace {
	marker: TimelineMarker;
	from: number;
	to: number;
}

export const titleHeight = 28;
const above = 60;
const below = 44;
const summaryHeight = 36;
const emptyHeight = 64;
const levelHeight = 15;
const stem = 16;
const levels = 3;
const sizes = { strong: 7.5, moderate: 6, weak: 4.5 };
const unrated = 5;
/** Where the undated stand, from the left edge. */
export const undatedX = 20;

export const xOf = (camera: Camera, day: number) => camera.offset + day * camera.pixelsPerDay;

/** The lanes, below each other. Lanes without an event are low. */
export function placeLanes(lanes: readonly TimelineLane[]): LanePlace[] {
	let top = 0;
	return lanes.map((lane, index) => {
		const empty = lane.events.length === 0;
		const place = {
			index,
			lane,
			top,
			height: empty ? emptyHeight : titleHeight + above + below + summaryHeight,
			line: top + titleHeight + (empty ? 2 : above),
		};
		top += place.height;
		return place;
	});
}

/** The height of all lanes. */
export function heightOf(places: readonly LanePlace[]): number {
	const last = places.at(-1);
	return last ? last.top + last.height : 0;
}

/** The marks of a lane. Marks that would cover each other are put on the next level outward. */
export function placeMarks(place: LanePlace, rows: readonly TimelineRow[], camera: Camera): MarkPlace[] {
	const ends: Record<string, number[]> = { supports: [], contradicts: [], context: [] };
	return rows.map((row) => {
		const { event } = row;
		const size =
			event.kind === 'evidence' || event.kind === 'proposal' ? (event.strength ? sizes[event.strength] : unrated) : 5;
		const span = spanOf(row, camera);
		const x = anchorOf(row, camera);
		const side = event.stance ?? 'context';
		const level = takeLevel(ends[side] ?? [], x, size);
		const out = side === 'context' ? 0 : stem + level * levelHeight;
		// On the line there is one level; what stands too near is moved aside a little instead of hidden.
		const aside = side === 'context' && level > 0 ? level * 3 : 0;
		return { row, x: x + aside, y: place.line + (side === 'contradicts' ? out : -out), size, line: place.line, span };
	});
}

function takeLevel(ends: number[], x: number, size: number): number {
	let level = ends.findIndex((end) => end <= x - size);
	if (level < 0) level = ends.length < levels ? ends.length : ends.indexOf(Math.min(...ends));
	ends[level] = x + size + 1;
	return level;
}

function spanOf({ event }: TimelineRow, camera: Camera): MarkPlace['span'] {
	const [from, to] = [numberOf(event.from), numberOf(event.to)];
	if (from === to) return null;
	return {
		from: from === null ? Number.NEGATIVE_INFINITY : xOf(camera, from),
		to: to === null ? Number.POSITIVE_INFINITY : xOf(camera, to + 1),
	};
}

function anchorOf({ event }: TimelineRow, camera: Camera): number {
	const [from, to] = [numberOf(event.from), numberOf(event.to)];
	if (from === null && to === null) return undatedX;
	const at = from !== null && to !== null ? (from + to) / 2 : (from ?? to ?? 0);
	return xOf(camera, at + 0.5);
}

/** The stretches of a lane that deserve a look. */
export function placeBands(lane: TimelineLane, camera: Camera): BandPlace[] {
	return lane.markers.map((marker) => ({
		marker,
		from: xOf(camera, numberOf(marker.from) ?? 0),
		to: xOf(camera, (numberOf(marker.to) ?? 0) + 1),
	}));
}

/** The mark nearest to a point, within reach. */
export function findMark(marks: readonly MarkPlace[], x: number, y: number, reach = 12): MarkPlace | null {
	let best: MarkPlace | null = null;
	let distance = reach;
	for (const mark of marks) {
		const away = Math.hypot(mark.x - x, mark.y - y);
		if (away <= distance) [best, distance] = [mark, away];
	}
	return best;
}

/** The camera that shows all days between two in a width. */
export function fit(first: number, last: number, width: number): Camera {
	const days = Math.max(14, last - first);
	const [left, right] = [48, 64];
	const pixelsPerDay = Math.max(0.001, (width - left - right) / days);
	return { pixelsPerDay, offset: left - first * pixelsPerDay };
}
