// Which blocks live preview draws whole.
import type { EditorState, Extension } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { blockDrawing, blockRule, type DrawnBlock } from './block_rule';
import { findAnswerBlock } from './live_answers';
import { findEmbedBlock } from './live_embeds';
import { findImageBlock, onlyChild } from './live_images';
import { findMathBlock } from './live_math';
import { findDiagram } from './live_mermaid';
import { findTable } from './live_tables';

function findInParagraph(paragraph: SyntaxNode, state: EditorState, epoch: number): DrawnBlock | null {
	const node = onlyChild(paragraph);
	if (!node) return null;
	if (node.name === 'DisplayMath') return findMathBlock(node, state);
	return findImageBlock(node, state, epoch) ?? findEmbedBlock(node, state, epoch);
}

/** Draws blocks. */
export function liveBlocks(): Extension {
	return [
		blockDrawing(),
		blockRule({ nodes: ['Paragraph'], find: findInParagraph }),
		blockRule({ nodes: ['BlockMath'], find: findMathBlock }),
		blockRule({
			nodes: ['FencedCode'],
			find: (node, state) => findDiagram(node, state) ?? findAnswerBlock(node, state),
		}),
		blockRule({ nodes: ['Table'], find: findTable }),
	];
}
