// Tests of syntax: what it does, told by examples.
import { describe, expect, it } from 'vitest';
import { noteParser } from './syntax';
import { frontmatterEnd } from './syntax_frontmatter';
import { tagAt } from './syntax_tag';
import { shownTarget, splitWikilink } from './syntax_wikilink';

/** The named nodes of a text, as `Name:text`, in order of appearance. */
function nodes(text: string, ...names: string[]): string[] {
	const found: string[] = [];
	noteParser()
		.parse(text)
		.iterate({
			enter(node) {
				if (names.includes(node.name)) found.push(`${node.name}:${text.slice(node.from, node.to)}`);
			},
		});
	return found;
}

function texts(text: string, name: string): string[] {
	return nodes(text, name).map((row) => row.slice(name.length + 1));
}

describe('wikilinks', () => {
	it.each([
		['[[Note]]', ['[[Note]]']],
		['a [[b c]] d [[e]]', ['[[b c]]', '[[e]]']],
		['[[]]', []],
		['[[|]]', ['[[|]]']],
		['[[Sq]uare]]', ['[[Sq]uare]]']],
		['[[Nested [[Inner]] x]]', ['[[Inner]]']],
		['[[a\nb]]', []],
		['`[[code]]`', []],
		['\\[\\[text\\]\\]', []],
		['<!-- [[x]] -->', []],
		['```\n[[x]]\n```', []],
		['%% [[x]] %%', ['[[x]]']],
		['%%\n[[x]]\n%%', ['[[x]]']],
		['# [[x]]', ['[[x]]']],
		['> [!note] [[x]]', ['[[x]]']],
		['| a |\n|---|\n| [[Note\\|Alias]] |', ['[[Note\\|Alias]]']],
	])('%j', (text, expected) => {
		expect(texts(text, 'Wikilink')).toEqual(expected);
	});

	it('splits target and display at the first pipe, never at a leading one', () => {
		expect(splitWikilink('a|b')).toMatchObject({ target: 'a', display: 'b' });
		expect(splitWikilink('a||b')).toMatchObject({ target: 'a', display: '|b' });
		expect(splitWikilink('|alias')).toMatchObject({ target: '|alias', display: null });
		expect(splitWikilink('Note\\|Alias')).toMatchObject({ target: 'Note', display: 'Alias' });
		expect(splitWikilink('pa#th/x')).toMatchObject({ target: 'pa#th/x', display: null });
	});

	it('shows subpaths with an angle', () => {
		expect(shownTarget('note#heading#sub')).toBe('note > heading > sub');
		expect(shownTarget('#^block')).toBe('^block');
		expect(shownTarget('|')).toBe('|');
	});

	it('tells embeds from links', () => {
		expect(nodes('![[a.png|200]] [[b]]', 'Embed', 'Wikilink')).toEqual(['Embed:![[a.png|200]]', 'Wikilink:[[b]]']);
	});
});

describe('tags', () => {
	it.each([
		['#a b', ['#a']],
		['#1984', []],
		['#y1984 #1990s #2024-goals', ['#y1984', '#1990s', '#2024-goals']],
		['word#no', []],
		['#a/b/c', ['#a/b/c']],
		['#a/', ['#a']],
		['# Heading', []],
		['text #', []],
		['#tag.', ['#tag']],
		['#día #日本 #🌱', ['#día', '#日本', '#🌱']],
		['#“quoted”', []],
		['`#code`', []],
		['%% #in %%', ['#in']],
		['[[#heading]]', []],
		['- [ ] #todo x', ['#todo']],
		['a\n#b', ['#b']],
	])('%j', (text, expected) => {
		expect(texts(text, 'Hashtag')).toEqual(expected);
	});

	it('reads a tag at an offset', () => {
		expect(tagAt('x #ab, y', 2)).toBe('#ab');
		expect(tagAt('#12', 0)).toBeNull();
	});
});

describe('highlights', () => {
	it.each([
		['a ==b c== d', ['==b c==']],
		['a ==> b ==c==', ['==c==']],
		['== a ==', []],
		['===a===', []],
		['==a **b** c==', ['==a **b** c==']],
		['`==x==`', []],
	])('%j', (text, expected) => {
		expect(texts(text, 'Highlight')).toEqual(expected);
	});
});

describe('comments', () => {
	it.each([
		['a %%b%% c', 'PercentComment', ['%%b%%']],
		['%%%%', 'PercentComment', []],
		['%%\na\n\nb\n%%\nc', 'PercentBlock', ['%%\na\n\nb\n%%']],
		['%%\na\n\nb', 'PercentBlock', ['%%\na\n\nb']],
		['a %% b', 'PercentComment', []],
		['text\n%%\nx\n%%', 'PercentBlock', ['%%\nx\n%%']],
		['%% one line %%', 'PercentBlock', []],
		['%% one line %%', 'PercentComment', ['%% one line %%']],
	])('%j %s', (text, name, expected) => {
		expect(texts(text, name)).toEqual(expected);
	});

	it('ends with the quote that holds it', () => {
		expect(texts('> %%\n> a\n\nb', 'PercentBlock')).toEqual(['%%\n> a']);
	});
});

