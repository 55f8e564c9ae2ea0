// How the backlinks and mentions of a note are listed: their order, a search among their notes, what is shown of each.

import type { RowChoice, RowSort } from '../backend/bindings';
import type { Preferences } from './preferences.svelte';

const searchPause = 250;

export class LinkRows {
	/** The field for a search is open. */
	searchOpen = $state(false);
	/** What is typed into it. */
	typed = $state('');
	#search = $state('');
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(private readonly preferences: Preferences) {}

	/** What the core is asked for; undefined for everything in its usual order. */
	get choice(): RowChoice | undefined {
		const { linkSort: sort, linkContext: context } = this.preferences;
		const search = this.searchOpen ? this.#search : '';
		return sort === null && !context && search === '' ? undefined : { sort, search, context };
	}

	get isNarrowed(): boolean {
		return this.searchOpen && this.#search !== '';
	}

	/** Searches for what is typed, a moment after the last key. */
	type(text: string): void {
		this.typed = text;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.#search = text.trim();
		}, searchPause);
	}

	toggleSearch(): void {
		this.searchOpen = !this.searchOpen;
	}

	sortBy(sort: RowSort | null): void {
		this.preferences.linkSort = sort;
	}
}

/** The first row of each note, with how many rows the note has. */
export function collapseRows<T>(rows: readonly T[], source: (row: T) => string): (T & { count: number })[] {
	const counts = new Map<string, number>();
	for (const row of rows) counts.set(source(row), (counts.get(source(row)) ?? 0) + 1);
	const seen = new Set<string>();
	return rows.flatMap((row) => {
		if (seen.has(source(row))) return [];
		seen.add(source(row));
		return [{ ...row, count: counts.get(source(row)) ?? 1 }];
	});
}

/** The last answer for as long as its question is about the same, so that a new search does not make the list blink. */
export function steady<T>(about: () => unknown, value: () => T | undefined): { readonly value: T | undefined } {
	let last = $state.raw<{ about: unknown; value: T } | undefined>();
	$effect.pre(() => {
		const arrived = value();
		if (arrived !== undefined) last = { about: about(), value: arrived };
	});
	return {
		get value() {
			return value() ?? (last?.about === about() ? last?.value : undefined);
		},
	};
}
