// Tests of looking for words in the pages of a document.
import { describe, expect, it } from 'vitest';
import { findOnPage, foldItems } from './pdf_text';

/** Items from lines; `/` cuts a line into several. */
function page(...lines: string[]) {
	return foldItems(
		lines.flatMap((line) => line.split('/').map((str, at, all) => ({ str, hasEOL: at === all.length - 1 }))),
	);
}

/** Where a text is found, as `item:offset-item:offset`. */
function places(wanted: string, ...lines: string[]): string[] {
	return findOnPage(1, page(...lines), wanted).map(
		({ from, to }) => `${from.item}:${from.offset}-${to.item}:${to.offset}`,
	);
}

describe('a text of a document', () => {
	it.each([
		['rent', ['The rent, the Rent.'], ['0:4-0:8', '0:14-0:18']],
		['resume', ['a résumé'], ['0:2-0:8']],
		['Résumé', ['a resume'], ['0:2-0:8']],
		['office', ['the oﬃce'], ['0:4-0:8']],
		['one two', ['one/ /two'], ['0:0-2:3']],
		['one two', ['one', 'two'], ['0:0-1:3']],
		['information', ['infor-', 'mation'], ['0:0-1:6']],
		['a  b', ['a   b'], ['0:0-0:5']],
		['aa', ['aaaa'], ['0:0-0:2', '0:2-0:4']],
		['', ['x'], []],
		['  ', ['x y'], []],
		['no', ['x'], []],
	])('%j in %j is at %j', (wanted, lines, expected) => expect(places(wanted, ...lines)).toEqual(expected));
});
