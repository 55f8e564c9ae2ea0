// Tests of folding in reading view.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mountReading } from './reading_view';
import { testHost } from './test_host';

afterEach(() => document.body.replaceChildren());

const heading = (level: number, text: string, line: number) =>
	`<h${level} id="h-${text}" data-heading="${text}" data-line="${line}">${text}</h${level}>`;
const html = [
	heading(1, 'one', 1),
	'<p data-line="2">under one</p>',
	heading(2, 'two', 3),
	'<p data-line="4">under two</p>',
	heading(1, 'three', 5),
	'<p data-line="6">under three</p>',
	heading(2, 'bare', 8),
	'<section class="footnotes"><p>foot</p></section>',
].join('\n');

function read() {
	const parent = document.body.appendChild(document.createElement('div'));
	const view = mountReading(parent, { path: 'note.md', html, host: testHost() });
	const seen = () => [...parent.querySelectorAll('article > :not([hidden])')].map((each) => each.textContent?.trim());
	const button = (text: string) => parent.querySelector<HTMLButtonElement>(`[data-heading="${text}"] > button`);
	return { view, seen, button, parent };
}

describe('folding while reading', () => {
	it('hides what stands below a heading, and shows it again', () => {
		const { seen, button } = read();
		button('one')?.click();
		expect(seen()).toEqual(['one', 'three', 'under three', 'bare', 'foot']);
		expect(button('one')).toHaveAttribute('aria-expanded', 'false');
		button('one')?.click();
		expect(seen().length).toBe(8);
		expect(button('one')).toHaveAttribute('aria-expanded', 'true');
	});

	it('keeps the fold of a heading inside another', () => {
		const { seen, button } = read();
		button('two')?.click();
		button('one')?.click();
		button('one')?.click();
		expect(seen()).toEqual(['one', 'under one', 'two', 'three', 'under three', 'bare', 'foot']);
	});

	it('has no button where nothing stands below, and leaves the footnotes alone', () => {
		const { seen, button, view } = read();
		expect(button('bare')).toBeNull();
		view.folds.foldAll();
		expect(seen()).toEqual(['one', 'three', 'foot']);
		view.folds.unfoldAll();
		expect(seen().length).toBe(8);
	});

	it('folds a heading that comes after it was to be folded', async () => {
		const long = Array.from({ length: 250 }, (_, at) => `<p data-line="${at + 10}">${'word '.repeat(60)}</p>`);
		const late = [html.replace(/<section.*/s, ''), ...long, heading(1, 'late', 2000), '<p>under late</p>'].join('\n');
		const parent = document.body.appendChild(document.createElement('div'));
		const view = mountReading(parent, { path: 'note.md', html: late, host: testHost() });
		view.folds.restore([1, 2000, 15]);
		await vi.waitFor(() => expect(parent.querySelector('[data-heading=late] > button')).not.toBeNull(), {
			timeout: 10_000,
		});
		expect([...parent.querySelectorAll('article > p')].at(-1)).not.toBeVisible();
		expect(view.folds.lines()).toEqual([1, 15, 2000]);
		view.folds.unfoldAll();
		expect(view.folds.lines()).toEqual([15]);
	}, 30_000);

	it('lasts while the text changes, by the heading and not by its line', () => {
		const { view, seen, button } = read();
		button('three')?.click();
		view.update(`<p data-line="1">new</p>${html.replaceAll('data-line="5"', 'data-line="7"')}`);
		expect(seen()).toEqual(['new', 'one', 'under one', 'two', 'under two', 'three', 'foot']);
		expect(view.folds.lines()).toEqual([7]);
	});

	it('takes up kept lines, and keeps those of folds that are no headings', () => {
		const { view, seen } = read();
		view.folds.restore([3, 6]);
		expect(seen()).toEqual(['one', 'under one', 'two', 'three', 'under three', 'bare', 'foot']);
		expect(view.folds.lines()).toEqual([3, 6]);
	});

	it('unfolds what hides the line that is gone to', () => {
		const { view, seen } = read();
		Element.prototype.scrollIntoView ??= () => {};
		view.folds.foldAll();
		view.goToLine(4);
		expect(seen()).toEqual(['one', 'under one', 'two', 'under two', 'three', 'foot']);
	});
});
