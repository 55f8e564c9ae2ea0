// Completion inside `[[`: notes, aliases, headings and blocks, ranked by the core.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { EditorState, TransactionSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { errorText } from '../backend/backend';
import type { Suggestion, UnnamedBlock } from '../backend/bindings';
import { isOutsideText } from './complete_place';
import { noteOf } from './editor_host';
import { currentSettings } from './editor_settings';
import { splitWikilink } from './syntax_wikilink';

/** What stands between `[[` and the cursor. */
const opened = /!?\[\[([^[\]\n]*)$/;

/** Asks the core what fits between `[[` and the cursor. */
export async function completeLinks(context: CompletionContext): Promise<CompletionResult | null> {
	const line = context.state.doc.lineAt(context.pos);
	const found = opened.exec(line.text.slice(0, context.pos - line.from));
	const text = found?.[1] ?? '';
	if (!found || text.includes('|') || isOutsideText(context.state, context.pos - text.length - 2)) return null;
	const { host, path } = noteOf(context.state);
	const suggestions = await host.ask({ ask: 'suggest_links', text, source: path }).catch(() => []);
	if (context.aborted || suggestions.length === 0) return null;
	return {
		from: context.pos - text.length,
		to: context.pos,
		// The core has matched and ranked; sorting here again would undo it.
		filter: false,
		options: suggestions.map((suggestion) => option(suggestion)),
	};
}

function option(suggestion: Suggestion): Completion {
	return {
		label: suggestion.label,
		detail: suggestion.detail,
		type: suggestion.kind,
		apply(view: EditorView, _completion: Completion, from: number, to: number) {
			if (suggestion.unnamed) void linkUnnamed(view, suggestion, suggestion.unnamed, from, to);
			else view.dispatch(insertLink(view.state, suggestion, from, to));
		},
	};
}

/** Gives a block an id, in this text or in its file, and then puts the link to it. */
async function linkUnnamed(
	view: EditorView,
	suggestion: Suggestion,
	{ line, starts }: UnnamedBlock,
	from: number,
	to: number,
): Promise<void> {
	const { host, path } = noteOf(view.state);
	const note = suggestion.path ?? path;
	const before = view.state.doc;
	const own = note === path;
	try {
		if (!own) await host.flush?.();
		const named = await host.ask({ ask: 'name_block', note, line, starts, text: own ? before.toString() : null });
		// Whoever typed on meanwhile has lost interest in the place.
		if (view.state.doc !== before) return;
		const link = insertLink(view.state, { ...suggestion, insert: withId(suggestion.insert, named.id) }, from, to);
		const id = named.at === null ? [] : [{ from: named.at, insert: named.insert }];
		view.dispatch(withChange(view.state, link, id));
	} catch (thrown) {
		host.notice(errorText(thrown));
	}
}

/** A link to a block, its id put where the core left it out: before the display text, where there is one. */
function withId(insert: string, id: string): string {
	const pipe = insert.indexOf('|');
	return pipe < 0 ? insert + id : insert.slice(0, pipe) + id + insert.slice(pipe);
}

/** A link together with the id of the block it leads to, as one step of undo. */
function withChange(
	state: EditorState,
	link: TransactionSpec,
	id: readonly { from: number; insert: string }[],
): TransactionSpec {
	const changes = state.changes([link.changes ?? [], ...id]);
	const { anchor } = link.selection as { anchor: number };
	// The cursor was put for the link alone; an id before it moves it on.
	const moved = id.reduce((sum, change) => (change.from < anchor ? sum + change.insert.length : sum), 0);
	return { ...link, changes, selection: { anchor: anchor + moved } };
}

/** The change that puts a suggestion between `[[` at `from` and its end, whether that is typed yet or not. */
export function insertLink(state: EditorState, suggestion: Suggestion, from: number, to: number): TransactionSpec {
	const rest = state.sliceDoc(to, state.doc.lineAt(to).to);
	const closed = /^([^[\]\n]*)\]\]/.exec(rest);
	const tail = closed?.[1] ?? '';
	const end = closed ? to + closed[0].length : to + (rest.startsWith(']') ? 1 : 0);
	// A display text that is there already is the person's own and stays.
	const display = tail.includes('|') ? tail.slice(tail.indexOf('|')) : null;
	const inner = display === null ? suggestion.insert : splitWikilink(suggestion.insert).target + display;
	const embed = state.sliceDoc(from - 3, from) === '![[';
	if (state.facet(currentSettings)?.use_markdown_links) {
		return replace(from - 2, end, markdownLink(inner, suggestion, embed));
	}
	return replace(from, end, `${inner}]]`);
}

function replace(from: number, to: number, insert: string): TransactionSpec {
	return {
		changes: { from, to, insert },
		selection: { anchor: from + insert.length },
		userEvent: 'input.complete',
		scrollIntoView: true,
	};
}

/** The same link in Markdown's form; the `!` of an embed stands before it already. */
export function markdownLink(inner: string, suggestion: Pick<Suggestion, 'label' | 'path'>, embed: boolean): string {
	const { target, display } = splitWikilink(inner);
	const hash = target.indexOf('#');
	const file = hash < 0 ? target : target.slice(0, hash);
	const subpath = hash < 0 ? '' : target.slice(hash);
	const extended = file !== '' && !isFileName(file, suggestion.path) ? `${file}.md` : file;
	const name = display ?? (file === '' ? subpath.slice(1) : (file.split('/').at(-1) ?? file));
	return `[${embed && display === null ? '' : name}](${encode(extended + subpath)})`;
}

// Wikilinks leave `.md` out; every other extension is written.
function isFileName(target: string, path: string | null): boolean {
	return path === null ? /\.\w{1,5}$/.test(target) : path.endsWith(target.split('/').at(-1) ?? target);
}

function encode(destination: string): string {
	const spaced = destination
		.replaceAll('%', '%25')
		.replaceAll(' ', '%20')
		.replaceAll('<', '%3C')
		.replaceAll('>', '%3E');
	return isBalanced(spaced) ? spaced : spaced.replaceAll('(', '%28').replaceAll(')', '%29');
}

function isBalanced(text: string): boolean {
	let depth = 0;
	for (const c of text) {
		if (c === '(') depth++;
		if (c === ')' && --depth < 0) return false;
	}
	return depth === 0;
}
