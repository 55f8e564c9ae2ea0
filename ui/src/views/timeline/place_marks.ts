// Where the events of a lane stand: supports above the line, contradicts below, context on it; what stands too close
// to be told apart becomes a pile. Nothing is drawn here.
import type { TimelineMarker } from '../../backend/bindings';
import { numberOf } from '../../state/days';
import type { TimelineRow } from '../../state/timeline_rows';
import { type Camera, type LanePlace, xOf } from './lay_out';

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
	/** Nothing says when: it stands at the left edge wherever the camera is. */
	undated: boolean;
}

/** Events that stand too close to be told apart, as one pile. */
export interface PilePlace {
	side: Side;
	rows: TimelineRow[];
	/** Its first and last day; both are infinite for the undated. */
	days: { from: number; to: number };
	x: number;
	width: number;
	/** Its height as a share of the highest pile of its lane. */
	share: number;
	line: number;
	undated: boolean;
}

export interface BandPlace {
	/** Those that are drawn as one; at least one, and all of a kind. */
	markers: [TimelineMarker, ...TimelineMarker[]];
	from: number;
	to: number;
	/** The line of its lane. */
	line: number;
}

/** All of a lane, from the day 0 on: it stays the same while the camera only moves. */
export interface LaneMarks {
	marks: MarkPlace[];
	piles: PilePlace[];
	bands: BandPlace[];
}

/** Where an event is put: above the line, below it, or on it with its like. */
type Side = 'supports' | 'contradicts' | 'context' | 'confidence' | 'watch';

const levelHeight = 15;
const stem = 16;
const levels = 3;
/** So many may stand on one place, partly over each other, before they are a pile: a few are told apart by their size. */
const mostMarks = 6;
/** What stands closer than this stands on one place. */
const cellWidth = 16;
const pileLeast = 10;
const pileMost = 30;
const openEnd = 120;
const sizes = { strong: 7.5, moderate: 6, weak: 4.5 };
const unrated = 5;
/** Where the undated stand, from the left edge. */
export const undatedX = 20;

/**
 * The marks of a lane, counted from the day 0. Marks that would cover each other are put on the next level outward;
 * where there are too many for that, they become a pile. What goes into one pile depends on the zoom alone, so that
 * nothing flickers while the picture is moved.
 */
export function placeMarks(place: LanePlace, rows: readonly TimelineRow[], pixelsPerDay: number): LaneMarks {
	const camera = { offset: 0, pixelsPerDay };
	const piles: PilePlace[] = [];
	const marks: MarkPlace[] = [];
	const ends: Record<string, number[]> = {};
	for (const cell of groupByCell(rows, pixelsPerDay)) {
		if (cell.rows.length > mostMarks) piles.push(placePile(place, cell, camera));
		else for (const row of cell.rows) marks.push(placeMark(place, row, camera, ends));
	}
	const highest = Math.max(1, ...piles.map((pile) => pile.rows.length));
	for (const pile of piles) pile.share = Math.sqrt(pile.rows.length / highest);
	marks.sort((a, b) => a.row.index - b.row.index);
	// What lies on the line is drawn over what stands on it.
	piles.sort((a, b) => Number(isOnLine(a)) - Number(isOnLine(b)) || a.x - b.x);
	return { marks, piles, bands: placeBands(place, camera) };
}

function isOnLine({ side }: PilePlace): boolean {
	return side !== 'supports' && side !== 'contradicts';
}

interface Cell {
	side: Side;
	/** Counted in days from the day 0, by `days` at a time; infinite for the undated. */
	index: number;
	days: number;
	rows: TimelineRow[];
}

/** The rows by side and stretch of days; the stretches are as long as a mark is wide. */
function groupByCell(rows: readonly TimelineRow[], pixelsPerDay: number): Cell[] {
	const days = Math.max(1, Math.ceil(cellWidth / pixelsPerDay));
	const cells = new Map<string, Cell>();
	for (const row of rows) {
		const day = anchorOf(row);
		const side = sideOf(row);
		const index = day === null ? Number.NEGATIVE_INFINITY : Math.floor(day / days);
		const key = `${side} ${index}`;
		const cell = cells.get(key);
		if (cell) cell.rows.push(row);
		else cells.set(key, { side, index, days, rows: [row] });
	}
	return [...cells.values()];
}

function sideOf({ event }: TimelineRow): Side {
	if (event.kind === 'confidence') return 'confidence';
	if (event.kind !== 'evidence' && event.kind !== 'proposal') return 'watch';
	return event.stance ?? 'context';
}

function placePile({ line }: LanePlace, { side, index, days, rows }: Cell, camera: Camera): PilePlace {
	const undated = !Number.isFinite(index);
	const [from, to] = undated ? [index, index] : [index * days, index * days + days - 1];
	const width = undated ? cellWidth : days * camera.pixelsPerDay;
	const x = undated ? undatedX - cellWidth / 2 : xOf(camera, from);
	// A day that is drawn wide is no wider pile.
	const drawn = Math.min(width, 2 * cellWidth);
	return { side, rows, days: { from, to }, x: x + (width - drawn) / 2, width: drawn, share: 1, line, undated };
}

