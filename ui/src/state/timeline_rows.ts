// The events of a timeline that are shown, in one order for the picture, the keyboard and the table.

import type { TimelineEvent, TimelineLane } from '../backend/bindings';
import { formatSpan, numberOf } from './days';
import { plainText } from './linked_text';
import { strings } from './strings';

/** One event with the lane it stands in. */
export interface TimelineRow {
	/** Position among all rows, from 0. */
	index: number;
	/** Position of the lane, from 0. */
	lane: number;
	/** Its first and last day, counted from 1970-01-01; null where that end is open. */
	from: number | null;
	to: number | null;
	event: TimelineEvent;
}

/** The rows of all lanes, in order. */
export function listTimelineRows(lanes: readonly TimelineLane[]): TimelineRow[] {
	const rows: TimelineRow[] = [];
	for (const [lane, { events }] of lanes.entries()) {
		for (const event of events) {
			const from = numberOf(event.from);
			const to = event.to === event.from ? from : numberOf(event.to);
			rows.push({ index: rows.length, lane, from, to, event });
		}
	}
	return rows;
}

/** The rows of each lane, by its position. */
export function groupByLane(rows: readonly TimelineRow[]): Map<number, TimelineRow[]> {
	const groups = new Map<number, TimelineRow[]>();
	for (const row of rows) {
		const group = groups.get(row.lane);
		if (group) group.push(row);
		else groups.set(row.lane, [row]);
	}
	return groups;
}

/** The row that a step from another one leads to, or the same one at an end. Up and down change the lane. */
export function stepRow(rows: readonly TimelineRow[], from: number, key: string): number {
	const row = rows[from];
	if (!row) return rows.length > 0 ? 0 : -1;
	switch (key) {
		case 'ArrowRight':
			return Math.min(from + 1, rows.length - 1);
		case 'ArrowLeft':
			return Math.max(from - 1, 0);
		case 'Home':
			return boundsOf(rows, from).first;
		case 'End':
			return boundsOf(rows, from).last;
		default:
			return nearest(rows, from, key === 'ArrowDown' ? 1 : -1);
	}
}

/** The first and last row of the lane that a row is in. */
function boundsOf(rows: readonly TimelineRow[], at: number): { first: number; last: number } {
	const lane = rows[at]?.lane;
	let [first, last] = [at, at];
	while (rows[first - 1]?.lane === lane) first -= 1;
	while (rows[last + 1]?.lane === lane) last += 1;
	return { first, last };
}

/** The row of the next lane with rows that is nearest in time. */
function nearest(rows: readonly TimelineRow[], from: number, by: 1 | -1): number {
	const row = rows[from];
	const own = boundsOf(rows, from);
	const beside = by > 0 ? own.last + 1 : own.first - 1;
	if (!row || !rows[beside]) return from;
	const { first, last } = boundsOf(rows, beside);
	const others = rows.slice(first, last + 1);
	const distance = (other: TimelineRow) => Math.abs(timeOf(other) - timeOf(row));
	return others.reduce((best, other) => (distance(other) < distance(best) ? other : best)).index;
}

const timeOf = ({ from, to }: TimelineRow) => from ?? to ?? Number.MAX_SAFE_INTEGER / 2;

/** What an event is, in one sentence, for the card and for a screen reader. */
export function describeEvent(event: TimelineEvent, today: string): string {
	const words = strings.timeline;
	const stance = event.stance ? strings.stance.words[event.stance] : '';
	return [
		`${words.events[event.kind]}: ${plainText(event.label)}`,
		formatSpan(event, today),
		[stance, event.strength ?? ''].filter(Boolean).join(', '),
		event.count > 1 ? words.count(event.count) : '',
		event.draft ? words.draft : '',
		event.hollow ? strings.ledger.fellBack(event.basis_words) : '',
		plainText(event.detail),
	]
		.filter(Boolean)
		.join('. ');
}
