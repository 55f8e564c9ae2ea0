// Finds the top-level blocks of a tree that may be drawn whole. After a key press nearly all of the tree is the old one,
// object for object: what was found in a part is kept with that part, so that a long note costs no more than a short one.
import { Tree, TreeBuffer } from '@lezer/common';

/** A block in a tree. */
export interface Candidate {
	tree: Tree;
	/** Its start, counted from the start of the part that holds it. */
	from: number;
}

const drawn = new Set(['Table', 'FencedCode', 'BlockMath']);
const drawnAlone = new Set(['Embed', 'Image', 'DisplayMath']);
const none: readonly Candidate[] = [];
const known = new WeakMap<Tree, readonly Candidate[]>();

/** The blocks of a document's tree, or of a part of it, that may be drawn whole, in order. */
export function listCandidates(part: Tree): readonly Candidate[] {
	const kept = known.get(part);
	if (kept) return kept;
	const found: Candidate[] = [];
	part.children.forEach((child, i) => {
		if (!(child instanceof Tree)) return;
		const from = part.positions[i] ?? 0;
		// Long documents are balanced into nameless parts.
		const inner = child.type.isAnonymous
			? listCandidates(child)
			: mayBeDrawn(child)
				? [{ tree: child, from: 0 }]
				: none;
		for (const candidate of inner) found.push({ tree: candidate.tree, from: from + candidate.from });
	});
	known.set(part, found);
	return found;
}

function mayBeDrawn(block: Tree): boolean {
	return drawn.has(block.type.name) || (block.type.name === 'Paragraph' && holdsOneThing(block));
}

/** Whether a paragraph is nothing but one image, embed or formula. */
function holdsOneThing(paragraph: Tree): boolean {
	const [child] = paragraph.children;
	if (paragraph.children.length !== 1 || !child || child.length !== paragraph.length) return false;
	if (child instanceof Tree) return drawnAlone.has(child.type.name);
	// Small nodes are packed: type, start, end and the index behind the node's children.
	const [type = -1, start, end, next] = child.buffer;
	const name = child.set.types[type]?.name ?? '';
	return (
		child instanceof TreeBuffer &&
		start === 0 &&
		end === child.length &&
		next === child.buffer.length &&
		drawnAlone.has(name)
	);
}
