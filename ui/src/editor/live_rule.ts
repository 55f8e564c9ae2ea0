// How live preview draws: one walk over the visible part of the tree, in which each feature's rule says what to hide
// and what to show for its own nodes. Features contribute rules; nobody else makes inline decorations.
import { foldedRanges, syntaxTree } from '@codemirror/language';
import { type EditorState, type Extension, Facet, type Range } from '@codemirror/state';
import {
	Decoration,
	type DecorationSet,
	type EditorView,
	ViewPlugin,
	type ViewUpdate,
	type WidgetType,
} from '@codemirror/view';
import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import { linksAnswered } from './link_state';
import { isHeld, isLineRevealed, isRevealed, revealChanged } from './reveal';

/** What a feature draws for some kinds of nodes. */
export interface LiveRule {
	/** Names of the nodes. */
	nodes: readonly string[];
	/** Draws a node; false leaves out what is inside of it. */
	draw(node: SyntaxNode, canvas: LiveCanvas): boolean | undefined;
}

const liveRules = Facet.define<LiveRule, ReadonlyMap<string, readonly LiveRule[]>>({
	combine(rules) {
		const byNode = new Map<string, LiveRule[]>();
		for (const rule of rules) for (const name of rule.nodes) byNode.set(name, [...(byNode.get(name) ?? []), rule]);
		return byNode;
	},
});

/** Makes a rule part of live preview. */
export function liveRule(rule: LiveRule): Extension {
	return liveRules.of(rule);
}

interface LineLook {
	classes: Set<string>;
	style: Map<string, string>;
}

const hidden = Decoration.replace({});

/** What rules draw on: the visible range of the document. */
export class LiveCanvas {
	readonly state: EditorState;
	private readonly ranges: Range<Decoration>[] = [];
	private readonly lines = new Map<number, LineLook>();
	private readonly drawn = new Set<string>();

	constructor(
		readonly view: EditorView,
		/** The visible ranges; rules with long nodes keep to them. */
		readonly visible: readonly { from: number; to: number }[],
	) {
		this.state = view.state;
	}

	/** The text of a range. */
	text(of: { from: number; to: number }): string {
		return this.state.sliceDoc(of.from, of.to);
	}

	isRevealed(range: { from: number; to: number }): boolean {
		return isRevealed(this.state, range);
	}

	isLineRevealed(range: { from: number; to: number }): boolean {
		return isLineRevealed(this.state, range);
	}

	/** Takes characters out of sight. */
	hide(from: number, to: number) {
		this.add(from, to, hidden, 'hide');
	}

	/** Shows a widget in place of characters of one line. */
	replace(from: number, to: number, widget: WidgetType) {
		this.add(from, to, Decoration.replace({ widget }), 'replace');
	}

	/** Shows a widget between characters; a negative side puts it before a cursor there. */
	insert(at: number, widget: WidgetType, side = 1) {
		this.ranges.push(Decoration.widget({ widget, side }).range(at));
	}

	/** Gives characters a class. */
	mark(from: number, to: number, className: string, attributes?: Record<string, string>) {
		if (from < to)
			this.ranges.push(Decoration.mark({ class: className, ...(attributes && { attributes }) }).range(from, to));
	}

	/** Gives the line that begins at a position a class, and properties of its style; the last one given stays. */
	line(lineStart: number, className: string, style: Record<string, string | number> = {}) {
		let look = this.lines.get(lineStart);
		if (!look) {
			look = { classes: new Set(), style: new Map() };
			this.lines.set(lineStart, look);
		}
		if (className !== '') look.classes.add(className);
		for (const [name, value] of Object.entries(style)) look.style.set(name, String(value));
	}

	/** The visible lines that a range covers. */
	*linesIn(range: { from: number; to: number }) {
		for (const { from, to } of this.visible) {
			for (let pos = Math.max(from, range.from); pos <= Math.min(to, range.to); ) {
				const line = this.state.doc.lineAt(pos);
				yield line;
				pos = line.to + 1;
			}
		}
	}

	finish(): DecorationSet {
		for (const [from, look] of this.lines) {
			const style = [...look.style].map(([name, value]) => `${name}:${value}`).join(';');
			this.ranges.push(
				Decoration.line({ class: [...look.classes].join(' '), ...(style !== '' && { attributes: { style } }) }).range(
					from,
				),
			);
		}
		return Decoration.set(this.ranges, true);
	}

	// A plugin's replacements may not take a line break away, and a node that reaches over a gap between two visible
	// ranges is met twice.
	private add(from: number, to: number, decoration: Decoration, kind: string) {
		const key = `${kind}${from}`;
		if (from >= to || this.drawn.has(key) || this.state.doc.lineAt(from).to < to) return;
		this.drawn.add(key);
		this.ranges.push(decoration.range(from, to));
	}
}

function drawVisible(view: EditorView): DecorationSet {
	const rules = view.state.facet(liveRules);
	const canvas = new LiveCanvas(view, view.visibleRanges);
	const tree = syntaxTree(view.state);
	const enter = (ref: SyntaxNodeRef) => {
		let into = true;
		for (const rule of rules.get(ref.name) ?? []) if (rule.draw(ref.node, canvas) === false) into = false;
		return into;
	};
	for (const { from, to } of view.visibleRanges) tree.iterate({ from, to, enter });
	return canvas.finish();
}

class LiveDrawing {
	decorations: DecorationSet;
	private waiting = false;

	constructor(view: EditorView) {
		this.decorations = drawVisible(view);
	}

	update(update: ViewUpdate) {
		this.waiting ||= isOutdated(update);
		if (!this.waiting) return;
		// The text node in which a character is being composed must stay, and nothing may move under a pressed mouse.
		if (update.view.composing || (isHeld(update.state) && !update.viewportChanged)) {
			this.decorations = this.decorations.map(update.changes);
			return;
		}
		this.waiting = false;
		this.decorations = drawVisible(update.view);
	}
}

function isOutdated(update: ViewUpdate): boolean {
	return (
		update.docChanged ||
		update.viewportChanged ||
		revealChanged(update.startState, update.state) ||
		syntaxTree(update.startState) !== syntaxTree(update.state) ||
		foldedRanges(update.startState) !== foldedRanges(update.state) ||
		update.transactions.some((transaction) => transaction.effects.some((effect) => effect.is(linksAnswered)))
	);
}

/** Draws the rules of the state. */
export function liveDrawing(): Extension {
	return ViewPlugin.fromClass(LiveDrawing, { decorations: (drawing) => drawing.decorations });
}
