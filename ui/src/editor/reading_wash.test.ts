// Washed passages in reading view, told by examples.
import { describe, expect, it } from 'vitest';
import { washPage } from './reading_wash';

const mark = { hue: '--h3', letter: 'R', title: 'Rails' };

function wash(source: string, html: string, ...parts: string[]) {
	const page = document.createElement('article');
	page.innerHTML = html;
	const passages = parts.map((part) => {
		const from = source.indexOf(part);
		return { from, to: from + part.length, why: `because of ${part}` };
	});
	const before = page.innerHTML;
	const takeAway = washPage(page, source, passages, mark);
	const washed = [...page.querySelectorAll<HTMLElement>('.passage')];
	return { page, washed: washed.map(({ textContent }) => textContent), first: washed[0], before, takeAway };
}

describe('the wash of a reading view', () => {
	it('finds a passage whatever marks its text has, says why, and goes without a trace', () => {
		const { page, washed, first, before, takeAway } = wash(
			'# T\n\nWho owns the **inference *rails*** keeps it.',
			'<h1>T</h1><p>Who owns the <strong>inference <em>rails</em></strong> keeps it.</p>',
			'**inference *rails***',
		);
		expect(washed).toEqual(['inference', 'rails']);
		expect(first?.dataset.why).toBe('because of **inference *rails***');
		expect(first?.style.getPropertyValue('--passage')).toBe('var(--h3)');
		takeAway();
		expect(page.innerHTML).toBe(before);
	});

	it('washes of a link what it shows, and tells two of the same words apart', () => {
		const source = 'One [[Long/Name|Nitro]] here.\n\nTwo [[Nitro]] there, and Nitro.';
		const html =
			'<p>One <a data-href="Long/Name">Nitro</a> here.</p><p>Two <a data-href="Nitro">Nitro</a> there, and Nitro.</p>';
		expect(wash(source, html, '[[Long/Name|Nitro]]').page.querySelector('p')?.innerHTML).toContain('class="passage"');
		const second = wash(source, html, '[[Nitro]]').page;
		expect(second.querySelectorAll('p')[1]?.querySelector('a .passage')?.textContent).toBe('Nitro');
		expect(second.querySelectorAll('.passage')).toHaveLength(1);
	});

	it('leaves properties, comments, embeds and what is not shown alone', () => {
		const source = '---\nmentions: Nitro\n---\n%%Nitro%% [site](https://nitro.example) Nitro ends.';
		const html = '<div class="markdown-embed"><p>Nitro ends.</p></div><p> <a>site</a> Nitro ends.</p>';
		const from = source.lastIndexOf('Nitro');
		const page = document.createElement('article');
		page.innerHTML = html;
		washPage(
			page,
			source,
			[
				{ from, to: from + 5, why: 'x' },
				{ from: 4, to: 20, why: 'property' },
			],
			mark,
		);
		expect([...page.querySelectorAll('.passage')].map((span) => span.closest('.markdown-embed'))).toEqual([null]);
	});

	it('keeps letters of other scripts and signs of two units whole', () => {
		const source = 'Der *Großhandel* 𝒜𝓁𝓅𝒽𝒶 und الريادة.';
		const html = '<p>Der <em>Großhandel</em> 𝒜𝓁𝓅𝒽𝒶 und الريادة.</p>';
		expect(wash(source, html, '𝒜𝓁𝓅𝒽𝒶', 'الريادة').washed).toEqual(['𝒜𝓁𝓅𝒽𝒶', 'الريادة']);
	});
});
