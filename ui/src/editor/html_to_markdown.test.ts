// Tests of HTML that becomes Markdown: as browsers, word processors and this app put it on the clipboard.
import { describe, expect, it } from 'vitest';
import { htmlToMarkdown } from './html_to_markdown';

function check(cases: readonly (readonly [html: string, markdown: string | null])[]) {
	it.each(cases)('%j → %j', (html, markdown) => expect(htmlToMarkdown(html)).toBe(markdown));
}

describe('text', () => {
	check([
		['<h2>Rails and <em>rent</em></h2><p>One.</p><p>Two.</p>', '## Rails and *rent*\n\nOne.\n\nTwo.'],
		['<p>a <strong>b</strong> <del>c</del> <mark>d</mark> H<sub>2</sub>O</p>', 'a **b** ~~c~~ ==d== H<sub>2</sub>O'],
		['<p>one<br>two <code>x | y</code></p>', 'one  \ntwo `x | y`'],
		['<blockquote><p>said</p><p>twice</p></blockquote><hr>', '> said\n> \n> twice\n\n---'],
		['<p><b>a</b><b>b</b></p>', '**ab**'],
		['<p>snake_case and 2*3 [x] &lt;b&gt; <i>y</i></p>', 'snake_case and 2\\*3 \\[x\\] \\<b> *y*'],
		['<h3><br>a<br>b</h3>', '### a b'],
	]);
});

describe('what says no more than its text', () => {
	check([
		['<meta charset="utf-8"><div><span style="color: red">plain</span></div>', null],
		['<pre style="white-space: pre-wrap"># A file\n- as a browser shows it</pre>', null],
		['<i class="icon"></i>', null],
		['', null],
	]);

	it('is any that is too long; deep nesting does no harm', () => {
		expect(htmlToMarkdown(`<b>${'x'.repeat(2_000_001)}</b>`)).toBeNull();
		expect(htmlToMarkdown(`<b>x</b>${'<div>'.repeat(500)}`)).toBe('**x**');
	});
});

describe('links and pictures', () => {
	check([
		['<a href="https://a.b/c_(d)">e</a>', '[e](https://a.b/c_(d))'],
		['<a href="https://a.b/c(d">e</a>', '[e](https://a.b/c%28d)'],
		['<a href="https://a.b/" title="A page">e</a>', '[e](https://a.b/)'],
		['<a href="https://a.b/">https://a.b/</a>', 'https://a.b/'],
		['<a href="zotero://select/items/1">item</a>', '[item](zotero://select/items/1)'],
		['<a href="https://a.b/"><div>one</div><div>two</div></a>', '[one two](https://a.b/)'],
		['<b>x</b> <a href="/here">a page</a> <a href="#top">top</a>', '**x** a page top'],
		['<img src="https://a.b/c.png" alt="A [chart]">', '![A \\[chart\\]](https://a.b/c.png)'],
		['<p><b>x</b><img src="data:image/png;base64,AAAA"><img src="file:///a.png"></p>', '**x**'],
	]);
});

describe('lists', () => {
	check([
		['<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>', '- a\n- b\n\t- c'],
		['<ul><li>a</li><ul><li>b</li></ul></ul>', '- a\n\t- b'],
		['<ol start="3"><li>a</li><li>b</li></ol>', '3. a\n4. b'],
		['<ul><li><p>a</p></li><li><p>b</p></li></ul>', '- a\n- b'],
		['<ul><li><p>a</p><p>b</p></li></ul>', '- a\n\n\tb'],
		[
			'<ul><li><input type="checkbox" checked disabled> done</li><li><input type="checkbox"> open</li></ul>',
			'- [x] done\n- [ ] open',
		],
	]);
});

describe('code', () => {
	check([
		['<pre><code class="language-rust">fn a() {}\n</code></pre>', '```rust\nfn a() {}\n```'],
		['<div class="highlight-source-python"><pre>a = 1<br>b</pre></div><p>c</p>', '```python\na = 1\nb\n```\n\nc'],
		['<pre data-lang="js"><code>a_b &lt; c</code></pre>', '```js\na_b < c\n```'],
		['<pre><code>```\nx\n```</code></pre>', '````\n```\nx\n```\n````'],
		['<ul><li>a<pre><code>b\nc</code></pre></li></ul>', '- a\n\n\t```\n\tb\n\tc\n\t```'],
	]);
});

