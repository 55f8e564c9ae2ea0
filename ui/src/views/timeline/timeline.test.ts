// Where the timeline puts things, and its ticks, told by examples.
import { describe, expect, it } from 'vitest';
import { dayNumber } from '../../state/days';
import { event, timeline } from '../../state/thesis_samples';
import { listTimelineRows } from '../../state/timeline_rows';
import { findMark, fit, heightOf, placeLanes, placeMarks, xOf } from './lay_out';
import { listTicks } from './ticks';

const answer = timeline({
	Rails: [
		event({ label: 'a' }),
		event({ label: 'b' }),
		event({ label: 'c', stance: 'contradicts', strength: 'weak' }),
		event({ label: 'd', stance: 'context' }),
		event({ label: 'e', from: '2026-05-01', to: '2026-05-31', precision: 'month' }),
		event({ label: 'f', from: '2026-05-01', to: null }),
	],
	Empty: [],
});
const places = placeLanes(answer.lanes);
const rows = listTimelineRows(answer.lanes);
const camera = fit(dayNumber('2026-05-01'), dayNumber('2026-05-31'), 1000);
const [first] = places;
if (!first) throw new Error('there is a lane');
const marks = placeMarks(first, rows, camera);
const [a, b, c, d, e, f] = marks;

describe('marks', () => {
	it('stand above the line for, below it against, on it for context', () => {
		expect(a?.y).toBeLessThan(first.line);
		expect(c?.y).toBeGreaterThan(first.line);
		expect(d?.y).toBe(first.line);
	});

	it('of the same day stand on different levels, and the harder is the larger', () => {
		expect(a?.x).toBe(b?.x);
		expect(b?.y).toBeLessThan(a?.y ?? 0);
		expect(a?.size).toBeGreaterThan(c?.size ?? 0);
	});

	it('of a partial date have a stretch, open where the date is', () => {
		expect(a?.span).toBeNull();
		expect(e?.span).toEqual({ from: xOf(camera, dayNumber('2026-05-01')), to: xOf(camera, dayNumber('2026-06-01')) });
		expect(f?.span?.to).toBe(Number.POSITIVE_INFINITY);
	});

	it('are found where they stand and nowhere else', () => {
		expect(findMark(marks, (c?.x ?? 0) + 4, c?.y ?? 0)?.row.event.label).toBe('c');
		expect(findMark(marks, 900, 5)).toBeNull();
	});
});

describe('lanes', () => {
	it('lie below each other, those without events low', () => {
		expect(places[1]?.top).toBe(first.height);
		expect(places[1]?.height).toBeLessThan(first.height);
		expect(heightOf(places)).toBe(first.height + (places[1]?.height ?? 0));
	});
});

describe('ticks', () => {
	it('are days, weeks, months or years, as there is room', () => {
		const from = dayNumber('2026-01-01');
		const labels = (days: number, pixels: number) => listTicks(from, from + days, pixels).map(({ label }) => label);
		expect(labels(2, 100)).toEqual(['1 Jan 2026', '2 Jan', '3 Jan']);
		expect(labels(20, 12)).toEqual(['5 Jan 2026', '12 Jan', '19 Jan']);
		expect(labels(100, 3)).toEqual(['Jan 2026', 'Feb', 'Mar', 'Apr']);
		expect(labels(1500, 0.3)).toEqual(['2026', '2027', '2028', '2029', '2030']);
	});

	it('come as few for a thousand years as for a week', () => {
		expect(listTicks(-400_000, 20_000, 1000 / 420_000).length).toBeLessThan(20);
		for (const { at } of listTicks(-400_000, 20_000, 0.01)) expect(Number.isInteger(at)).toBe(true);
	});
});
