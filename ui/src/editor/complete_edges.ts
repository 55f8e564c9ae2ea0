// Completion of an edge: the word `supports::` in a list item, the thesis behind it, then how hard it pushes.
import {
	type Completion,
	type CompletionContext,
	type CompletionResult,
	closeCompletion,
	currentCompletions,
	startCompletion,
} from '@codemirror/autocomplete';
import { type Extension, Prec } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import type { Suggestion } from '../backend/bindings';
import { strings } from '../state/strings';
import { hueToken } from '../state/thesis_marks';
import { thesisLetters } from '../state/thesis_rows';
import { isOutsideText } from './complete_place';
import { askEdgeNames, stanceOf } from './edge_names';
import { edgeTailAt, firstWordAt, type ThesisPlace, thesisPlaceAt } from './edge_place';
import { noteOf } from './editor_host';

/** The mark of a thesis in the list. */
interface Marked extends Completion {
	mark?: { colour: number; letter: string };
}

const wordType = 'edge-word';

/** Offers `supports::` and its like as the first word of a list item. */
export async function completeEdgeWords(context: CompletionContext): Promise<CompletionResult | null> {
	const word = firstWordAt(context.state, context.pos);
	if (!word || isOutsideText(context.state, context.pos)) return null;
	const { stances } = await askEdgeNames(noteOf(context.state).host);
	const typed = word.text.toLowerCase();
	const options = stances
		.map(({ stance, names }) => ({ stance, name: names[0] ?? stance }))
		.filter(({ name }) => name.toLowerCase().startsWith(typed))
		.map(({ stance, name }) => ({
			label: `${name}::`,
			detail: `${strings.stance.signs[stance]} ${strings.bearsOn.thesis}`,
			type: wordType,
			apply: (view: EditorView, _: Completion, from: number, to: number) =>
				insertAndGoOn(view, from, to, `${name}:: `, true),
		}));
	return options.length === 0 || context.aborted ? null : { from: word.from, filter: false, options };
}

/** Offers theses behind `supports::`, and the pillars of one behind its `#`. */
export async function completeTheses(context: CompletionContext): Promise<CompletionResult | null> {
	const { state, pos } = context;
	const place = thesisPlaceAt(state, pos);
	if (!place || (!place.inProperties && isOutsideText(state, pos))) return null;
	const { host, path } = noteOf(state);
	const names = await askEdgeNames(host);
	if (context.aborted || !stanceOf(names, place.field)) return null;
	const [suggestions, theses] = await Promise.all([
		host.ask({ ask: 'suggest_theses', text: place.text, source: path }).catch(() => []),
		host.ask({ ask: 'theses' }).catch(() => []),
	]);
	if (context.aborted || suggestions.length === 0) return null;
	const letters = thesisLetters(theses);
	const option = (suggestion: Suggestion): Marked => {
		const colour = theses.find((thesis) => thesis.path === suggestion.path)?.colour;
		const letter = letters.get(suggestion.path ?? '') ?? '';
		return {
			label: suggestion.label,
			// The thesis of a pillar is the one that is typed.
			detail: suggestion.kind === 'block' ? blockOf(suggestion.insert) : suggestion.detail,
			type: suggestion.kind,
			...(colour !== undefined && { mark: { colour, letter } }),
			apply: (view: EditorView) => insertThesis(view, place, suggestion),
		};
	};
	return { from: pos - place.text.length, filter: false, options: suggestions.map(option) };
}

function blockOf(link: string): string {
	return link.slice(link.lastIndexOf('#') + 1);
}

/** Offers how hard an edge pushes once its thesis stands there. */
export async function completeStrength(context: CompletionContext): Promise<CompletionResult | null> {
	const { state, pos } = context;
	const found = edgeTailAt(state, pos);
	const typed = found && /^\s*(?:\(([\p{L}_-]*)(?:(::)[ \t]*([\p{L}]*))?)?$/u.exec(found.tail);
	// Right behind the link Enter has to be Enter; a space, a bracket or the choice of a thesis asks for it.
	if (!found || !typed || (found.tail === '' && !context.explicit)) return null;
	if (
		isOutsideText(state, pos) ||
		state
			.sliceDoc(pos, pos + 1)
			.trim()
			.replace(')', '') !== ''
	)
		return null;
	const names = await askEdgeNames(noteOf(state).host);
	const [, word = '', colons, value = ''] = typed;
	if (context.aborted || !stanceOf(names, found.field) || (!colons && !names.strength.startsWith(word))) return null;
	const from = pos - found.tail.length;
	const options = (['strong', 'moderate', 'weak'] as const)
		.filter((strength) => strength.startsWith(value))
		.map((strength) => ({
			label: `(${names.strength}:: ${strength})`,
			type: 'edge-strength',
			apply: (view: EditorView, _: Completion, __: number, to: number) => {
				const closing = found.tail.includes('(') && view.state.sliceDoc(to, to + 1) === ')' ? 1 : 0;
				insertAndGoOn(view, from, to + closing, ` (${names.strength}:: ${strength}) — `, false);
			},
		}));
	return options.length === 0 ? null : { from: pos, filter: false, options };
}

/** Puts the link to a thesis in place of what is typed of it, whether its brackets are closed yet or not. */
function insertThesis(view: EditorView, place: ThesisPlace, suggestion: Suggestion): void {
	const { state } = view;
	const to = state.selection.main.head;
	const typed = state.sliceDoc(place.from, to);
	const rest = state.sliceDoc(to, state.doc.lineAt(to).to);
	const closing = typed.startsWith('[[') ? (/^[^[\]\n]*\]\]|^\]?/.exec(rest)?.[0] ?? '') : '';
	const quoted = place.quote !== '' && rest.slice(closing.length).startsWith(place.quote) ? place.quote : '';
	const link = `[[${suggestion.insert}]]`;
	if (place.inProperties) {
		const text = place.quote === '' ? `"${link}"` : link + place.quote;
		insertAndGoOn(view, place.from, to + closing.length + quoted.length, text, false);
	} else {
		const gap = state.sliceDoc(place.from - 1, place.from) === ':' ? ' ' : '';
		insertAndGoOn(view, place.from, to + closing.length, gap + link, true);
	}
}

function insertAndGoOn(view: EditorView, from: number, to: number, insert: string, more: boolean): void {
	view.dispatch({
		changes: { from, to, insert },
		selection: { anchor: from + insert.length },
		userEvent: 'input.complete',
		scrollIntoView: true,
	});
	if (more) startCompletion(view);
}

/** The mark of a thesis, drawn before its name. */
export function completionMark(completion: Marked): Node | null {
	if (!completion.mark) return null;
	const mark = document.createElement('span');
	mark.className = 'completion-mark';
	mark.style.background = `var(${hueToken(completion.mark.colour)})`;
	mark.textContent = completion.mark.letter;
	mark.ariaHidden = 'true';
	return mark;
}

/** An item that says “con” and nothing more is a word of its own: there Enter ends the line. */
export function quietEdgeWords(): Extension {
	const leave = (view: EditorView) => {
		const word = firstWordAt(view.state, view.state.selection.main.head);
		const isOffered = currentCompletions(view.state).some(({ type }) => type === wordType);
		if (isOffered && word?.text.toLowerCase() === 'con') closeCompletion(view);
		return false;
	};
	return Prec.highest(keymap.of([{ key: 'Enter', run: leave }]));
}
