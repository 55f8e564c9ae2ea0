// Tests of reading view: what it does, told by examples.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mountHtml, mountSvg } from './mount_html';
import { mountReading } from './reading_view';
import { testHost } from './test_host';

afterEach(() => document.body.replaceChildren());

function read(html: string, host = {}, toggleTask?: (path: string, line: number) => void) {
	const parent = document.body.appendChild(document.createElement('div'));
	const options = {
		path: 'note.md',
		html,
		host: testHost(host, { destination: { path: 'other.md', line: null, creates: null } }),
	};
	return { parent, view: mountReading(parent, { ...options, ...(toggleTask && { toggleTask }) }) };
}

describe('reading view', () => {
	it('follows links and tags', () => {
		const host = { followLink: vi.fn(), openTag: vi.fn(), openExternal: vi.fn() };
		const { parent } = read(
			'<p><a class="internal-link" data-href="Note#H">x</a><a class="tag" data-tag="#t">t</a><a class="external-link" href="https://a.b">e</a></p>',
			host,
		);
		for (const link of parent.querySelectorAll('a')) link.click();
		expect(host.followLink).toHaveBeenCalledWith('Note#H', 'here');
		expect(host.openTag).toHaveBeenCalledWith('t');
		expect(host.openExternal).toHaveBeenCalledWith('https://a.b');
	});

	it('opens a link in a new tab with a modifier or the middle button', () => {
		const followLink = vi.fn();
		const { parent } = read('<a class="internal-link" data-href="N">x</a>', { followLink });
		const link = parent.querySelector('a');
		link?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true }));
		link?.dispatchEvent(new MouseEvent('auxclick', { bubbles: true, cancelable: true, button: 1 }));
		expect(followLink.mock.calls).toEqual([
			['N', 'tab'],
			['N', 'tab'],
		]);
	});

	it('writes tasks, those of embeds into their own note', async () => {
		const toggleTask = vi.fn();
		const box = (line: number) =>
			`<ul><li class="task-list-item" data-task=" "><input type="checkbox" data-line="${line}"> a</li></ul>`;
		const { parent } = read(
			`${box(3)}<div class="internal-embed markdown-embed" data-path="other.md">${box(7)}</div>`,
			{},
			toggleTask,
		);
		const boxes = parent.querySelectorAll<HTMLInputElement>('input');
		for (const each of boxes) each.click();
		expect(toggleTask.mock.calls).toEqual(
			expect.arrayContaining([
				['note.md', 3],
				['other.md', 7],
			]),
		);
		expect(boxes[0]?.checked).toBe(false);
	});

	it('draws callouts, code and math', async () => {
		const { parent } = read(
			'<div class="callout" data-callout="tip"><div class="callout-title">T</div></div><pre><code class="language-js">let x = 1</code></pre><span class="math math-inline" data-tex="x^2">x^2</span>',
		);
		expect(parent.querySelector('.callout-title svg')).not.toBeNull();
		await vi.waitFor(() => expect(parent.querySelector('.code-keyword')).toHaveTextContent('let'));
		await vi.waitFor(() => expect(parent.querySelector('.katex')).not.toBeNull());
	});

	it('shows images of the vault, and none of the web', async () => {
		const { parent } = read(
			'<img data-path="a.png" alt="a"><img src="https://t.racker/x.png"><span class="remote-image" data-src="https://t.racker/y.png"></span>',
		);
		await vi.waitFor(() => expect(parent.querySelector('img')).toHaveAttribute('src', 'vault://a.png'));
		expect(parent.querySelectorAll('img').length).toBe(1);
		expect(parent.querySelectorAll('.remote-image').length).toBe(2);
	});

	it('shows new HTML in place of the old', () => {
		const { parent, view } = read('<p>one</p>');
		view.update('<p>two</p>');
		expect(parent.querySelector('article')).toHaveTextContent(/^two$/);
		view.destroy();
		expect(parent).toBeEmptyDOMElement();
	});
});

/** What could run or fetch something in mounted HTML. */
function dangers(parent: HTMLElement): string[] {
	return [...parent.querySelectorAll('*')].flatMap((element) => {
		const found = /^(?:script|iframe|object|embed|form|style|link|meta|base|foreignobject|animate|set)$/i.test(
			element.tagName,
		)
			? [element.tagName]
			: [];
		for (const { name, value } of element.attributes) {
			if (/^on/i.test(name) || /^\s*(?:javascript|vbscript|data):/i.test(value.replaceAll(/\s/g, '')))
				found.push(`${name}=${value}`);
			if (/^(?:src|srcset|style|background|formaction|action)$/i.test(name)) found.push(`${name}=${value}`);
		}
		return found;
	});
}

