// Frontmatter: the YAML block between `---` lines at the very start of a note, kept out of Markdown.
import { yamlLanguage } from '@codemirror/lang-yaml';
import type { Input, PartialParse, TreeFragment } from '@lezer/common';
import { tags } from '@lezer/highlight';
import type { BlockContext, Element, Line, MarkdownConfig, MarkdownParser } from '@lezer/markdown';

// Above this size YAML has no colours.
const largest = 50_000;

const fence = /^---[ \t]*$/;

/**
 * Finds where the frontmatter of a text ends, in characters: behind its closing fence, before the line break.
 * Null where the text has none; an unclosed block is none.
 */
export function frontmatterEnd(text: string): number | null {
	const close = /^---[ \t]*\n(?:[\s\S]*?\n)??---[ \t]*(?=\n|$)/.exec(text);
	return close ? close[0].length : null;
}

// Reads no more than it must: most notes close their frontmatter in the first few lines.
function frontmatterEndIn(input: Input): number | null {
	if (input.read(0, Math.min(3, input.length)) !== '---') return null;
	let head = 4096;
	for (;;) {
		const end = frontmatterEnd(input.read(0, Math.min(head, input.length)));
		if (end !== null && (end < head || head >= input.length)) return end;
		if (head >= input.length) return null;
		head *= 8;
	}
}

// What the wrapper found for a parse, by the parse itself: several notes may be parsed in turns.
const endOf = new WeakMap<object, number>();

function parseBlock(cx: BlockContext, line: Line): boolean {
	if (cx.lineStart !== 0 || cx.depth !== 1 || !fence.test(line.text)) return false;
	const end = endOf.get(cx);
	if (end === undefined) return false;
	const children: Element[] = [cx.elt('FrontmatterMark', 0, 3)];
	const textFrom = cx.lineStart + line.text.length + 1;
	let text = '';
	while (cx.nextLine() && cx.lineStart + line.text.length < end) text += `${line.text}\n`;
	// Parsed here and not by a mixed parse, which would walk the whole tree of the note after every key.
	if (text !== '' && text.length <= largest) children.push(cx.elt(yamlLanguage.parser.parse(text), textFrom));
	children.push(cx.elt('FrontmatterMark', cx.lineStart, cx.lineStart + 3));
	cx.nextLine();
	cx.addElement(cx.elt('Frontmatter', 0, end, children));
	return true;
}

/** Whether the pieces kept of an older tree disagree with the text on there being frontmatter at all. */
function isOutdated(fragments: readonly TreeFragment[], end: number | null): boolean {
	const first = fragments[0];
	if (!first || first.from > 0) return false;
	return (first.tree.topNode.firstChild?.name === 'Frontmatter') !== (end !== null);
}

/**
 * Adds a `Frontmatter` block with YAML inside. Whether line one opens it depends on a line far below, which
 * an incremental parse does not look at: the wrapper does, and parses anew when the answer has changed. It has to
 * be the first wrapper of the parser.
 */
export function frontmatterSyntax(parser: () => MarkdownParser): MarkdownConfig {
	return {
		defineNodes: [
			{ name: 'Frontmatter', block: true },
			{ name: 'FrontmatterMark', style: tags.processingInstruction },
		],
		parseBlock: [{ name: 'Frontmatter', before: 'LinkReference', parse: parseBlock }],
		wrap(inner: PartialParse, input: Input, fragments, ranges) {
			const end = frontmatterEndIn(input);
			if (isOutdated(fragments, end)) return parser().startParse(input, [], ranges);
			if (end !== null) endOf.set(inner, end);
			return inner;
		},
	};
}
