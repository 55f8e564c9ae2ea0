// Tests of backend: what it does, told by examples.
import { expect, test } from 'vitest';
import { errorText } from './backend';

test('an error of the core reads as its message and its hint', () => {
	expect(errorText({ code: 'exists', message: 'a.md exists already', hint: 'choose another name' })).toBe(
		'a.md exists already: choose another name',
	);
	expect(errorText({ code: 'failed', message: 'no room' })).toBe('no room');
	expect(errorText(new Error('gone'))).toBe('gone');
});