describe('tables', () => {
	check([
		[
			'<table><thead><tr><th>a</th><th style="text-align: right">b</th></tr></thead><tbody><tr><td>1 | 2</td><td>3<br>4</td></tr></tbody></table>',
			'| a | b |\n| --- | ---: |\n| 1 \\| 2 | 3<br>4 |',
		],
		[
			'<table><tr><td>a</td><td>b</td></tr><tr><td colspan="2">c</td></tr><tr><td>d</td></tr></table>',
			'| a | b |\n| --- | --- |\n| c |  |\n| d |  |',
		],
		['<table><tr><td><p>one <b>cell</b></p></td></tr></table>', 'one **cell**'],
		[
			'<table><caption>Rates</caption><tr><th>a</th><th>b</th></tr><tr><td><a href="https://x.y/">z</a></td><td></td></tr></table>',
			'Rates\n\n| a | b |\n| --- | --- |\n| [z](https://x.y/) |  |',
		],
	]);
});

describe('formulas', () => {
	const annotated = (tex: string) => `<annotation encoding="application/x-tex">${tex}</annotation>`;
	check([
		[
			`<p>so <span class="katex"><math><semantics><mi>x</mi>${annotated('x^2')}</semantics></math><span>x2</span></span> it is</p>`,
			'so $x^2$ it is',
		],
		[
			`<span class="mwe-math-element"><math><semantics><mi>a</mi>${annotated('{\\displaystyle a_{1}}')}</semantics></math><img src="https://w.x/y.svg"></span>`,
			'$a_{1}$',
		],
		[`<span class="katex-display"><span class="katex"><math>${annotated('a*b')}</math></span></span>`, '$$a*b$$'],
	]);
});

describe('styles of word processors', () => {
	check([
		[
			'<b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:700">a</span><span style="font-style:italic"> b</span></p></b>',
			'**a** *b*',
		],
		['<h1><span style="font-weight:700">a</span></h1>', '# a'],
		['<p><span style="text-decoration:line-through">a</span>\u00a0 b</p>', '~~a~~ b'],
	]);
});

describe('what this app shows', () => {
	check([
		['<a class="internal-link" href="#" data-href="A note#B">A note &gt; B</a>', '[[A note#B]]'],
		['<a class="internal-link" href="#" data-href="A note">the note</a>', '[[A note|the note]]'],
		['<b>x</b> <a class="tag" href="#" data-tag="#a/b_c">#a/b_c</a>', '**x** #a/b_c'],
		[
			'<div class="callout" data-callout="tip" data-callout-fold="-"><div class="callout-title">Look</div><div class="callout-content"><p>here</p></div></div>',
			'> [!tip]- Look\n> here',
		],
		['<ul><li data-task="/"><input type="checkbox" data-task="/"> half</li></ul>', '- [/] half'],
		['<p>a<span class="math" data-tex="x_1">drawn</span></p>', 'a$x_1$'],
		[
			'<p>a<sup class="footnote-ref"><a href="#fn">1</a></sup></p><section class="footnotes"><ol><li class="footnote"><p>why <a class="footnote-backref">↩</a></p></li></ol></section>',
			'a[^1]\n\n[^1]: why',
		],
		['<p><img class="image-embed" data-path="a b.png" alt="a"></p>', '![[a b.png]]'],
	]);
});

describe('what is hostile', () => {
	check([
		['<b>x</b><script>alert(1)</script><style>b{}</style>', '**x**'],
		['<a href="javascript:alert(1)">x</a> <a href="data:text/html,y">y</a> <b>z</b>', 'x y **z**'],
		['<b>x</b><img src="x" onerror="alert(1)"><iframe src="https://a.b"></iframe>', '**x**'],
	]);
});