describe('block ids', () => {
	it.each([
		['text ^id-1', ['^id-1']],
		['- item ^A9', ['^A9']],
		['^alone', ['^alone']],
		['text^no', []],
		['a ^b c', []],
		['x ^a_b', []],
	])('%j', (text, expected) => {
		expect(texts(text, 'BlockId')).toEqual(expected);
	});
});

describe('callouts', () => {
	it.each([
		['> [!note] Title', ['[!note] Title']],
		['> [!NOTE]- T\n> body', ['[!NOTE]- T']],
		['> [!info|wide]+', ['[!info|wide]+']],
		['> > [!x]', ['[!x]']],
		['[!note] no quote', []],
		['> text\n> [!note] late', []],
		['> [link](x)', []],
	])('%j', (text, expected) => {
		expect(texts(text, 'CalloutHead')).toEqual(expected);
	});
});

describe('math', () => {
	it.each([
		['$x$', ['InlineMath:$x$']],
		['a $x + y$ b', ['InlineMath:$x + y$']],
		['$ x$', []],
		['$x $', []],
		['$10 and $20', []],
		['it costs $10', []],
		['\\$x$', []],
		['$$x$$', ['DisplayMath:$$x$$']],
		['$$\nx\n\ny\n$$', ['BlockMath:$$\nx\n\ny\n$$']],
		['text\n$$\nx\n$$', ['BlockMath:$$\nx\n$$']],
		['[[a$b]] $c$', ['InlineMath:$c$']],
		['`$x$`', []],
		['$a_b$ and *c*', ['InlineMath:$a_b$']],
	])('%j', (text, expected) => {
		expect(nodes(text, 'InlineMath', 'DisplayMath', 'BlockMath')).toEqual(expected);
	});

	it('holds no Markdown', () => {
		expect(nodes('$a *b* [[c]]$', 'Emphasis', 'Wikilink')).toEqual([]);
	});
});

describe('footnotes', () => {
	it.each([
		['a[^1] b[^note]', ['FootnoteReference:[^1]', 'FootnoteReference:[^note]']],
		['a^[in *line*]', ['InlineFootnote:^[in *line*]']],
		['[^1]: text', ['FootnoteDefinition:[^1]: text']],
		['[^1]: a\n[^2]: b', ['FootnoteDefinition:[^1]: a', 'FootnoteDefinition:[^2]: b']],
		['[^1]: a\n\n    more\n\nafter', ['FootnoteDefinition:[^1]: a\n\n    more']],
		['[^a b]', []],
	])('%j', (text, expected) => {
		expect(nodes(text, 'FootnoteReference', 'InlineFootnote', 'FootnoteDefinition')).toEqual(expected);
	});

	it('parses the text of a definition', () => {
		expect(nodes('[^1]: see [[x]]', 'Wikilink', 'FootnoteLabel')).toEqual(['FootnoteLabel:[^1]:', 'Wikilink:[[x]]']);
	});
});

describe('tasks', () => {
	it.each([
		['- [ ] a', ['[ ]']],
		['- [x] a\n- [/] b\n- [🔥] c', ['[x]', '[/]', '[🔥]']],
		['1. [ ] a', ['[ ]']],
		['1) [-] a', ['[-]']],
		['-  [ ] a', ['[ ]']],
		['- [ ]a', []],
		['- [link](x)', []],
		['- [[note]] x', []],
		['[ ] a', []],
	])('%j', (text, expected) => {
		expect(texts(text, 'TaskMarker')).toEqual(expected);
	});
});

describe('frontmatter', () => {
	it.each([
		['---\na: 1\n---\ntext', 12],
		['---\n---\n', 7],
		['---\na: 1\n\nb: 2\n---  ', 20],
		['---\na: 1\n', null],
		[' ---\na: 1\n---', null],
		['\n---\na\n---', null],
		['----\na\n----', null],
		['---\na: ---\n---', 14],
		['text', null],
	])('%j', (text, end) => {
		expect(frontmatterEnd(text)).toBe(end);
		expect(nodes(text, 'Frontmatter').map((row) => row.length - 'Frontmatter:'.length)).toEqual(
			end === null ? [] : [end],
		);
	});

	it('keeps Markdown out', () => {
		expect(nodes('---\na: "[[x]]"\n# b\n---\n# c', 'Wikilink', 'ATXHeading1')).toEqual(['ATXHeading1:# c']);
	});

	it('is YAML inside', () => {
		expect(nodes('---\nkey: value\n---', 'Frontmatter').length).toBe(1);
		let yaml = false;
		noteParser()
			.parse('---\nkey: value\n---')
			.iterate({
				enter(node) {
					if (node.name === 'Pair') yaml = true;
				},
			});
		expect(yaml).toBe(true);
	});
});
