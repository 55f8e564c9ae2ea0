// Where completion stays silent.
import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';

const noText =
	/^(?:FencedCode|CodeBlock|InlineCode|InlineMath|DisplayMath|BlockMath|HTMLBlock|CommentBlock|Frontmatter)$/;

/** Whether a position lies in code, math, HTML or frontmatter, where `[[` and `#` mean something else. */
export function isOutsideText(state: EditorState, pos: number): boolean {
	for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(pos, -1); node; node = node.parent) {
		// The end of a closed node is outside of it.
		if (noText.test(node.name) && (pos < node.to || node.name === 'FencedCode')) return true;
	}
	return false;
}
