// Tests of what the outline shows.
import { expect, it } from 'vitest';
import { filterOutline, headingAt } from './outline_rows';

const rows = [
	{ level: 1, text: 'Retail', line: 3 },
	{ level: 2, text: 'Robots in stores', line: 5 },
	{ level: 2, text: 'Prices', line: 9 },
	{ level: 1, text: 'Cloud', line: 12 },
];

it('a filter leaves the headings that hold all its words, and those above them', () => {
	const shown = (filter: string) => filterOutline(rows, filter).map(({ row, found }) => `${row.text} ${found}`);
	expect(shown('stores ROB')).toEqual(['Retail false', 'Robots in stores true']);
	expect(shown('cloud')).toEqual(['Cloud true']);
	expect(shown('moon')).toEqual([]);
	expect(filterOutline(rows, ' ').every(({ found }) => found)).toBe(true);
	expect(filterOutline(rows, '').map(({ row }) => row)).toEqual(rows);
});

it('a line is in the section of the last heading above it', () => {
	expect([1, 3, 8, 40].map((line) => headingAt(rows, line)?.text)).toEqual([
		undefined,
		'Retail',
		'Robots in stores',
		'Cloud',
	]);
});
