// A block that takes whole lines has to stop where the quote or list around it ends.
import type { BlockContext, Line } from '@lezer/markdown';

/**
 * Moves to the next line and tells whether it still lies inside the blocks that were open before. The count of handled
 * contexts is what Lezer's own fenced code looks at; its type declarations leave it out.
 */
export function nextLineInside(cx: BlockContext, line: Line): boolean {
	return cx.nextLine() && (line as Line & { depth: number }).depth >= cx.depth;
}
