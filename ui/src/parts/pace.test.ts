// How a long list grows.
import { expect, test } from 'vitest';
import { Pace } from './pace';

/** The rows of frames that begin so many milliseconds after each other. */
function listRows(pauses: number[]): number[] {
	let time = 0;
	const pace = new Pace(() => time);
	pace.begin();
	return pauses.map((pause) => {
		time += pause;
		pace.begin();
		return pace.rows;
	});
}

test('short frames get more rows, up to a screen or two', () => {
	const rows = listRows(Array.from({ length: 8 }, () => 16));
	expect(rows[0]).toBeGreaterThan(8);
	expect(rows.at(-1)).toBe(120);
});

test('long frames get fewer, but never none', () => {
	expect(listRows([80, 80, 80, 80])).toEqual([6, 6, 6, 6]);
});

test('what is neither stays', () => {
	expect(listRows([25, 30])).toEqual([8, 8]);
});

test('a pause between two growths tells nothing', () => {
	let time = 0;
	const pace = new Pace(() => time);
	pace.begin();
	pace.rest();
	time = 5000;
	pace.begin();
	expect(pace.rows).toBe(8);
});
