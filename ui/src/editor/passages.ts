// The passages that tie a note to the thesis or cluster that is highlighted, washed in its hue; a card says why.
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import { editorPassageCards } from './passage_card';

/** A passage in UTF-16 units of the editor's text. */
export interface Passage {
	from: number;
	to: number;
	why: string;
}

/** What passages are tied to. */
export interface PassageMark {
	/** The token of its hue, `--h3`. */
	hue: string;
	/** Its letter; empty where it has none. */
	letter: string;
	title: string;
}

/** The passages to show from now on, and what they are tied to; none takes the wash away. */
export const showPassages = StateEffect.define<{ passages: readonly Passage[]; mark: PassageMark }>();

/** What a washed element says of itself, for its card. */
export function passageData(why: string, { letter, title }: PassageMark): Record<string, string> {
	return { 'data-why': why, 'data-letter': letter, 'data-title': title };
}

const passageField = StateField.define<DecorationSet>({
	create: () => Decoration.none,
	update(shown, transaction) {
		let next = shown.map(transaction.changes);
		for (const effect of transaction.effects) {
			if (effect.is(showPassages)) next = washed(effect.value, transaction.newDoc.length);
		}
		return next;
	},
	provide: (field) => EditorView.decorations.from(field),
});

function washed(
	{ passages, mark }: { passages: readonly Passage[]; mark: PassageMark },
	length: number,
): DecorationSet {
	const marks = passages
		.filter(({ from, to }) => from < to && to <= length)
		.map(({ from, to, why }) =>
			Decoration.mark({
				class: 'passage',
				attributes: { ...passageData(why, mark), style: `--passage: var(${mark.hue})` },
			}).range(from, to),
		);
	return Decoration.set(marks, true);
}

/** Where a passage stands in the editor, which has no carriage returns and no byte-order mark. */
export function placePassages(passages: readonly Passage[], onDisk: string): Passage[] {
	const lost: number[] = [];
	for (let at = 0; at < onDisk.length; at++) {
		if ((at === 0 && onDisk[at] === '\uFEFF') || (onDisk[at] === '\r' && onDisk[at + 1] === '\n')) lost.push(at);
	}
	if (lost.length === 0) return [...passages];
	const before = (at: number) => {
		let [low, high] = [0, lost.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((lost[middle] ?? 0) < at) low = middle + 1;
			else high = middle;
		}
		return low;
	};
	return passages.map(({ from, to, why }) => ({ from: from - before(from), to: to - before(to), why }));
}

/** Shows the passages that `showPassages` tells. */
export function passageWash(): Extension {
	return [passageField, editorPassageCards()];
}
