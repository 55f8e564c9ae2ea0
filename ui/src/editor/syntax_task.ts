// Tasks: list items that begin with `[c]`, where any one character may stand for the state.
import { tags } from '@lezer/highlight';
import type { BlockContext, LeafBlock, LeafBlockParser, MarkdownConfig } from '@lezer/markdown';

const box = /^\[[^\r\n]\](?=[ \t])/u;

class TaskParser implements LeafBlockParser {
	constructor(private readonly markLength: number) {}

	nextLine(): boolean {
		return false;
	}

	finish(cx: BlockContext, leaf: LeafBlock): boolean {
		const text = leaf.start + this.markLength;
		cx.addLeafElement(
			leaf,
			cx.elt('Task', leaf.start, leaf.start + leaf.content.length, [
				cx.elt('TaskMarker', leaf.start, text),
				...cx.parser.parseInline(leaf.content.slice(this.markLength), text),
			]),
		);
		return true;
	}
}

/** Adds `Task` blocks with a `TaskMarker`, for any state character, unlike GFM's own three. */
export const taskSyntax: MarkdownConfig = {
	defineNodes: [
		{ name: 'Task', block: true, style: tags.list },
		{ name: 'TaskMarker', style: tags.atom },
	],
	parseBlock: [
		{
			name: 'TaskList',
			after: 'SetextHeading',
			leaf(cx, leaf) {
				if (cx.parentType().name !== 'ListItem') return null;
				const found = box.exec(leaf.content)?.[0];
				return found ? new TaskParser(found.length) : null;
			},
		},
	],
};
