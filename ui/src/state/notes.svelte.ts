// The notes and canvases that are open, by path; the same note in two panes is one of them.

import type { Ask } from '../backend/backend';
import type { VaultEvent } from '../backend/bindings';
import type { Canvases } from './canvases.svelte';
import { type NoteEvents, OpenNote } from './open_note.svelte';
import { movedPath } from './tabs.svelte';

/** Notes no longer shown that are kept for their undo history. */
const keptUnshown = 30;

export class Notes {
	#notes = $state.raw<ReadonlyMap<string, OpenNote>>(new Map());

	constructor(
		private ask: Ask,
		private events: NoteEvents,
		/** Saved, moved and forgotten together with the notes. */
		readonly canvases?: Canvases,
	) {}

	/** The open note of a path, or undefined. */
	find(path: string): OpenNote | undefined {
		return this.#notes.get(path);
	}

	/** Every note with text that is not in its file. */
	listUnsaved(): OpenNote[] {
		return [...this.#notes.values()].filter((note) => note.isDirty);
	}

	/** Opens a note, or finds it open. Rejects with the core's error. */
	async open(path: string): Promise<OpenNote> {
		const known = this.find(path);
		if (known) {
			if (known.stale) await known.reopen();
			return known;
		}
		const opened = await this.ask<'open'>({ ask: 'open', note: path });
		const meanwhile = this.find(opened.path);
		if (meanwhile) return meanwhile;
		const note = new OpenNote(this.ask, this.events, opened);
		this.#notes = new Map([...this.#notes, [note.path, note]]);
		this.#forgetUnshown();
		return note;
	}

	/** Takes up what changed outside in notes that are shown; others when they are next opened. */
	accept(event: VaultEvent): void {
		this.canvases?.accept(event);
		const changed = new Set(event.changed);
		for (const note of this.#notes.values()) {
			if (!event.all && !changed.has(note.path)) continue;
			note.told += 1;
			if (note.isShown) void note.reopen();
			else note.stale = true;
		}
	}

	/** Saves everything, or keeps drafts of what cannot be saved. */
	async flush(): Promise<void> {
		await Promise.all([this.canvases?.flush(), ...this.listUnsaved().map((note) => note.flush())]);
	}

	/** Turns the checkbox of a task on a 1-based line, in the file and in the note if it is open. */
	async toggleTask(path: string, line: number): Promise<void> {
		const note = await this.open(path);
		await note.flush();
		await this.ask<'toggle_task'>({ ask: 'toggle_task', path, line, seen: note.hash });
		await note.reopen();
	}

	/** Follows files that were moved or renamed inside the app. */
	move(moves: { from: string; to: string }[]): void {
		this.canvases?.move(moves);
		const notes = [...this.#notes.values()];
		for (const note of notes) note.path = movedPath(note.path, moves);
		this.#notes = new Map(notes.map((note) => [note.path, note]));
		for (const note of notes) {
			if (moves.some(({ to }) => note.path === to || note.path.startsWith(`${to}/`))) void note.reopen();
		}
	}

	/** Forgets a note whose file was thrown away on purpose. */
	forget(path: string): void {
		this.canvases?.forget(path);
		for (const [known, note] of this.#notes) {
			if (known === path || known.startsWith(`${path}/`)) note.dispose();
		}
		this.#notes = new Map([...this.#notes].filter(([known]) => known !== path && !known.startsWith(`${path}/`)));
	}

	clear(): void {
		this.canvases?.clear();
		for (const note of this.#notes.values()) note.dispose();
		this.#notes = new Map();
	}

	#forgetUnshown(): void {
		const idle = [...this.#notes].filter(([, note]) => !note.isShown && !note.isDirty && !note.conflict);
		for (const [path, note] of idle.slice(0, Math.max(0, idle.length - keptUnshown))) {
			note.dispose();
			const rest = new Map(this.#notes);
			rest.delete(path);
			this.#notes = rest;
		}
	}
}
