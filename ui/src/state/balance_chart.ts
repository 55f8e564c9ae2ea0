// The evidence of a thesis over time as a picture: steps of independent data points for and against, and the person's
// confidence over them. Numbers in, places out; nothing is drawn here.

import type { BalanceDay, ConfidenceRow, Day, LedgerRow, StrengthCounts, ThesisPage } from '../backend/bindings';
import { dayNumber, dayOf } from './days';

/** One row of the picture's table: a day on which the evidence or the confidence changed. */
export interface BalanceRow {
	day: Day;
	/** Null on a day before any evidence. */
	balance: BalanceDay | null;
	/** The confidence on that day's end; null before the first. */
	confidence: number | null;
	/** The lines that the log has for this very day, in its order; each knows the number before it. */
	changes: ConfidenceRow[];
	/** The evidence that came on this very day, as the core counts it. */
	notes: LedgerRow[];
}

/** The days on which the evidence or the confidence changed, oldest first, with all that came on them. */
export function listBalance(page: Pick<ThesisPage, 'balance' | 'confidence_log' | 'ledger'>): BalanceRow[] {
	const changes = groupByDay(listChanges(page.confidence_log), (line) => line.day);
	const notes = groupByDay(page.ledger, dayOfEdge);
	const sums = new Map(page.balance.map((day) => [day.day, day]));
	const days = [...new Set([...changes.keys(), ...sums.keys()])].sort();
	let balance: BalanceDay | null = null;
	let confidence: number | null = null;
	return days.map((day) => {
		const lines = changes.get(day) ?? [];
		balance = sums.get(day) ?? balance;
		confidence = lines.at(-1)?.confidence ?? confidence;
		return { day, balance, confidence, changes: lines, notes: notes.get(day) ?? [] };
	});
}

/** The log, oldest first, where a line that leaves out the number before has that of the line before. */
export function listChanges(log: readonly ConfidenceRow[]): ConfidenceRow[] {
	return log.map((line, index) => ({ ...line, was: line.was ?? log[index - 1]?.confidence ?? null }));
}

/** The day from which an edge counts: what is known only as a span counts when all of it is past; drafts never do. */
function dayOfEdge({ review, published }: LedgerRow): Day | null {
	return review === 'confirmed' ? (published?.to ?? published?.from ?? null) : null;
}

function groupByDay<T>(list: readonly T[], dayOfEach: (each: T) => Day | null): Map<Day, T[]> {
	const groups = new Map<Day, T[]>();
	for (const each of list) {
		const day = dayOfEach(each);
		if (day === null) continue;
		const group = groups.get(day);
		if (group) group.push(each);
		else groups.set(day, [each]);
	}
	return groups;
}

export interface ChartSize {
	width: number;
	height: number;
	left: number;
	right: number;
	top: number;
	bottom: number;
}

/** A place of the picture that can be looked at closer: one day, or some that stand too close to be told apart. */
export interface Stop {
	x: number;
	/** The reach of the pointer, half-way to the stops beside it. */
	from: number;
	to: number;
	/** Where its last change of confidence stands; null where there is none. */
	y: number | null;
	rows: BalanceRow[];
}

/** Days that are nearer to each other than this, in pixels, are one stop. */
const nearest = 8;

export interface Chart {
	/** The line between for and against. */
	baseline: number;
	/** Areas as SVG paths, the strong ones apart. */
	areas: { stance: 'supports' | 'contradicts'; part: 'all' | 'strong'; path: string }[];
	/** The person's confidence as an SVG path, and each change of it. */
	curve: string;
	points: { x: number; y: number; change: ConfidenceRow }[];
	stops: Stop[];
	ticks: { x: number; day: Day }[];
	x(day: Day): number;
}

export const total = (counts: StrengthCounts) => counts.strong + counts.moderate + counts.weak + counts.unrated;

