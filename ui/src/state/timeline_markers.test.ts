// What a timeline's markers say, told by the core's own sentences.
import { describe, expect, it } from 'vitest';
import type { TimelineMarker } from '../backend/bindings';
import { event, timeline } from './thesis_samples';
import { describeMarker, listTableRows, ruleOf } from './timeline_markers';
import { listTimelineRows } from './timeline_rows';

const today = '2026-11-28';
const marker = (
	kind: TimelineMarker['kind'],
	text: string,
	from = '2026-05-04',
	to = '2026-05-06',
): TimelineMarker => ({
	kind,
	from,
	to,
	text,
});

describe('a marker', () => {
	it('says its rule in few words', () => {
		const said = [
			marker('burst', '3 independent data points from 2026-05-04 to 2026-05-06; rule: at least 3 within 48 hours'),
			marker(
				'silence',
				'no data point after 2026-05-06 until 2026-09-01, 118 days; rule: longer than 3 times the usual gap of 9 days',
			),
			marker(
				'tension',
				'confidence moved from 50% to 65% on 2026-05-05 with no data point within 7 days; rule: more than 10 points',
			),
			marker(
				'tension',
				'4 strong independent contradictions from 2026-05-04 to 2026-05-06 and no line in the confidence log after them; rule: at least 3',
			),
			marker('stale', 'to be reviewed by 2026-05-04, 208 days ago; rule: review_by has passed'),
			marker('claim', 'amazon durability claims the third data point in 48 hours: claimed 3, found 2'),
			marker('burst', 'something else'),
		].map((each) => ruleOf(each, today));
		expect(said).toEqual([
			'burst: 3 roots in 48 h',
			'silence: over 3 times the usual gap',
			'tension: 50% to 65% with no new data point',
			'tension: 4 strong against, no log line since',
			'review was due 4 May',
			'claimed 3, found 2',
			'burst',
		]);
	});

	it('is told as a whole sentence with its days', () => {
		const text = '3 independent data points from 2026-05-04 to 2026-05-06; rule: at least 3 within 48 hours';
		expect(describeMarker(marker('burst', text), today)).toBe(
			'burst: 3 independent data points from 4 May to 6 May; rule: at least 3 within 48 hours',
		);
	});
});

describe('the rows of the table', () => {
	it('are those of the picture, with each marker before the first event of its days', () => {
		const answer = timeline({
			Rails: [
				event({ label: 'a', from: '2026-05-01', to: '2026-05-01' }),
				event({ label: 'b', from: '2026-05-04', to: '2026-05-04' }),
				event({ label: 'undated', from: null, to: null }),
			],
			Empty: [],
			Seats: [event({ label: 'c' })],
		});
		for (const [lane, markers] of [
			[marker('burst', 'b'), marker('silence', 's', '2026-08-01')],
			[marker('stale', 'r')],
			[],
		].entries()) {
			Object.assign(answer.lanes[lane] ?? {}, { markers });
		}
		const listed = listTableRows(answer.lanes, listTimelineRows(answer.lanes)).map((each) =>
			'marker' in each ? each.marker.kind : each.row.event.label,
		);
		expect(listed).toEqual(['a', 'burst', 'b', 'silence', 'undated', 'stale', 'c']);
	});
});
