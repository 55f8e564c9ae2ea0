// The stretches of a lane that deserve a look: what they say in a few words, in a sentence, and among the rows of the table.

import type { TimelineLane, TimelineMarker } from '../backend/bindings';
import { formatDay, formatSpan, numberOf, withDays } from './days';
import { withThousands } from './plurals';
import { strings } from './strings';
import type { TimelineRow } from './timeline_rows';

/** What the core's sentence says in the fewest words that still tell the rule. */
const rules: Record<TimelineMarker['kind'], [RegExp, (found: string[]) => string][]> = {
	burst: [
		[
			/^([\d,]+) independent.* within (\d+) hours/,
			([roots, hours]) => strings.timeline.rules.burst(withThousands(`${roots} roots`), hours),
		],
	],
	silence: [[/longer than (\d+) times the usual gap/, ([times]) => strings.timeline.rules.silence(times)]],
	tension: [
		[/moved from (\S+%) to (\S+%)/, ([from, to]) => strings.timeline.rules.moved(from, to)],
		[/^(\d+) strong/, ([roots]) => strings.timeline.rules.unanswered(roots)],
	],
	stale: [],
	claim: [[/claimed (\d+), found (\d+)/, ([claimed, found]) => strings.timeline.rules.claim(claimed, found)]],
};

/** The kind of a marker with its rule: `burst: 3 roots in 48 h`. */
export function ruleOf(marker: TimelineMarker, today: string): string {
	const words = strings.timeline;
	if (marker.kind === 'stale') return words.rules.stale(formatDay(marker.from, today));
	for (const [pattern, say] of rules[marker.kind]) {
		const found = pattern.exec(marker.text);
		if (found) return say(found.slice(1));
	}
	return words.marker(marker.kind, 1);
}

/** The whole sentence of a marker, with its rule. */
export function describeMarker(marker: TimelineMarker, today: string): string {
	return `${strings.timeline.marker(marker.kind, 1)}: ${withThousands(withDays(marker.text, today))}`;
}

/** When a marker was. */
export function spanOfMarker({ from, to }: TimelineMarker, today: string): string {
	return formatSpan({ from, to, precision: from === to ? 'day' : 'range' }, today);
}

/** A row of the table: an event, or a marker of a lane. */
export type TableRow = { key: string } & ({ row: TimelineRow } | { marker: TimelineMarker; lane: number });

/** The rows of the table: those of the picture in their order, each marker before the first event of its days. */
export function listTableRows(lanes: readonly TimelineLane[], rows: readonly TimelineRow[]): TableRow[] {
	const listed: TableRow[] = [];
	let at = 0;
	for (const [lane, { markers }] of lanes.entries()) {
		const waiting = markers.map((marker, index) => ({ marker, lane, key: `marker ${lane} ${index}` }));
		for (let row = rows[at]; row && row.lane === lane; row = rows[++at]) {
			const day = row.from ?? row.to ?? Number.POSITIVE_INFINITY;
			while (waiting[0] && (numberOf(waiting[0].marker.from) ?? 0) <= day) listed.push(...waiting.splice(0, 1));
			listed.push({ key: `row ${row.index}`, row });
		}
		listed.push(...waiting);
	}
	return listed;
}