/** Places the picture in a box; the evidence fills it, 0 % of confidence is its floor and 100 % its ceiling. */
export function placeChart(rows: readonly BalanceRow[], today: Day, size: ChartSize): Chart {
	const first = dayNumber(rows[0]?.day ?? today);
	const last = Math.max(dayNumber(today), dayNumber(rows.at(-1)?.day ?? today), first + 1);
	const inner = Math.max(1, size.width - size.left - size.right);
	const x = (day: Day) => size.left + ((dayNumber(day) - first) / (last - first)) * inner;
	const end = size.left + inner;
	const most = (side: 'supports' | 'contradicts') =>
		Math.max(0, ...rows.map((row) => (row.balance ? total(row.balance[side]) : 0)));
	const [above, below] = [Math.max(1, most('supports')), most('contradicts')];
	const floor = size.height - size.bottom;
	const unit = (floor - size.top) / (above + below);
	const baseline = size.top + above * unit;
	const area = (side: 'supports' | 'contradicts', of: (counts: StrengthCounts) => number) => {
		const direction = side === 'supports' ? -1 : 1;
		const steps = rows.map((row) => ({ at: x(row.day), n: row.balance ? of(row.balance[side]) : 0 }));
		return stepped(steps, end, baseline, unit * direction);
	};
	const y = (confidence: number) => floor - confidence * (floor - size.top);
	const points = rows.flatMap((row) =>
		row.changes.map((change) => ({ x: x(row.day), y: y(change.confidence), change })),
	);
	return {
		baseline,
		areas: (['supports', 'contradicts'] as const).flatMap((stance) => [
			{ stance, part: 'all' as const, path: area(stance, total) },
			{ stance, part: 'strong' as const, path: area(stance, (counts) => counts.strong) },
		]),
		curve: curve(points, end),
		points,
		stops: placeStops(rows, x, y, end),
		ticks: listTicks(first, last, inner).map((day) => ({ day, x: x(day) })),
		x,
	};
}

function placeStops(
	rows: readonly BalanceRow[],
	x: (day: Day) => number,
	y: (confidence: number) => number,
	end: number,
): Stop[] {
	const stops: Stop[] = [];
	for (const row of rows) {
		const at = x(row.day);
		const last = row.changes.at(-1);
		const before = stops.at(-1);
		if (before && at - before.x < nearest) {
			before.rows.push(row);
			if (last) before.y = y(last.confidence);
		} else {
			stops.push({ x: at, from: 0, to: end, y: last ? y(last.confidence) : null, rows: [row] });
		}
	}
	for (const [index, stop] of stops.entries()) {
		const before = stops[index - 1];
		if (!before) continue;
		before.to = (before.x + stop.x) / 2;
		stop.from = before.to;
	}
	return stops;
}

function stepped(steps: { at: number; n: number }[], end: number, baseline: number, unit: number): string {
	const first = steps[0];
	if (!first || steps.every(({ n }) => n === 0)) return '';
	let path = `M${round(first.at)} ${round(baseline)}`;
	for (const [index, step] of steps.entries()) {
		const y = round(baseline + step.n * unit);
		path += `V${y}H${round(steps[index + 1]?.at ?? end)}`;
	}
	return `${path}V${round(baseline)}Z`;
}

// A number stands until the next one is written: the curve steps, it does not slope.
function curve(points: { x: number; y: number }[], end: number): string {
	const [first, ...rest] = points;
	if (!first) return '';
	return `M${round(first.x)} ${round(first.y)}${rest.map(({ x, y }) => `H${round(x)}V${round(y)}`).join('')}H${round(end)}`;
}

function listTicks(first: number, last: number, width: number): Day[] {
	const n = Math.max(1, Math.min(5, Math.floor(width / 110), last - first));
	return Array.from({ length: n + 1 }, (_, index) => dayOf(first + ((last - first) * index) / n));
}

const round = (value: number) => Math.round(value * 10) / 10;
