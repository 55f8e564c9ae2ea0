// Blocks of the language `query` in a note: where a search is put, for which note, and that it is taken away again.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EditorHost, EmbeddedQuery } from './editor_host';
import { createNoteEditor } from './note_editor';
import { mountNote } from './note_html';
import { testHost } from './test_host';
import { parsed } from './test_keys';

afterEach(() => document.body.replaceChildren());

const html = `
<pre class="code-block"><code class="language-query">tag:#a
line:(b)</code></pre>
<div class="internal-embed markdown-embed" data-path="Inner.md"><pre><code class="language-query">c</code></pre></div>
<pre><code class="language-query"> </code></pre>`;

function host() {
	const queries: EmbeddedQuery[] = [];
	const takeAway = vi.fn();
	const mountQuery = (_: HTMLElement, query: EmbeddedQuery) => {
		queries.push(query);
		return takeAway;
	};
	return { queries, takeAway, mountQuery };
}

describe('a rendered note with query blocks', () => {
	it('puts each search in the place of its block, for the note that it stands in', () => {
		const { queries, takeAway, mountQuery } = host();
		const parent = document.createElement('div');
		const note = mountNote(parent, { html, path: 'Page.md', host: { mountQuery } as unknown as EditorHost });
		expect(queries).toEqual([
			{ note: 'Page.md', text: 'tag:#a\nline:(b)' },
			{ note: 'Inner.md', text: 'c' },
		]);
		expect(parent.querySelectorAll('.query-frame').length).toBe(2);
		note.update('<p>other</p>');
		expect(takeAway).toHaveBeenCalledTimes(2);
	});

	it('leaves the text where the window cannot search', () => {
		const parent = document.createElement('div');
		mountNote(parent, { html, path: 'Page.md', host: {} as EditorHost });
		expect(parent.querySelectorAll('pre').length).toBe(3);
	});
});

describe('live preview with query blocks', () => {
	function open(doc: string, parts: Partial<EditorHost>) {
		const parent = document.body.appendChild(document.createElement('div'));
		const options = { doc, path: 'note.md', editable: true, plain: false, mode: 'live' as const };
		return parsed(createNoteEditor(parent, { ...options, host: testHost(parts) }));
	}

	it('searches in the place of the block, and shows its source when that is asked for', async () => {
		const { queries, takeAway, mountQuery } = host();
		const editor = open('text\n\n```query\nfound words\n```\n', { mountQuery });
		expect(queries).toMatchObject([{ note: 'note.md', text: 'found words' }]);
		expect(editor.view.contentDOM.textContent).not.toContain('found words');
		editor.view.dom.querySelector<HTMLButtonElement>('.live-query > .source-button')?.click();
		await vi.waitFor(() => expect(editor.view.contentDOM.textContent).toContain('found words'));
		expect(takeAway).toHaveBeenCalled();
		editor.destroy();
	});

	it('stays code without a search, and with another language', () => {
		const { queries, mountQuery } = host();
		expect(open('a\n\n```query\nb\n```\n', {}).view.dom.querySelector('.query-frame')).toBeNull();
		open('a\n\n```querying\nb\n```\n', { mountQuery });
		expect(queries).toEqual([]);
	});
});