function placeMark({ line }: LanePlace, row: TimelineRow, camera: Camera, ends: Record<string, number[]>): MarkPlace {
	const { event } = row;
	const side = event.stance ?? 'context';
	const size =
		event.kind === 'evidence' || event.kind === 'proposal' ? (event.strength ? sizes[event.strength] : unrated) : 5;
	const day = anchorOf(row);
	const undated = day === null;
	const x = undated ? undatedX : xOf(camera, day + 0.5);
	const key = `${side} ${undated}`;
	const taken = ends[key] ?? [];
	ends[key] = taken;
	const level = takeLevel(taken, x, size);
	const out = side === 'context' ? 0 : stem + level * levelHeight;
	// On the line there is one level; what stands too near is moved aside a little instead of hidden.
	const aside = side === 'context' && level > 0 ? level * 3 : 0;
	const y = line + (side === 'contradicts' ? out : -out);
	return { row, x: x + aside, y, size, line, span: spanOf(row, camera), undated };
}

function takeLevel(ends: number[], x: number, size: number): number {
	let level = ends.findIndex((end) => end <= x - size);
	if (level < 0) level = ends.length < levels ? ends.length : ends.indexOf(Math.min(...ends));
	ends[level] = x + size + 1;
	return level;
}

function spanOf({ from, to }: TimelineRow, camera: Camera): MarkPlace['span'] {
	if (from === to) return null;
	return {
		from: from === null ? Number.NEGATIVE_INFINITY : xOf(camera, from),
		to: to === null ? Number.POSITIVE_INFINITY : xOf(camera, to + 1),
	};
}

/** The day at which an event stands: the middle of a stretch; null where nothing says when. */
function anchorOf({ from, to }: TimelineRow): number | null {
	if (from !== null && to !== null) return Math.floor((from + to) / 2);
	return from ?? to;
}

/** The stretches of a lane that deserve a look; those of one kind that nearly touch are one. */
function placeBands({ lane, line }: LanePlace, camera: Camera): BandPlace[] {
	const bands: BandPlace[] = [];
	const last = new Map<string, BandPlace>();
	for (const marker of lane.markers) {
		const from = xOf(camera, numberOf(marker.from) ?? 0);
		const to = xOf(camera, (numberOf(marker.to) ?? 0) + 1);
		const before = last.get(marker.kind);
		if (before && from - before.to < cellWidth) {
			before.to = Math.max(before.to, to);
			before.markers.push(marker);
			continue;
		}
		const band: BandPlace = { markers: [marker], from, to, line };
		last.set(marker.kind, band);
		bands.push(band);
	}
	return bands;
}

/** What of a lane is in sight, where the camera has it. */
export function inSight({ marks, piles, bands }: LaneMarks, { offset }: Camera, width: number): LaneMarks {
	const beside = 40;
	const seen = (from: number, to: number) => to > -beside && from < width + beside;
	const moved = marks.flatMap((mark) => {
		if (mark.undated) return [mark];
		const x = mark.x + offset;
		const span = mark.span && { from: mark.span.from + offset, to: mark.span.to + offset };
		const reach = span ? reachOf(span) : { from: x, to: x };
		return seen(Math.min(x, reach.from), Math.max(x, reach.to)) ? [{ ...mark, x, span }] : [];
	});
	return {
		marks: moved,
		piles: piles.flatMap((pile) => {
			if (pile.undated) return [pile];
			const x = pile.x + offset;
			return seen(x, x + pile.width) ? [{ ...pile, x }] : [];
		}),
		bands: bands.flatMap((band) => {
			const [from, to] = [band.from + offset, band.to + offset];
			return seen(from, to) ? [{ ...band, from, to }] : [];
		}),
	};
}

/** How far a stretch is drawn: an open end fades away. */
export function reachOf(span: { from: number; to: number }): { from: number; to: number } {
	return {
		from: Number.isFinite(span.from) ? span.from : span.to - openEnd,
		to: Number.isFinite(span.to) ? span.to : span.from + openEnd,
	};
}

/** The outer end of a pile. */
export function topOf({ side, share, line }: PilePlace): number {
	if (side === 'supports') return line - pileLeast - share * pileMost;
	if (side === 'contradicts') return line + pileLeast + share * pileMost;
	return line;
}

/** The pile at a point. */
export function findPile(piles: readonly PilePlace[], x: number, y: number): PilePlace | null {
	return (
		piles.find((pile) => {
			const top = topOf(pile);
			const [from, to] = [Math.min(top, pile.line) - 6, Math.max(top, pile.line) + 6];
			return x >= pile.x && x <= pile.x + pile.width && y >= from && y <= to;
		}) ?? null
	);
}

/** From where to where a stretch is drawn, counted from its line: a shade above it, a silence as dots below it. */
export function heightOfBand({ markers: [first] }: BandPlace): { from: number; to: number } {
	return first.kind === 'silence' ? { from: 16, to: 40 } : { from: -54, to: 8 };
}

/** The stretch at a point. */
export function findBand(bands: readonly BandPlace[], x: number, y: number): BandPlace | null {
	const isAt = (band: BandPlace) => {
		const { from, to } = heightOfBand(band);
		return (
			x >= band.from - 6 && x <= Math.max(band.to, band.from + 6) + 6 && y >= band.line + from && y <= band.line + to
		);
	};
	return bands.find(isAt) ?? null;
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
