// The editor of a note: CodeMirror over the note's own text, with every feature of this folder put together.
import { history, historyField } from '@codemirror/commands';
import { foldState } from '@codemirror/language';
import {
	Compartment,
	EditorSelection,
	EditorState,
	type Extension,
	type StateEffect,
	type Transaction,
} from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { TextChange } from '../backend/bindings';
import { editorBasics } from './editor_basics';
import { editorCommands } from './editor_commands';
import { type EditorHost, type EditorMode, noteContext, noteOf } from './editor_host';
import { type EditorKeys, editorKeys } from './editor_keys';
import { editorSettings } from './editor_settings';
import { placeOf } from './follow_link';
import { foldedLines, restorePlace } from './kept_place';
import { linksChanged } from './link_state';
import { leaveFrontmatter } from './live_frontmatter';
import { livePreview } from './live_preview';
import { noteFeatures } from './note_features';
import { linkAt, type NoteLink } from './note_link';
import { outsideChange, outsideTransaction } from './outside_change';
import { type Passage, type PassageMark, passageWash, showPassages } from './passages';
import { countWords } from './word_count';

export { type EditorCommand, editorCommands } from './editor_commands';
export type { EditorHost, EditorMode, FollowHow } from './editor_host';

/** What an editor is made with. */
export interface NoteEditorOptions {
	/** The text with `\n` line ends. */
	doc: string;
	/** Path of the note in the vault. */
	path: string;
	editable: boolean;
	/** No Markdown at all, for texts that are too large. */
	plain: boolean;
	mode: EditorMode;
	host: EditorHost;
	/** What `saveState` gave for the same note: undo, selection and scroll position come back. */
	state?: unknown;
}

/** Where an editor is scrolled to: the first line in sight, 1-based, and the pixels of it that are out of sight. */
export interface ScrollPlace {
	line: number;
	offset: number;
}

/** The editor of one note. Lines and columns are 1-based. */
export interface NoteEditor {
	readonly view: EditorView;
	/** An element above the text that scrolls with it, for the title and the properties. */
	readonly header: HTMLElement;
	text(): string;
	/**
	 * Replaces the text by the smallest change: cursor, folds and undo hold. `outside` came from another program and is
	 * not undone with the person's own edits; `merge` is one step of undo. The host is not told of a change.
	 */
	setText(text: string, how: 'outside' | 'merge'): void;
	setMode(mode: EditorMode): void;
	setEditable(editable: boolean): void;
	/** After a rename. */
	setPath(path: string): void;
	/** Asks again which links resolve and what embeds show, after the vault changed. */
	refreshLinks(): void;
	/** Asks for the settings again. */
	refreshSettings(): void;
	/** Asks the host for the keys of its commands again. */
	refreshKeys(): void;
	/** The whole text with what is selected in it; offsets in UTF-16 units. */
	selection(): { text: string; from: number; to: number };
	/** Makes changes as one step of undo, if the text is still `of`; false where it is not, or may not change. */
	change(changes: readonly TextChange[], of: string): boolean;
	focus(): void;
	goToLine(line: number, column?: number): void;
	/** Selects a passage in the middle of what is in sight; the focus stays where it is. */
	select(passage: { from: number; to: number }): void;
	scrollState(): ScrollPlace;
	scrollTo(place: ScrollPlace): void;
	/** Everything that a tab needs to come back as it was, to be given as `state` to the next editor of the note. */
	saveState(): unknown;
	wordCount(): number;
	/** Where the cursor is, and what is selected. */
	place(): CursorPlace;
	/** The place that is kept from one start to the next. */
	keptPlace(): KeptPlace;
	/** Goes to a place that was kept, as far as the text still has it. */
	restorePlace(place: KeptPlace): void;
	/** The link, tag or footnote that the cursor is in. */
	linkAtCursor(): NoteLink | null;
	/** Runs a command of `editorCommands` by its id; false where there is none or it does not apply. */
	command(id: string): boolean;
	/** Washes passages in the hue of what they are tied to; none takes the wash away. */
	showPassages(passages: readonly Passage[], mark: PassageMark): void;
	destroy(): void;
}

