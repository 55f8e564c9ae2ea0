// Tests of hostile: what it does, told by examples.
import { describe, expect, it } from 'vitest';
import { noteParser } from './syntax';

// Each of these once made some Markdown parser take quadratic time or worse. 50 KB each; the limit is a guard against
// that, far above what they take, and not a measurement.
const kb = 50 * 1024;
const many = (text: string) => text.repeat(Math.ceil(kb / text.length));

const bombs: Record<string, string> = {
	'open brackets': many('['),
	'open wikilinks': many('[['),
	'open wikilinks with text': many('[[a'),
	'open embeds': many('![['),
	'closing brackets': many(']'),
	dollars: many('$a '),
	'double dollars': many('$$'),
	'percent signs': many('%'),
	'open comments': many('%%a%%%'),
	highlights: many('==a'),
	'equal signs': many('='),
	carets: many('^['),
	'open footnotes': many('[^a'),
	emphasis: many('*a **b _c '),
	quotes: many('> '),
	'nested quotes': many('>'),
	callouts: many('> [!note]\n'),
	'nested lists': Array.from({ length: 300 }, (_, i) => `${' '.repeat(i * 2)}- a`).join('\n'),
	hashes: many('#a'),
	'hashes apart': many('# '),
	'open fences': many('```\n'),
	backticks: Array.from({ length: 300 }, (_, i) => '`'.repeat(i + 1)).join(' '),
	'frontmatter without an end': `---\n${many('a: b\n')}`,
	'frontmatter of brackets': `---\na: ${many('[')}\n---\n`,
	tables: `| a |\n|---|\n${many('| b ')}`,
	'angle brackets': many('<a '),
};

describe('hostile texts', () => {
	it.each(Object.entries(bombs))('%s are parsed to the end', { timeout: 20_000 }, (_name, text) => {
		expect(noteParser().parse(text).length).toBe(text.length);
	});
});
