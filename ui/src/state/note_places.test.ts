// Where the person was in each note, kept over a start.
import { describe, expect, it } from 'vitest';
import { NotePlaces } from './note_places';

const place = { anchor: 4, head: 9, line: 3, offset: 2, folds: [1] };

describe('places in notes', () => {
	it('are told by what shows a note, and come back at the next start', () => {
		const places = new NotePlaces();
		places.follow(
			() => 'a.md',
			() => place,
		);
		const record = JSON.parse(JSON.stringify(places.record()));
		const next = new NotePlaces();
		next.restore(record);
		expect(next.find('a.md')).toEqual(place);
	});

	it('are kept when a note is left, and follow it when it is moved', () => {
		const places = new NotePlaces();
		places.follow(
			() => 'x/a.md',
			() => place,
		)();
		places.move([{ from: 'x', to: 'y' }]);
		expect(places.find('y/a.md')).toEqual(place);
		expect(places.find('x/a.md')).toBeUndefined();
	});

	it('of a view that only scrolls leave the cursor where it was', () => {
		const places = new NotePlaces();
		places.follow(
			() => 'a.md',
			() => place,
		)();
		places.follow(
			() => 'a.md',
			() => ({ line: 7, offset: 0 }),
		)();
		expect(places.find('a.md')).toEqual({ ...place, line: 7, offset: 0 });
	});

	it('at the start are none, and the oldest are forgotten', () => {
		const places = new NotePlaces();
		places.follow(
			() => 'start.md',
			() => ({ line: 1, offset: -40 }),
		)();
		for (let n = 0; n < 400; n += 1)
			places.follow(
				() => `${n}.md`,
				() => place,
			)();
		const kept = Object.keys(places.record());
		expect(kept).toHaveLength(300);
		expect(kept.at(-1)).toBe('399.md');
	});

	it('that make no sense are left out', () => {
		const places = new NotePlaces();
		for (const record of [null, 'x', { 'a.md': null, 'b.md': { line: 'x' }, 'c.md': place }]) places.restore(record);
		expect(Object.keys(places.record())).toEqual(['c.md']);
	});
});
