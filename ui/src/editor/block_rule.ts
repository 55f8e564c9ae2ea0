// How live preview draws whole blocks: tables, diagrams, math, images and embeds stand in place of their lines until
// the selection touches them. They change the height of the document, so that they live in the state, not in a view;
// only blocks at the top of the note are looked at, which keeps the walk short in a long one.
import { syntaxTree } from '@codemirror/language';
import {
	type EditorState,
	type Extension,
	Facet,
	MapMode,
	type Range,
	StateField,
	type Transaction,
} from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, type WidgetType } from '@codemirror/view';
import type { SyntaxNode, Tree } from '@lezer/common';
import { type Candidate, listCandidates } from './block_candidates';
import { noteOf } from './editor_host';
import { linksChanged } from './link_state';
import { isHeld, isRevealed, revealChanged } from './reveal';

/** A block that is drawn by a widget. */
export interface DrawnBlock {
	widget: WidgetType;
	/** Whether the widget stays, below the source, while the source is shown. */
	stays: boolean;
}

/** What a feature draws for whole blocks. */
export interface BlockRule {
	nodes: readonly string[];
	/** The widget of a block, null where it stays text. Must be quick: it runs for all blocks after each change. */
	find(node: SyntaxNode, state: EditorState, epoch: number): DrawnBlock | null;
}

interface FoundBlock extends DrawnBlock {
	from: number;
	to: number;
}

interface Blocks {
	found: readonly FoundBlock[];
	revealed: string;
	decorations: DecorationSet;
	/** Counts the changes of the vault, so that embeds know when to ask again. */
	epoch: number;
}

const blockRules = Facet.define<BlockRule, ReadonlyMap<string, BlockRule>>({
	combine: (rules) => new Map(rules.flatMap((rule) => rule.nodes.map((name) => [name, rule] as const))),
});

/** Makes a rule part of live preview. */
export function blockRule(rule: BlockRule): Extension {
	return blockRules.of(rule);
}

// A block keeps its widget as long as the parser keeps its tree, which says that its text has not changed.
interface KeptWidget {
	epoch: number;
	context: unknown;
	drawn: DrawnBlock | null;
	/** How many blanks stand before the block on its line and behind it. */
	before: number;
	after: number;
}

const keptWidgets = new WeakMap<Tree, KeptWidget>();

function findWidget(state: EditorState, { tree, from }: Candidate, epoch: number): KeptWidget {
	const context = noteOf(state);
	const kept = keptWidgets.get(tree);
	if (kept?.epoch === epoch && kept.context === context) return kept;
	const node = syntaxTree(state).topNode.childAfter(from);
	const drawn = node?.from === from ? (state.facet(blockRules).get(node.name)?.find(node, state, epoch) ?? null) : null;
	const to = from + tree.length;
	const before = from - state.doc.lineAt(from).from;
	const found = { epoch, context, drawn, before, after: state.doc.lineAt(to).to - to };
	keptWidgets.set(tree, found);
	return found;
}

function findBlocks(state: EditorState, epoch: number): FoundBlock[] {
	const found: FoundBlock[] = [];
	for (const candidate of listCandidates(syntaxTree(state))) {
		const { drawn, before, after } = findWidget(state, candidate, epoch);
		const { from, tree } = candidate;
		if (drawn) found.push({ ...drawn, from: from - before, to: from + tree.length + after });
	}
	return found;
}

// Where a long note is not parsed to its end yet, what was found there before stays: a block that comes and goes would
// make the text jump.
function keepUnparsed(state: EditorState, found: FoundBlock[], before: readonly FoundBlock[]): FoundBlock[] {
	const reached = Math.max(syntaxTree(state).length, found.at(-1)?.to ?? 0);
	return reached >= state.doc.length ? found : [...found, ...before.filter((block) => block.from > reached)];
}

function moveBlocks(blocks: readonly FoundBlock[], { changes, docChanged }: Transaction): readonly FoundBlock[] {
	if (!docChanged) return blocks;
	return blocks.flatMap((block) => {
		const from = changes.mapPos(block.from, 1, MapMode.TrackDel);
		const to = changes.mapPos(block.to, -1, MapMode.TrackDel);
		return from === null || to === null || changes.touchesRange(block.from, block.to) ? [] : { ...block, from, to };
	});
}

function listRevealed(state: EditorState, found: readonly FoundBlock[]): string {
	return found.map((block, i) => (isRevealed(state, block) ? i : '')).join(',');
}

function draw(state: EditorState, found: readonly FoundBlock[], epoch: number): Blocks {
	const ranges: Range<Decoration>[] = [];
	for (const block of found) {
		if (!isRevealed(state, block)) {
			ranges.push(Decoration.replace({ widget: block.widget, block: true }).range(block.from, block.to));
		} else if (block.stays) {
			ranges.push(Decoration.widget({ widget: block.widget, block: true, side: 1 }).range(block.to));
		}
	}
	return { found, revealed: listRevealed(state, found), decorations: Decoration.set(ranges), epoch };
}

function update(blocks: Blocks, transaction: Transaction): Blocks {
	const { state, startState } = transaction;
	const refreshed = transaction.effects.some((effect) => effect.is(linksChanged));
	const renamed = noteOf(startState) !== noteOf(state);
	if (transaction.docChanged || refreshed || renamed || syntaxTree(startState) !== syntaxTree(state)) {
		const epoch = refreshed ? blocks.epoch + 1 : blocks.epoch;
		const moved = moveBlocks(blocks.found, transaction);
		const found = keepUnparsed(state, findBlocks(state, epoch), moved);
		return isSame(moved, found) && listRevealed(state, found) === blocks.revealed
			? { ...blocks, found, decorations: blocks.decorations.map(transaction.changes) }
			: draw(state, found, epoch);
	}
	if (!revealChanged(startState, state) || isHeld(state)) return blocks;
	return listRevealed(state, blocks.found) === blocks.revealed ? blocks : draw(state, blocks.found, blocks.epoch);
}

function isSame(before: readonly FoundBlock[], now: readonly FoundBlock[]): boolean {
	return before.length === now.length && before.every((block, i) => isSameBlock(block, now[i]));
}

function isSameBlock(a: FoundBlock, b: FoundBlock | undefined): boolean {
	return a.widget === b?.widget && a.from === b.from && a.to === b.to;
}

const blocksField = StateField.define<Blocks>({
	create: (state) => draw(state, findBlocks(state, 0), 0),
	update,
	provide: (field) => EditorView.decorations.from(field, (blocks) => blocks.decorations),
});

/** Draws the rules of the state. */
export function blockDrawing(): Extension {
	return blocksField;
}

/** Puts the cursor into the source of a drawn block, which shows it. */
export function editSource(view: EditorView, dom: HTMLElement, offset = 0) {
	const start = view.posAtDOM(dom);
	view.focus();
	view.dispatch({ selection: { anchor: Math.min(start + offset, view.state.doc.length) }, scrollIntoView: true });
}

/** The button, shown on hover, that opens the source of a drawn block. */
export function sourceButton(view: EditorView, dom: HTMLElement): HTMLButtonElement {
	const button = document.createElement('button');
	button.type = 'button';
	button.className = 'source-button';
	button.textContent = '</>';
	button.setAttribute('aria-label', 'Edit the source of this block');
	button.addEventListener('mousedown', (event) => event.preventDefault());
	button.addEventListener('click', () => editSource(view, dom));
	return button;
}
