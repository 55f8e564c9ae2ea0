// Right-to-left text: every line takes its direction from its first strong letter.
import { type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

const strong = /[\p{L}]/u;
const rightToLeft =
	/[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const rtlLine = Decoration.line({ attributes: { dir: 'rtl' } });

/** The direction of a line's first strong letter. */
export function directionOf(text: string): 'ltr' | 'rtl' {
	return rightToLeft.test(strong.exec(text)?.[0] ?? '') ? 'rtl' : 'ltr';
}

function findRightToLeft(view: EditorView): DecorationSet {
	const lines = new RangeSetBuilder<Decoration>();
	for (const { from, to } of view.visibleRanges) {
		// Most notes hold no such letter at all; one look at the whole range answers for all its lines.
		if (!rightToLeft.test(view.state.sliceDoc(from, to))) continue;
		for (let pos = from; pos <= to; ) {
			const line = view.state.doc.lineAt(pos);
			// The first strong letter of a line comes early; a line may be megabytes long.
			if (directionOf(view.state.sliceDoc(line.from, Math.min(line.to, line.from + 500))) === 'rtl')
				lines.add(line.from, line.from, rtlLine);
			pos = line.to + 1;
		}
	}
	return lines.finish();
}

class Directions {
	lines: DecorationSet;

	constructor(view: EditorView) {
		this.lines = findRightToLeft(view);
	}

	update(update: ViewUpdate) {
		if (update.docChanged || update.viewportChanged) this.lines = findRightToLeft(update.view);
	}
}

/** Gives lines of right-to-left text their direction. */
export function textDirection(): Extension {
	return [
		EditorView.perLineTextDirection.of(true),
		ViewPlugin.fromClass(Directions, { decorations: (plugin) => plugin.lines }),
	];
}
