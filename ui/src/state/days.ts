// Calendar days as the core writes them, `2026-05-04`: arithmetic and words. No time zone ever moves one.

import type { DatePrecision, Day } from '../backend/bindings';
import { strings } from './strings';

const dayMs = 86_400_000;

/** Days that were counted before: thousands of events share a few hundred of them. */
const counted = new Map<Day, number>();
const mostCounted = 20_000;

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
	const known = counted.get(day);
	if (known !== undefined) return known;
	if (counted.size >= mostCounted) counted.clear();
	const number = Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs);
	counted.set(day, number);
	return number;
}

/** The number of a day as the core writes it, or null. */
export function numberOf(written: Day | null): number | null {
	return written === null ? null : dayNumber(written);
}

/** The day of a number of days since 1970-01-01. */
export function dayOf(number: number): Day {
	return new Date(Math.round(number) * dayMs).toISOString().slice(0, 10);
}

const formats = {
	day: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
	dayYear: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
	month: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
};

/** `8 May 2026`; without the year where it is `today`'s. */
export function formatDay(day: Day, today?: Day): string {
	const date = new Date(`${day}T00:00:00Z`);
	if (Number.isNaN(date.getTime())) return day;
	return (today?.slice(0, 4) === day.slice(0, 4) ? formats.day : formats.dayYear).format(date);
}

export interface Span {
	from: Day | null;
	to: Day | null;
	precision: DatePrecision;
}

/** A span in words: a day, `May 2026`, `Q2 2026`, `2026`, `1–3 May 2026`, `after 1 May 2026`, `no date`. */
export function formatSpan({ from, to, precision }: Span, today?: Day): string {
	if (from === null && to === null) return strings.dates.none;
	if (from === null) return strings.dates.before(formatDay(to ?? '', today));
	if (to === null) return strings.dates.after(formatDay(from, today));
	if (from === to) return formatDay(from, today);
	if (precision === 'year') return from.slice(0, 4);
	if (precision === 'quarter') return `Q${Math.ceil(Number(from.slice(5, 7)) / 3)} ${from.slice(0, 4)}`;
	if (precision === 'month') return formats.month.format(new Date(`${from}T00:00:00Z`));
	return `${formatDay(from, to)} – ${formatDay(to, today)}`;
}

/** A sentence of the core with its days as the window writes them. */
export function withDays(text: string, today?: Day): string {
	return text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => formatDay(day, today));
}

/** The day it is here. */
export function today(now: Date = new Date()): Day {
	const two = (n: number) => String(n).padStart(2, '0');
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
