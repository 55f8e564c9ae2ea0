// Bases inside of rendered notes: where they are mounted, with what, and that they are taken away again.
import { describe, expect, it, vi } from 'vitest';
import type { EditorHost, EmbeddedBase } from './editor_host';
import { mountNote } from './note_html';

const html = `
<div class="internal-embed file-embed" data-kind="base" data-path="Books.base" data-subpath="#Read"><a data-href="Books.base">Books.base</a></div>
<pre><code class="language-base">filters: a</code></pre>
<div class="internal-embed markdown-embed" data-path="Inner.md"><pre><code class="language-base">filters: b</code></pre></div>
<pre><code class="language-js">let a;</code></pre>`;

function mounted() {
	const bases: EmbeddedBase[] = [];
	const takeAway = vi.fn();
	const host = {
		mountBase: (_: HTMLElement, base: EmbeddedBase) => {
			bases.push(base);
			return takeAway;
		},
	} as unknown as EditorHost;
	const parent = document.createElement('div');
	const note = mountNote(parent, { html, path: 'Page.md', host });
	return { bases, takeAway, parent, note };
}

describe('a note with bases', () => {
	it('mounts embeds by their path and view, and blocks by their text, each for the note that it stands in', () => {
		const { bases, parent } = mounted();
		expect(bases).toEqual([
			{ note: 'Page.md', path: 'Books.base', view: 'Read' },
			{ note: 'Page.md', text: 'filters: a' },
			{ note: 'Inner.md', text: 'filters: b' },
		]);
		expect(parent.querySelectorAll('.base-frame').length).toBe(3);
		expect(parent.querySelectorAll('pre').length).toBe(1);
	});

	it('takes them away before the note is drawn anew, and at its end', () => {
		const { takeAway, note } = mounted();
		note.update('<p>other</p>');
		expect(takeAway).toHaveBeenCalledTimes(3);
		note.destroy();
		expect(takeAway).toHaveBeenCalledTimes(3);
	});

	it('leaves a link and the text where the window shows no bases', () => {
		const parent = document.createElement('div');
		mountNote(parent, { html, path: 'Page.md', host: {} as EditorHost });
		expect(parent.querySelector('a')?.textContent).toBe('Books.base');
		expect(parent.querySelectorAll('pre').length).toBe(3);
	});
});