/** A place in a note: the selection in UTF-16 units, what is in sight, and the 1-based lines with folds. */
export interface KeptPlace extends ScrollPlace {
	anchor: number;
	head: number;
	folds: number[];
}

/** A cursor in a text; offsets in UTF-16 units. */
export interface CursorPlace {
	from: number;
	to: number;
	/** 1-based. */
	line: number;
	lineText: string;
	selected: string;
}

interface SavedState {
	json: unknown;
	place: ScrollPlace;
}

const savedFields = { history: historyField, folds: foldState };

/** Makes an editor inside an element. */
export function createNoteEditor(parent: HTMLElement, options: NoteEditorOptions): NoteEditor {
	return new MountedEditor(parent, options);
}

class MountedEditor implements NoteEditor {
	readonly view: EditorView;
	readonly header = document.createElement('div');
	private readonly context = new Compartment();
	private readonly access = new Compartment();
	private readonly preview = new Compartment();
	private readonly settings = editorSettings();
	private readonly keys: EditorKeys;
	/** The cursor is drawn by its place in the window, which moves when what stands above the text comes or grows. */
	private readonly headerSize = new ResizeObserver(() => this.view.dispatch({ selection: this.view.state.selection }));

	constructor(
		parent: HTMLElement,
		private readonly options: NoteEditorOptions,
	) {
		parent.classList.add('note-editor');
		this.keys = editorKeys(options.host);
		const saved = isSaved(options.state) ? options.state : null;
		this.view = new EditorView({ parent, state: this.startState(saved) });
		this.header.className = 'note-header';
		this.view.scrollDOM.prepend(this.header);
		this.headerSize.observe(this.header);
		leaveFrontmatter(this.view);
		if (saved) {
			this.setText(options.doc, 'outside');
			this.scrollTo(saved.place);
		}
		this.refreshSettings();
	}

	text(): string {
		return this.view.state.doc.toString();
	}

	setText(text: string, how: 'outside' | 'merge') {
		if (text !== this.text()) this.view.dispatch(outsideTransaction(this.view.state, text, how));
	}

	setMode(mode: EditorMode) {
		if (mode !== noteOf(this.view.state).mode) this.setContext({ mode });
	}

	setPath(path: string) {
		if (path !== noteOf(this.view.state).path) this.setContext({ path });
	}

	setEditable(editable: boolean) {
		if (editable === !this.view.state.readOnly) return;
		this.view.dispatch({ effects: this.access.reconfigure(accessTo(editable)) });
	}

	refreshLinks() {
		this.view.dispatch({ effects: linksChanged.of(null) });
	}

	refreshSettings() {
		this.settings.load(this.view);
	}

	refreshKeys() {
		this.keys.refresh(this.view);
	}

	selection() {
		const { from, to } = this.view.state.selection.main;
		return { text: this.text(), from, to };
	}

	change(changes: readonly TextChange[], of: string): boolean {
		if (this.view.state.readOnly || this.text() !== of) return false;
		const set = this.view.state.changes(changes.map(({ from, to, text }) => ({ from, to, insert: text })));
		// The cursor comes to stand behind what was put where it was.
		const anchor = set.mapPos(this.view.state.selection.main.to, 1);
		this.view.dispatch({ changes: set, selection: { anchor }, userEvent: 'input.template', scrollIntoView: true });
		return true;
	}

	focus() {
		this.view.focus();
	}

