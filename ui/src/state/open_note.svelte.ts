// One open note: its text in the editors that show it, and its way to the disk and back.
//
// Invariants: text the person typed is in an editor, in a draft the core keeps, or in the file; a save names the hash
// of what was last seen, so that nothing unseen is overwritten; a conflict is decided by the person alone.

import type { Ask } from '../backend/backend';
import { errorText, isApiError } from '../backend/backend';
import type { Draft, OpenedNote, Saved, TextChange } from '../backend/bindings';
import { rebase } from './rebase';

/** `saved` is clean and says so; `error` and `conflict` are dirty until they are settled. */
export type SaveState = 'clean' | 'dirty' | 'saving' | 'saved' | 'conflict' | 'error';

/** The file changed outside in a way that does not merge. A null hash: it is gone. */
export interface Conflict {
	hash: string | null;
	text: string;
}

/** An editor that shows the note. */
export interface Attached {
	text(): string;
	/** Sets the whole text by the smallest change; a merge can be undone, a change from outside cannot. */
	setText(text: string, how: 'outside' | 'merge'): void;
}

/** What happens to a note that others should hear of. */
export interface NoteEvents {
	merged(note: OpenNote): void;
}

/** Milliseconds. */
const savePause = 600;
const draftPause = 1000;
const mirrorPause = 120;
const retryPauses = [5_000, 15_000, 60_000];

export class OpenNote {
	path = $state('');
	title = $state('');
	state = $state<SaveState>('clean');
	/** Why the last save failed; empty otherwise. */
	problem = $state('');
	conflict = $state.raw<Conflict | null>(null);
	/** Text kept from before a crash, not yet taken up or thrown away. */
	draft = $state.raw<Draft | null>(null);
	editable = $state(true);
	reason = $state('');
	plain = $state(false);
	/** Words of the text as the editor counts them. */
	words = $state(0);
	/** The 1-based line that the person is at: of the cursor, or the first one in sight while reading. */
	line = $state(1);
	/** Grows when text arrives that the person did not type here; reading views and properties follow it. */
	arrived = $state(0);
	/** Grows when the core says that the note has changed, by whomever. */
	told = $state(0);
	/** Grows with every typed change and every arrived text. Not reactive: read when needed. */
	version = 0;
	/** The hash of the bytes last seen on disk. */
	hash = '';
	/** State of the editor that showed the note last, with its undo history. */
	editorState: unknown;
	/** Nobody looked while it changed outside. */
	stale = false;

	#savedText = '';
	#savedVersion = 0;
	#text = '';
	#attached = new Set<Attached>();
	#latest: Attached | undefined;
	#saving: Promise<void> | undefined;
	#saveTimer: ReturnType<typeof setTimeout> | undefined;
	#draftTimer: ReturnType<typeof setTimeout> | undefined;
	#mirrorTimer: ReturnType<typeof setTimeout> | undefined;
	#draftVersion = 0;
	#hasDraft = false;
	#failures = 0;

	constructor(
		private ask: Ask,
		private events: NoteEvents,
		opened: OpenedNote,
	) {
		this.#take(opened);
		this.draft = opened.draft && opened.draft.text !== opened.text ? opened.draft : null;
	}

	/** The text as it is in front of the person. */
	text(): string {
		return this.#latest ? this.#latest.text() : this.#text;
	}

	get isDirty(): boolean {
		return this.version !== this.#savedVersion;
	}

	/** Whether the text differs from the file's, or may. Reactive, unlike `isDirty`. */
	get isUnsaved(): boolean {
		return this.state !== 'clean' && this.state !== 'saved';
	}

	/** Whether the file is gone while the note is open. */
	get isDeleted(): boolean {
		return this.conflict !== null && this.conflict.hash === null;
	}

	get isShown(): boolean {
		return this.#attached.size > 0;
	}

