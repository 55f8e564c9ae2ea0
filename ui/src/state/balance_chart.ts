// The evidence of a thesis over time as a picture: steps of independent data points for and against, and the person's
// confidence over them. Numbers in, places out; nothing is drawn here.

import type { BalanceDay, ConfidenceRow, Day, StrengthCounts, ThesisPage } from '../backend/bindings';
import { dayNumber, dayOf } from './days';

/** One row of the picture's table. */
export interface BalanceRow {
	day: Day;
	/** Null on a day before any evidence. */
	balance: BalanceDay | null;
	/** The confidence on that day's end; null before the first. */
	confidence: number | null;
	/** The log has a line for this very day. */
	logged: boolean;
}

/** The days on which the evidence or the confidence changed, oldest first, with both. */
export function listBalance(page: Pick<ThesisPage, 'balance' | 'confidence_log'>): BalanceRow[] {
	const logged = new Map<Day, ConfidenceRow>();
	for (const line of page.confidence_log) logged.set(line.day, line);
	const sums = new Map(page.balance.map((day) => [day.day, day]));
	const days = [...new Set([...logged.keys(), ...sums.keys()])].sort();
	let balance: BalanceDay | null = null;
	let confidence: number | null = null;
	return days.map((day) => {
		balance = sums.get(day) ?? balance;
		confidence = logged.get(day)?.confidence ?? confidence;
		return { day, balance, confidence, logged: logged.has(day) };
	});
}

export interface ChartSize {
	width: number;
	height: number;
	left: number;
	right: number;
	top: number;
	bottom: number;
}

export interface Chart {
	/** The line between for and against. */
	baseline: number;
	/** Areas as SVG paths, the strong ones apart. */
	areas: { stance: 'supports' | 'contradicts'; part: 'all' | 'strong'; path: string }[];
	/** The person's confidence as an SVG path, and its changes. */
	curve: string;
	points: { x: number; y: number; row: BalanceRow }[];
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
	const points = rows.flatMap((row) =>
		row.confidence === null ? [] : [{ x: x(row.day), y: floor - row.confidence * (floor - size.top), row }],
	);
	return {
		baseline,
		areas: (['supports', 'contradicts'] as const).flatMap((stance) => [
			{ stance, part: 'all' as const, path: area(stance, total) },
			{ stance, part: 'strong' as const, path: area(stance, (counts) => counts.strong) },
		]),
		curve: curve(points, end),
		points: points.filter(({ row }) => row.logged),
		ticks: listTicks(first, last, inner).map((day) => ({ day, x: x(day) })),
		x,
	};
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