	goToLine(line: number, column = 1) {
		const selection = placeOf(this.view.state, line, column);
		this.view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.main, { y: 'center' }) });
	}

	select({ from, to }: { from: number; to: number }) {
		const range = EditorSelection.range(from, Math.min(to, this.view.state.doc.length));
		const scroll = EditorView.scrollIntoView(range, { y: 'center' });
		this.view.dispatch({ selection: EditorSelection.create([range]), effects: scroll });
	}

	scrollState(): ScrollPlace {
		const top = this.view.scrollDOM.getBoundingClientRect().top - this.view.documentTop;
		const block = this.view.lineBlockAtHeight(Math.max(top, 0));
		const line = this.view.state.doc.lineAt(block.from).number;
		return { line, offset: Math.round(top - block.top) };
	}

	scrollTo({ line, offset }: ScrollPlace) {
		const { view } = this;
		const { from } = placeOf(view.state, line).main;
		// Inside the header there is nothing to align with; elsewhere the line's own top is off by the offset.
		view.dispatch({ effects: EditorView.scrollIntoView(from, { y: 'start', yMargin: -Math.max(offset, 0) }) });
	}

	saveState(): unknown {
		return { json: this.view.state.toJSON(savedFields), place: this.scrollState() } satisfies SavedState;
	}

	wordCount(): number {
		return countWords(this.text());
	}

	place(): CursorPlace {
		const { state } = this.view;
		const { from, to, head } = state.selection.main;
		const line = state.doc.lineAt(head);
		return { from, to, line: line.number, lineText: line.text, selected: state.sliceDoc(from, to) };
	}

	keptPlace(): KeptPlace {
		const { anchor, head } = this.view.state.selection.main;
		return { ...this.scrollState(), anchor, head, folds: foldedLines(this.view.state) };
	}

	restorePlace(place: KeptPlace) {
		restorePlace(this.view, place);
		leaveFrontmatter(this.view);
		this.scrollTo(place);
	}

	showPassages(passages: readonly Passage[], mark: PassageMark) {
		this.view.dispatch({ effects: showPassages.of({ passages, mark }) });
	}

	linkAtCursor(): NoteLink | null {
		return this.options.plain ? null : linkAt(this.view.state, this.view.state.selection.main.head);
	}

	command(id: string): boolean {
		return editorCommands.find((command) => command.id === id)?.run(this.view) ?? false;
	}

	destroy() {
		this.headerSize.disconnect();
		this.view.destroy();
	}

	private startState(saved: SavedState | null): EditorState {
		const extensions = this.extensions();
		if (saved) return EditorState.fromJSON(saved.json, { extensions }, savedFields);
		return EditorState.create({ doc: this.options.doc, extensions });
	}

	private extensions(): Extension {
		const { host, path, mode, editable, plain } = this.options;
		return [
			this.settings.extension,
			history(),
			this.context.of(noteContext.of({ host, path, mode })),
			this.access.of(accessTo(editable)),
			this.keys.extension,
			editorBasics(),
			passageWash(),
			plain ? [] : [noteFeatures(), this.preview.of(previewFor(mode))],
			EditorView.updateListener.of((update) => {
				if (update.transactions.some(isOwnChange)) host.changed();
			}),
		];
	}

	private setContext(change: { mode?: EditorMode; path?: string }) {
		const context = { ...noteOf(this.view.state), ...change };
		const effects: StateEffect<unknown>[] = [this.context.reconfigure(noteContext.of(context))];
		if (change.mode && !this.options.plain) effects.push(this.preview.reconfigure(previewFor(change.mode)));
		this.view.dispatch({ effects });
		leaveFrontmatter(this.view);
	}
}

function previewFor(mode: EditorMode): Extension {
	return mode === 'live' ? livePreview() : [];
}

function accessTo(editable: boolean): Extension {
	return [EditorState.readOnly.of(!editable), EditorView.contentAttributes.of({ 'aria-readonly': String(!editable) })];
}

function isOwnChange(transaction: Transaction): boolean {
	return transaction.docChanged && !transaction.annotation(outsideChange);
}

function isSaved(state: unknown): state is SavedState {
	return typeof state === 'object' && state !== null && 'json' in state && 'place' in state;
}
