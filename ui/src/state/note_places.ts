// Where the person was in each note: cursor, scroll place and folds, kept from one start to the next. No DOM.

import { movedPath } from './tabs.svelte';

/** A place in a note. */
export interface NotePlace {
	/** The selection; offsets in UTF-16 units. */
	anchor: number;
	head: number;
	/** The first line in sight, 1-based, and the pixels of it that are out of sight. */
	line: number;
	offset: number;
	/** Lines at which something is folded, 1-based. */
	folds: number[];
}

/** How many notes are remembered; `remember` takes 256 KB for everything. */
const remembered = 300;
const mostFolds = 100;

export class NotePlaces {
	/** By path, the note left last at the end. */
	#places = new Map<string, NotePlace>();
	#shown = new Set<{ path: () => string; tell: () => Partial<NotePlace> }>();

	find(path: string): NotePlace | undefined {
		return this.#places.get(path);
	}

	/** Follows a view of a note, which tells its place when asked; call the answer when it goes. */
	follow(path: () => string, tell: () => Partial<NotePlace>): () => void {
		const shown = { path, tell };
		this.#shown.add(shown);
		return () => {
			this.#keep(path(), tell());
			this.#shown.delete(shown);
		};
	}

	/** Follows files that moved. */
	move(moves: { from: string; to: string }[]): void {
		this.#places = new Map([...this.#places].map(([path, place]) => [movedPath(path, moves), place]));
	}

	record(): Record<string, NotePlace> {
		for (const { path, tell } of this.#shown) this.#keep(path(), tell());
		return Object.fromEntries([...this.#places].slice(-remembered));
	}

	/** Takes up what was remembered; what makes no sense is left out. */
	restore(record: unknown): void {
		const entries = typeof record === 'object' && record !== null ? Object.entries(record) : [];
		this.#places = new Map(entries.filter((entry): entry is [string, NotePlace] => isPlace(entry[1])));
	}

	#keep(path: string, place: Partial<NotePlace>): void {
		const start = { anchor: 0, head: 0, line: 1, offset: 0, folds: [] };
		const kept = { ...start, ...this.#places.get(path), ...place };
		this.#places.delete(path);
		// The start of a note is where a note begins anyway.
		const isStart = kept.anchor === 0 && kept.head === 0 && kept.line === 1 && kept.offset <= 0;
		if (!isStart || kept.folds.length > 0) this.#places.set(path, { ...kept, folds: kept.folds.slice(0, mostFolds) });
	}
}

function isPlace(place: unknown): place is NotePlace {
	if (typeof place !== 'object' || place === null) return false;
	const { anchor, head, line, offset, folds } = place as Record<string, unknown>;
	return [anchor, head, line, offset].every((value) => typeof value === 'number') && Array.isArray(folds);
}
