// Tests of moving sections: what every other byte does meanwhile.
import { describe, expect, it } from 'vitest';
import type { OutlineRow, TextChange } from '../backend/bindings';
import { dropPlace, moveSection, sectionEnd, siblingPlace } from './section_moves';

const row = (line: number, level: number, text: string): OutlineRow => ({ line, level, text });

function applied(text: string, changes: TextChange[] | null): string | null {
	if (!changes) return null;
	return [...changes]
		.sort((a, b) => b.from - a.from)
		.reduce((all, change) => all.slice(0, change.from) + change.text + all.slice(change.to), text);
}

const tree = [row(1, 1, 'A'), row(2, 2, 'a'), row(3, 3, 'x'), row(4, 2, 'b'), row(5, 1, 'B')];

describe('a section', () => {
	it('reaches to the next heading of its level or a higher one', () => {
		expect(tree.map((_, at) => sectionEnd(tree, at))).toEqual([4, 3, 3, 5 - 1, 5]);
	});

	it('moves past a sibling, and stays within what it is part of', () => {
		expect(siblingPlace(tree, 1, 'down')).toBe(4);
		expect(siblingPlace(tree, 3, 'up')).toBe(1);
		expect(siblingPlace(tree, 0, 'down')).toBe(5);
		expect(siblingPlace(tree, 3, 'down')).toBeNull();
		expect(siblingPlace(tree, 1, 'up')).toBeNull();
		expect(siblingPlace(tree, 2, 'up')).toBeNull();
	});

	it('is dropped behind deeper headings, not among them, and not on itself', () => {
		expect(dropPlace(tree, 4, 1)).toBeNull();
		expect(dropPlace(tree, 4, 0)).toBe(0);
		expect(dropPlace(tree, 3, 2)).toBeNull();
		expect(dropPlace(tree, 0, 2)).toBeNull();
		expect(dropPlace(tree, 1, 4)).toBe(4);
		expect(dropPlace(tree, 1, 5)).toBe(5);
		expect(dropPlace(tree, 2, 0)).toBe(0);
	});
});

describe('moving a section', () => {
	it('changes places with what it moves past, in both directions', () => {
		const text = '---\na: 1\n---\n# A\none\n\n## B\ntwo\n\n## C\nthree\n\n# D\nfour\n';
		const rows = [row(4, 1, 'A'), row(7, 2, 'B'), row(10, 2, 'C'), row(13, 1, 'D')];
		const swapped = '---\na: 1\n---\n# A\none\n\n## C\nthree\n\n## B\ntwo\n\n# D\nfour\n';
		expect(applied(text, moveSection(text, rows, 1, 3))).toBe(swapped);
		expect(applied(text, moveSection(text, rows, 2, 1))).toBe(swapped);
		const last = '---\na: 1\n---\n# D\nfour\n# A\none\n\n## B\ntwo\n\n## C\nthree\n\n';
		expect(applied(text, moveSection(text, rows, 3, 0))).toBe(last);
		expect(applied(text, moveSection(text, rows, 0, 4))).toBe(last);
	});

	it('names only the bytes that move', () => {
		const text = 'top\n# A\n1\n# B\n2\n# C\n3\n';
		const rows = [row(2, 1, 'A'), row(4, 1, 'B'), row(6, 1, 'C')];
		expect(moveSection(text, rows, 0, 2)).toEqual([
			{ from: 4, to: 10, text: '' },
			{ from: 16, to: 16, text: '# A\n1\n' },
		]);
	});

	it('keeps line ends, and a text without a last one', () => {
		const text = '# A\r\n1\r\n# B\r\n2';
		const rows = [row(1, 1, 'A'), row(3, 1, 'B')];
		expect(applied(text, moveSection(text, rows, 0, 2))).toBe('# B\r\n2\r\n# A\r\n1');
		expect(applied(text, moveSection(text, rows, 1, 0))).toBe('# B\r\n2\r\n# A\r\n1');
	});

	it('takes code that looks like headings along', () => {
		const text = '# A\n```sh\n# B\n```\n# C\n3\n';
		const rows = [row(1, 1, 'A'), row(5, 1, 'C')];
		expect(applied(text, moveSection(text, rows, 1, 0))).toBe('# C\n3\n# A\n```sh\n# B\n```\n');
	});

	it('keeps an underlined heading apart from the text above it', () => {
		const text = 'A\n===\none\n\nB\n===\ntwo';
		const rows = [row(1, 1, 'A'), row(5, 1, 'B')];
		expect(applied(text, moveSection(text, rows, 1, 0))).toBe('B\n===\ntwo\n\nA\n===\none\n');
		const html = '# A\n<div>\n# B\n2\n';
		expect(applied(html, moveSection(html, [row(1, 1, 'A')], 0, 1))).toBeNull();
		const block = '# A\n1\n# B\n<div>x</div>\n';
		const both = [row(1, 1, 'A'), row(3, 1, 'B')];
		expect(applied(block, moveSection(block, both, 1, 0))).toBe('# B\n<div>x</div>\n\n# A\n1\n');
	});

	it('is refused for a text that has changed since, and for a section that never ends', () => {
		const rows = [row(1, 1, 'A'), row(3, 1, 'B')];
		expect(moveSection('# A\n1\n2\n# B\n', rows, 0, 2)).toBeNull();
		expect(moveSection('# A\n1\n## B\n', rows, 0, 2)).toBeNull();
		expect(moveSection('# A\n1\n# B\n```\nopen\n', rows, 1, 0)).toBeNull();
		expect(moveSection('# A\n1\n# B\n%% open\n', rows, 0, 2)).toBeNull();
	});
});