	/** An editor shows the note from now on; the returned function ends that. */
	attach(editor: Attached): () => void {
		const text = this.text();
		this.#attached.add(editor);
		if (editor.text() !== text) editor.setText(text, 'outside');
		return () => {
			this.#mirror();
			if (this.#latest === editor || this.#attached.size === 1) this.#text = editor.text();
			if (this.#latest === editor) this.#latest = undefined;
			this.#attached.delete(editor);
		};
	}

	/** The person typed in an editor. */
	changed(editor: Attached): void {
		this.#latest = editor;
		this.#touch();
		if (this.#attached.size > 1) {
			clearTimeout(this.#mirrorTimer);
			this.#mirrorTimer = setTimeout(() => this.#mirror(), mirrorPause);
		}
	}

	/** Saves what is not saved. Resolves when the core has answered; the outcome is in `state`. */
	async save(): Promise<void> {
		clearTimeout(this.#saveTimer);
		while (this.#saving) await this.#saving;
		if (!this.isDirty || this.conflict || !this.editable) return;
		const sent = this.text();
		if (sent === this.#savedText) {
			this.#settle(this.version);
			return;
		}
		this.#saving = this.#write('save', sent, this.hash).finally(() => {
			this.#saving = undefined;
		});
		await this.#saving;
	}

	/** Saves until nothing is left unsaved, or keeps a draft of what cannot be saved now. For closing. */
	async flush(): Promise<void> {
		for (let round = 0; round < 3 && this.isDirty && !this.conflict; round += 1) {
			await this.save();
			if (this.state === 'error') break;
		}
		if (this.isDirty) await this.#keepDraft();
	}

	/** Ends a conflict: what is in the editor becomes the file. */
	async keepMine(): Promise<void> {
		const { conflict } = this;
		if (!conflict) return;
		await this.#write('overwrite', this.text(), conflict.hash ?? '');
	}

	/** Ends a conflict: what is in the file becomes the text. Undo brings the own text back. */
	async takeTheirs(): Promise<void> {
		const { conflict } = this;
		if (!conflict || conflict.hash === null) return;
		this.hash = conflict.hash;
		this.#arrive(conflict.text, 'merge');
		this.#savedText = conflict.text;
		this.#settle(this.version);
		this.state = 'clean';
	}

	/** Ends a conflict with a text that the person put together. */
	async settle(text: string): Promise<void> {
		this.#arrive(text, 'merge');
		await this.keepMine();
	}

	/**
	 * Makes changes that no editor made, if the text is still `of`; false where it is not, or may not change. Offsets
	 * are UTF-16 units of `of`, in order.
	 */
	change(changes: readonly TextChange[], of: string): boolean {
		if (!this.editable || this.conflict || this.text() !== of) return false;
		let text = of;
		for (const { from, to, text: by } of changes.toReversed()) text = text.slice(0, from) + by + text.slice(to);
		this.#arrive(text, 'merge');
		this.#touch();
		return true;
	}

	/** Takes up a text put together from the one kept before a crash and the present one. */
	settleDraft(text: string): void {
		this.draft = null;
		this.#hasDraft = true;
		this.#arrive(text, 'merge');
		this.#touch();
	}

	/** Takes up the text kept from before a crash; the next save merges it with what the file became. */
	restoreDraft(): void {
		const { draft } = this;
		if (!draft) return;
		this.draft = null;
		this.hash = draft.seen;
		this.#arrive(draft.text, 'merge');
		this.#hasDraft = true;
		this.#touch();
	}

	async discardDraft(): Promise<void> {
		this.draft = null;
		await this.ask<'drop_draft'>({ ask: 'drop_draft', path: this.path });
	}

	/** Takes up what another command wrote to this note, when the note was clean: its answer names the new hash. */
	async reopen(): Promise<void> {
		if (this.#isBusy) return;
		const { version, path } = this;
		// Typed meanwhile: the save will meet the change on disk and merge. Moved meanwhile: it was asked for again.
		const isLate = () => version !== this.version || path !== this.path;
		let opened: OpenedNote;
		try {
			opened = await this.ask<'open'>({ ask: 'open', note: path });
		} catch (thrown) {
			if (isApiError(thrown) && thrown.code === 'not_found' && !isLate()) this.#lose();
			return;
		}
		if (this.#isBusy || isLate()) return;
		this.stale = false;
		const changed = opened.hash !== this.hash;
		this.conflict = null;
		if (changed) this.#arrive(opened.text, 'outside');
		this.#take(opened);
		if (changed || this.state === 'conflict') this.state = 'clean';
	}

	/** Ends the timers; nothing is saved any more. */
	dispose(): void {
		clearTimeout(this.#saveTimer);
		clearTimeout(this.#draftTimer);
		clearTimeout(this.#mirrorTimer);
	}

	get #isBusy(): boolean {
		return this.isDirty || this.#saving !== undefined || (this.conflict !== null && !this.isDeleted);
	}

	#take(opened: OpenedNote): void {
		this.path = opened.path;
		this.title = opened.title;
		this.hash = opened.hash;
		this.editable = opened.editable;
		this.reason = opened.reason;
		this.plain = opened.plain;
		this.#savedText = opened.text;
		this.#savedVersion = this.version;
		if (this.#attached.size === 0) this.#text = opened.text;
	}

	#touch(): void {
		this.version += 1;
		if (this.conflict === null) {
			if (this.state !== 'error') this.state = 'dirty';
			this.#planSave(savePause);
		}
		this.#draftTimer ??= setTimeout(() => {
			this.#draftTimer = undefined;
			void this.#keepDraft();
		}, draftPause);
	}

	#planSave(pause: number): void {
		clearTimeout(this.#saveTimer);
		this.#saveTimer = setTimeout(() => void this.save(), pause);
	}

	async #write(ask: 'save' | 'overwrite', sent: string, seen: string): Promise<void> {
		const version = this.version;
		this.state = 'saving';
		try {
			const saved = await this.ask<'save' | 'overwrite'>({ ask, path: this.path, text: sent, seen });
			this.#failures = 0;
			this.problem = '';
			this.#accept(saved, sent, version);
		} catch (thrown) {
			this.#fail(thrown);
		}
	}

	#accept(saved: Saved, sent: string, version: number): void {
		if (saved.outcome === 'conflict') {
			this.conflict = { hash: saved.hash, text: saved.text };
			this.state = 'conflict';
			return;
		}
		this.conflict = null;
		this.hash = saved.hash;
		if (saved.outcome === 'saved') {
			this.#savedText = sent;
			this.#settle(version);
			return;
		}
		const current = this.text();
		this.#arrive(rebase(sent, saved.text, current), 'merge');
		this.#savedText = saved.text;
		this.#settle(current === sent ? this.version : -1);
		this.events.merged(this);
	}

	/** The file holds the text as it was at `version`. */
	#settle(version: number): void {
		this.#savedVersion = version;
		this.conflict = null;
		this.problem = '';
		if (this.isDirty) {
			this.state = 'dirty';
			this.#planSave(savePause);
			return;
		}
		this.state = 'saved';
		clearTimeout(this.#draftTimer);
		this.#draftTimer = undefined;
		if (this.#hasDraft) {
			this.#hasDraft = false;
			void this.ask<'drop_draft'>({ ask: 'drop_draft', path: this.path }).catch(() => {
				this.#hasDraft = true;
			});
		}
	}

	#fail(thrown: unknown): void {
		this.state = this.conflict ? 'conflict' : 'error';
		this.problem = errorText(thrown);
		const pause = retryPauses[Math.min(this.#failures, retryPauses.length - 1)] ?? savePause;
		this.#failures += 1;
		if (!this.conflict) this.#planSave(pause);
	}

	/** The file is gone and nothing was typed since: the text stays, and is only written again when asked to. */
	#lose(): void {
		this.conflict = { hash: null, text: '' };
		this.state = 'conflict';
	}

	async #keepDraft(): Promise<void> {
		// A draft from before a crash that is still undecided is not overwritten.
		if (!this.isDirty || this.draft || this.#draftVersion === this.version) return;
		const version = this.version;
		this.#hasDraft = true;
		try {
			await this.ask<'keep_draft'>({ ask: 'keep_draft', path: this.path, text: this.text(), seen: this.hash });
			this.#draftVersion = version;
		} catch (thrown) {
			this.problem = errorText(thrown);
		}
	}

	/** Shows a text that the person did not type in every editor. */
	#arrive(text: string, how: 'outside' | 'merge'): void {
		clearTimeout(this.#mirrorTimer);
		for (const editor of this.#attached) {
			if (editor.text() !== text) editor.setText(text, how);
		}
		this.#text = text;
		this.version += 1;
		this.arrived += 1;
	}

	/** Brings what was typed in one editor to the others that show the note. */
	#mirror(): void {
		clearTimeout(this.#mirrorTimer);
		const text = this.text();
		for (const editor of this.#attached) {
			if (editor !== this.#latest && editor.text() !== text) editor.setText(text, 'outside');
		}
	}
}