describe('the mount point', () => {
	const payloads = [
		'<img src=x onerror=alert(1)>',
		'<svg onload=alert(1)><script>alert(1)</script></svg>',
		'<a href="javascript:alert(1)">x</a>',
		'<a href="jAva\tscript:alert(1)">x</a>',
		'<iframe srcdoc="<script>alert(1)</script>"></iframe>',
		'<form action=https://x><button formaction=javascript:alert(1)>x</button></form>',
		'<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
		'<div style="background:url(https://t.racker/)">x</div>',
		'<video src="https://t.racker/v.mp4" poster="https://t.racker/p.png" autoplay></video>',
		'<link rel=stylesheet href=https://t.racker/x.css><meta http-equiv=refresh content="0;url=https://t.racker">',
		'<details open ontoggle=alert(1)>x</details>',
	];

	it.each(payloads)('lets nothing run from %j', (payload) => {
		const parent = document.createElement('div');
		mountHtml(parent, payload);
		expect(dangers(parent)).toEqual([]);
		mountSvg(parent, `<svg xmlns="http://www.w3.org/2000/svg">${payload}</svg>`);
		expect(dangers(parent).filter((found) => !/^(?:style)/i.test(found))).toEqual([]);
	});

	const corpus = path.resolve(import.meta.dirname, '../../../../shared/corpora/xss-payloads.json');
	// One in twelve, evenly: the whole collection is for a real browser, which is quicker at it.
	it.skipIf(!existsSync(corpus))('lets nothing run from the collected payloads', { timeout: 120_000 }, () => {
		const collected = JSON.parse(readFileSync(corpus, 'utf8')) as unknown;
		const rows = (Array.isArray(collected) ? collected : Object.values(collected as object)).flat(3);
		const texts = rows
			.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)))
			.filter((_, i) => i % 12 === 0);
		expect(texts.length).toBeGreaterThan(10);
		const parent = document.createElement('div');
		for (const text of texts) {
			mountHtml(parent, text);
			expect(dangers(parent), text).toEqual([]);
		}
	});

	it('keeps what the core writes', () => {
		const html =
			'<h2 data-line="3" id="h">H</h2><ul><li class="task-list-item" data-task="x"><input type="checkbox" checked="" data-line="4"> a</li></ul><details class="callout" data-callout="tip" open=""><summary class="callout-title">T</summary></details><mark>m</mark><a class="internal-link is-unresolved" data-href="x">x</a>';
		const parent = document.createElement('div');
		mountHtml(parent, html);
		expect(parent.innerHTML).toBe(html.replace('id="h"', 'id="user-content-h"'));
	});
});

describe('a long page', () => {
	const blocks = (count: number, word = 'block') =>
		Array.from(
			{ length: count },
			(_, index) => `<p>${word} ${index} <input type="checkbox" data-line="${index + 1}"> ${'x'.repeat(600)}</p>`,
		).join('\n');
	const whole = (parent: HTMLElement, count: number) =>
		vi.waitFor(() => expect(parent.querySelectorAll('p').length).toBe(count), { timeout: 5000 });

	it('is there in order and cleaned, however many parts it comes in', async () => {
		const { parent } = read(`${blocks(120)}<p>last <img src="x" onerror="alert(1)"></p>`);
		expect(parent.querySelector('p')).toHaveTextContent('block 0');
		await whole(parent, 121);
		expect(
			[...parent.querySelectorAll('p')].slice(0, 120).every((p, at) => p.textContent?.includes(`block ${at} `)),
		).toBe(true);
		expect(parent.querySelector('[onerror], img[src]')).toBeNull();
	});

	it('stays as it was until the next one is whole', async () => {
		const { parent, view } = read(blocks(120));
		await whole(parent, 120);
		view.update(blocks(121, 'new'));
		if (parent.querySelectorAll('p').length === 120) expect(parent.querySelector('p')).toHaveTextContent('block 0');
		await whole(parent, 121);
		expect(parent.querySelector('p')).toHaveTextContent('new 0');
	});

	it('goes to a line once that is in the page, and says so until then', async () => {
		const { parent, view } = read(blocks(120));
		const scrolled: string[] = [];
		vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
			scrolled.push((this as HTMLElement).dataset.line ?? '');
		});
		view.goToLine(110);
		if (parent.querySelectorAll('p').length < 110) expect(view.topLine()).toBe(110);
		await whole(parent, 120);
		await vi.waitFor(() => expect(scrolled).toEqual(['110']));
		vi.restoreAllMocks();
	});

	it('shows the same place when it is written anew with other heights above', async () => {
		const heights = { block: 40, new: 25 };
		const { parent, view } = read(blocks(120));
		await whole(parent, 120);
		// Blocks below each other, as high as their words say, in a window that is scrolled.
		vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
			const at = [...(this.parentElement?.children ?? [])].indexOf(this);
			const height = this.textContent?.startsWith('new') ? heights.new : heights.block;
			return this.matches('p') ? new DOMRect(0, at * height - parent.scrollTop, 100, height) : new DOMRect();
		});
		parent.scrollTop = 1010;
		parent.dispatchEvent(new Event('scroll'));
		view.update(blocks(120, 'new'));
		await vi.waitFor(() => expect(parent.querySelector('p')).toHaveTextContent('new 0'));
		expect(parent.scrollTop).toBe(25 * heights.new + 10);
		vi.restoreAllMocks();
	});

	it('that is the same as before is left alone', async () => {
		const { parent, view } = read(blocks(3));
		const first = parent.querySelector('p');
		view.update(blocks(3));
		expect(parent.querySelector('p')).toBe(first);
		view.update(blocks(4));
		await whole(parent, 4);
		expect(parent.querySelector('p')).not.toBe(first);
	});

	it('runs the way of its first letter', () => {
		expect(read('<p>42 שלום</p>').parent.querySelector('article')).toHaveAttribute('dir', 'rtl');
		expect(read('<p>42 hello שלום</p>').parent.querySelector('article')).toHaveAttribute('dir', 'ltr');
	});

	it('draws formulas a few at a time, each of them in the end where it is seen', async () => {
		const formulas = Array.from(
			{ length: 200 },
			(_, n) => `<p><span class="math math-inline" data-tex="y_{${n}}">y</span></p>`,
		);
		const { parent } = read(formulas.join(''));
		await vi.waitFor(() => expect(parent.querySelectorAll('.katex').length).toBe(200), { timeout: 10_000 });
		expect(parent.querySelectorAll('.math')[150]?.querySelector('annotation')).toHaveTextContent('y_{150}');
	}, 30_000);
});
