// The events of a timeline that are shown, in one order for the picture, the keyboard and the table.

import type { Timeline, TimelineEvent, TimelineEventKind, TimelineLane } from '../backend/bindings';
import { formatSpan } from './days';
import type { EventGroup } from './desk.svelte';
import { plainText } from './linked_text';
import { strings } from './strings';

/** One event with the lane it stands in. */
export interface TimelineRow {
	/** Position among all rows, from 0. */
	index: number;
	/** Position of the lane, from 0. */
	lane: number;
	event: TimelineEvent;
}

const groups: Record<TimelineEventKind, EventGroup> = {
	evidence: 'evidence',
	proposal: 'proposal',
	confidence: 'confidence',
	watch_opened: 'watch',
	watch_due: 'watch',
	watch_resolved: 'watch',
};

/** The lanes without the groups that are hidden. */
export function listLanes(timeline: Timeline, hidden: ReadonlySet<EventGroup>): TimelineLane[] {
	if (hidden.size === 0) return timeline.lanes;
	return timeline.lanes.map((lane) => ({
		...lane,
		events: lane.events.filter((event) => !hidden.has(groups[event.kind])),
	}));
}

/** The rows of all lanes, in order. */
export function listTimelineRows(lanes: readonly TimelineLane[]): TimelineRow[] {
	const rows: TimelineRow[] = [];
	for (const [lane, { events }] of lanes.entries()) {
		for (const event of events) rows.push({ index: rows.length, lane, event });
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
	const inLane = (lane: number) => rows.filter((other) => other.lane === lane);
	switch (key) {
		case 'ArrowRight':
			return Math.min(from + 1, rows.length - 1);
		case 'ArrowLeft':
			return Math.max(from - 1, 0);
		case 'Home':
			return inLane(row.lane)[0]?.index ?? from;
		case 'End':
			return inLane(row.lane).at(-1)?.index ?? from;
		default:
			return nearest(rows, row, key === 'ArrowDown' ? 1 : -1);
	}
}

function nearest(rows: readonly TimelineRow[], row: TimelineRow, by: 1 | -1): number {
	const last = rows.at(-1)?.lane ?? 0;
	for (let lane = row.lane + by; lane >= 0 && lane <= last; lane += by) {
		const others = rows.filter((other) => other.lane === lane);
		const distance = (other: TimelineRow) => Math.abs(timeOf(other.event) - timeOf(row.event));
		const best = others.sort((a, b) => distance(a) - distance(b))[0];
		if (best) return best.index;
	}
	return row.index;
}

const timeOf = ({ from, to }: TimelineEvent) => {
	const day = from ?? to;
	return day === null ? Number.MAX_SAFE_INTEGER / 2 : Date.parse(day);
};

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
