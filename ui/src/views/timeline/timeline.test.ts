// Where the timeline puts things, and its ticks, told by examples.
import { describe, expect, it } from 'vitest';
import { dayNumber } from '../../state/days';
import { event, timeline } from '../../state/thesis_samples';
import { listTimelineRows } from '../../state/timeline_rows';
import { drawNumbers } from './draw_mark';
import { fit, heightOf, placeLanes, xOf } from './lay_out';
import { findDay, placeBars, placeDay, scaleOf } from './overview';
import { findBand, findMark, findPile, inSight, placeMarks, topOf } from './place_marks';
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
const marks = inSight(placeMarks(first, rows, camera.pixelsPerDay), camera, 1000).marks;
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

describe('a stretch that deserves a look', () => {
	const lane = { ...first.lane, markers: [] as typeof first.lane.markers };
	lane.markers = [
		{ kind: 'burst', from: '2026-05-04', to: '2026-05-06', text: 'b' },
		{ kind: 'silence', from: '2026-05-10', to: '2026-05-30', text: 's' },
	];
	const { bands } = inSight(placeMarks({ ...first, lane }, [], camera.pixelsPerDay), camera, 1000);
	const at = (day: string, down: number) =>
		findBand(bands, xOf(camera, dayNumber(day) + 0.5), first.line + down)?.markers[0].kind;

	it('is found where it is drawn: a burst above the line, a silence below', () => {
		expect([at('2026-05-05', -30), at('2026-05-05', 30)]).toEqual(['burst', undefined]);
		expect([at('2026-05-20', 25), at('2026-05-20', -30)]).toEqual(['silence', undefined]);
		expect(at('2026-05-08', -30)).toBeUndefined();
	});
});

describe('what stands too close', () => {
	const day = (label: string, from: string, stance: 'supports' | 'contradicts' = 'supports') =>
		event({ label, from, to: from, stance });
	const many = timeline({
		Rails: [
			...Array.from({ length: 10_000 }, (_, n) => day(`same ${n}`, '2026-05-04')),
			...Array.from({ length: 100 }, (_, n) => day(`other ${n}`, '2026-05-20', 'contradicts')),
			day('alone', '1887-01-01'),
			event({ label: 'when?', from: null, to: null }),
		],
	});
	const [place] = placeLanes(many.lanes);
	if (!place) throw new Error('there is a lane');
	const all = listTimelineRows(many.lanes);

	it('is a pile on its side, as high as it is large, and every event is in it or a mark', () => {
		const { piles, marks: alone } = placeMarks(place, all, 10);
		expect(piles.map(({ side, rows: inside }) => [side, inside.length])).toEqual([
			['supports', 10_000],
			['contradicts', 100],
		]);
		expect(alone.map(({ row }) => row.event.label)).toEqual(['alone', 'when?']);
		const [high, low] = piles.map((pile) => Math.abs(topOf(pile) - pile.line));
		expect(high).toBeGreaterThan(low ?? 0);
	});

	it('stays the same while the camera moves, and is found where it stands', () => {
		const placed = placeMarks(place, all, 10);
		for (const offset of [0, 333.3]) {
			const near = { pixelsPerDay: 10, offset: offset - dayNumber('2026-05-01') * 10 };
			const { piles, marks: seen } = inSight(placed, near, 1000);
			expect(piles.map((pile) => pile.rows.length)).toEqual([10_000, 100]);
			expect(seen.map(({ row }) => row.event.label)).toEqual(['when?']);
			const [pile] = piles;
			if (!pile) throw new Error('there is a pile');
			expect(findPile(piles, pile.x + 2, pile.line - 4)).toBe(pile);
			expect(findPile(piles, pile.x + 2, pile.line + 20)).toBeNull();
		}
	});
});

describe('the strip of all days', () => {
	const days = [
		{ day: '2026-05-01', supports: 4, contradicts: 0, other: 0 },
		{ day: '2026-05-10', supports: 0, contradicts: 1, other: 1 },
	];
	const scale = scaleOf(days, dayNumber('2026-06-01'), 416);

	it('holds every day and today, and finds the day at a place', () => {
		expect([scale.first, scale.last]).toEqual([dayNumber('2026-05-01'), dayNumber('2026-06-01')]);
		for (let each = scale.first; each <= scale.last; each++) {
			expect(findDay(scale, placeDay(scale, each) + 1)).toBe(each);
		}
		expect([findDay(scale, -50), findDay(scale, 9999)]).toEqual([scale.first, scale.last]);
	});

	it('draws a bar where there is something, the little ones too', () => {
		const bars = placeBars(days, scale);
		expect(bars.map(({ supports, contradicts, other }) => [supports, contradicts, other])).toEqual([
			[1, 0, 0],
			[0, 0.5, 0.5],
		]);
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

describe('the numbers of a lane', () => {
	it('are those with which a day ended', () => {
		const confidence = (day: string, number: number, line: number) =>
			event({ kind: 'confidence', stance: null, from: day, to: day, number, line });
		const answer = timeline({
			Rails: [confidence('2026-05-04', 0.45, 1), confidence('2026-05-04', 0.6, 2), confidence('2026-05-20', 0.5, 3)],
		});
		const rows = listTimelineRows(answer.lanes);
		const marks = rows.map((row) => ({
			row,
			x: dayNumber(row.event.from ?? '') * 10,
			y: 40,
			size: 4,
			line: 40,
			span: null,
			undated: false,
		}));
		const drawn: string[] = [];
		const pen = { measureText: () => ({ width: 20 }), fillText: (text: string) => drawn.push(text) };
		drawNumbers(pen as never, marks, { pixelsPerDay: 10 } as never, {} as never);
		expect(drawn).toEqual(['60%', '50%']);
	});
});
