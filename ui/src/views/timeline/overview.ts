// The whole time of a timeline in a narrow strip: how much there is when, and which days are chosen.

import type { TimelineDay } from '../../backend/bindings';
import { dayNumber } from '../../state/days';

export interface OverviewScale {
	/** The first and last day, counted from 1970-01-01. */
	first: number;
	last: number;
	width: number;
}

export interface OverviewBar {
	x: number;
	/** Shares of the highest bar, from 0 to 1. */
	supports: number;
	contradicts: number;
	other: number;
}

/** The width of a bar in pixels. */
export const barWidth = 3;
const margin = 8;

/** The scale of all days that hold something, and of today. */
export function scaleOf(days: readonly TimelineDay[], today: number, width: number): OverviewScale {
	const [first, last] = [days[0], days.at(-1)].map((each) => (each ? dayNumber(each.day) : today));
	return { first: Math.min(first ?? today, today), last: Math.max(last ?? today, today), width };
}

/** Where a day begins. */
export function placeDay({ first, last, width }: OverviewScale, day: number): number {
	return margin + ((day - first) / (last + 1 - first)) * (width - 2 * margin);
}

/** The day at a place; the first or last one beyond the ends. */
export function findDay({ first, last, width }: OverviewScale, x: number): number {
	const share = (x - margin) / Math.max(1, width - 2 * margin);
	return Math.min(last, Math.max(first, first + Math.floor(share * (last + 1 - first))));
}

/** The bars, each for as many days as it covers. */
export function placeBars(days: readonly TimelineDay[], scale: OverviewScale): OverviewBar[] {
	const bars = new Map<number, OverviewBar>();
	for (const { day, supports, contradicts, other } of days) {
		const x = Math.floor(placeDay(scale, dayNumber(day)) / barWidth) * barWidth;
		const bar = bars.get(x) ?? { x, supports: 0, contradicts: 0, other: 0 };
		bars.set(x, {
			x,
			supports: bar.supports + supports,
			contradicts: bar.contradicts + contradicts,
			other: bar.other + other,
		});
	}
	const listed = [...bars.values()];
	const highest = Math.max(1, ...listed.map((bar) => Math.max(bar.supports, bar.contradicts, bar.other)));
	// A root, so that a single note beside a hundred is still seen.
	const share = (n: number) => (n === 0 ? 0 : Math.max(0.12, Math.sqrt(n / highest)));
	return listed.map((bar) => ({
		x: bar.x,
		supports: share(bar.supports),
		contradicts: share(bar.contradicts),
		other: share(bar.other),
	}));
}
