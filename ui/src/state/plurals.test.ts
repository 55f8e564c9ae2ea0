// Numbers as the window writes them.
import { expect, it } from 'vitest';
import { shortNumber, withThousands } from './plurals';

it('numbers are short where there is little room', () => {
	expect([7, 999, 1000, 1234, 9949, 9960, 34_500].map(shortNumber)).toEqual([
		'7',
		'999',
		'1k',
		'1.2k',
		'9.9k',
		'10k',
		'35k',
	]);
});

it('what the core counts has its thousands apart, and a year stays a year', () => {
	expect(withThousands('10000 notes · 3334 independent: 3334 for, 0 against; 4 May 2026 to 3 Nov 2026')).toBe(
		'10,000 notes · 3,334 independent: 3,334 for, 0 against; 4 May 2026 to 3 Nov 2026',
	);
});
