// What the editor needs from the window around it, and how its features reach that.
import { type EditorState, Facet } from '@codemirror/state';
import type { KeyBinding } from '@codemirror/view';
import type { Backend } from '../backend/backend';

/** Where a followed link opens. */
export type FollowHow = 'here' | 'tab' | 'split';

/** Where a link opens that is followed by a click or a key. */
export function followHow(event: MouseEvent | KeyboardEvent): FollowHow {
	const isMiddle = 'button' in event && event.button === 1;
	if (!event.metaKey && !event.ctrlKey && !isMiddle) return 'here';
	return event.altKey ? 'split' : 'tab';
}

/** A base that stands in a note: a file, or the text of a block. */
export interface EmbeddedBase {
	/** The note it stands in. */
	note: string;
	/** The path of the base, for an embed. */
	path?: string;
	/** The name of the view, for an embed; empty for the first one. */
	view?: string;
	/** The text, for a block. */
	text?: string;
	/** Called when the height has changed. */
	resized?: () => void;
}

/** A search that stands in a note as a block. */
export interface EmbeddedQuery {
	/** The note it stands in. */
	note: string;
	/** The text of the block. */
	text: string;
	/** Called when the height has changed. */
	resized?: () => void;
}

/** The window around an editor or a reading view. */
export interface EditorHost {
	ask: Backend['ask'];
	/** The person changed the text. Not called for `setText`. */
	changed(): void;
	/** Opens what a link points to; `target` is as written, with its subpath. */
	followLink(target: string, how: FollowHow): void;
	/** Shows the notes of a tag, named without its `#`. */
	openTag(tag: string): void;
	openExternal(url: string): void;
	/** Opens an address that stands in a document, once the person has seen it and agreed. */
	openUnseen(url: string): void;
	/** The keys of the app's commands, which win over the editor's own. */
	keys(): KeyBinding[];
	/** The keys that the person gave to a command of the editor; undefined leaves its usual ones. */
	commandKeys?(id: string): readonly string[] | undefined;
	/** The address under which the window shows an attachment, by its path in the vault. */
	attachmentUrl(path: string): Promise<string>;
	/** The bytes of a PDF document, by its path in the vault. */
	readDocument(path: string): Promise<ArrayBuffer>;
	notice(text: string): void;
	/** Shows a base inside an element once that comes in sight; the answer takes it away. */
	mountBase?(parent: HTMLElement, base: EmbeddedBase): () => void;
	/** Shows what a query finds inside an element once that comes in sight; the answer takes it away. */
	mountQuery?(parent: HTMLElement, query: EmbeddedQuery): () => void;
	/** The number of words without frontmatter, told when typing pauses. */
	wordsChanged?(n: number): void;
	/** The 1-based line of the cursor, told when that moves to another one. */
	lineChanged?(line: number): void;
	/** Renames a property in every note, or removes it, once the person has seen what changes. */
	propertyEverywhere?(name: string, how: 'rename' | 'remove'): void;
	/** Opens the daily note of a day, `2026-11-22`; undefined while daily notes are off. */
	openDay?: ((day: string, how: FollowHow) => void) | undefined;
	/** Saves what is typed in any note, before the core changes files by itself. */
	flush?(): Promise<void>;
}

/** Live preview hides the marks of Markdown away from the cursor; source shows every character. */
export type EditorMode = 'live' | 'source';

/** The note that an editor shows, for its features. */
export interface NoteContext {
	host: EditorHost;
	/** Path of the note in the vault. */
	path: string;
	mode: EditorMode;
}

/** The context of an editor's state. */
export const noteContext = Facet.define<NoteContext, NoteContext | null>({ combine: (values) => values[0] ?? null });

/** The context of a state; every editor made by `createNoteEditor` has one. */
export function noteOf(state: EditorState): NoteContext {
	const context = state.facet(noteContext);
	if (!context) throw new Error('an editor needs its note context');
	return context;
}
