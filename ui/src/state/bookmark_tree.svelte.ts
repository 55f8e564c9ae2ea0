// The bookmarks as rows of a tree, with which groups are closed and which row the keyboard is on.

import type { BookmarkRow } from '../backend/bindings';

/** A row that is in sight. */
export interface BookmarkItem extends BookmarkRow {
	/** 1-based. */
	level: number;
	/** Null for what is no group. */
	expanded: boolean | null;
	position: number;
	setSize: number;
}

export class BookmarkTree {
	/** Places of the groups that are closed. */
	closed = $state.raw<ReadonlySet<string>>(new Set());
	activePlace = $state<string | null>(null);
	renamingPlace = $state<string | null>(null);
	rows: BookmarkItem[] = $derived.by(() => listItems(this.all(), this.closed));

	constructor(private all: () => readonly BookmarkRow[]) {}

	get activeIndex(): number {
		return this.rows.findIndex((row) => row.place === this.activePlace);
	}

	get active(): BookmarkItem | undefined {
		return this.rows[this.activeIndex];
	}

	toggle(place: string): void {
		const next = new Set(this.closed);
		if (!next.delete(place)) next.add(place);
		this.closed = next;
	}

	/** Puts the keyboard on the first row when it is on none. */
	begin(): void {
		if (this.activeIndex < 0) this.activePlace = this.rows[0]?.place ?? null;
	}

	/** Moves by a key of the tree pattern. True when the key meant something. */
	step(key: string): boolean {
		const at = this.activeIndex;
		const row = this.active;
		const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.rows.length - 1 };
		const target = to[key];
		if (target !== undefined) {
			this.activePlace = this.rows[Math.min(Math.max(target, 0), this.rows.length - 1)]?.place ?? null;
			return true;
		}
		if (key === 'ArrowRight' && row) {
			if (row.expanded === false) this.toggle(row.place);
			else if (row.expanded) this.activePlace = this.rows[at + 1]?.place ?? row.place;
			return true;
		}
		if (key === 'ArrowLeft' && row) {
			if (row.expanded) this.toggle(row.place);
			else if (row.level > 1) this.activePlace = groupOf(row.place);
			return true;
		}
		return false;
	}
}

/** The place of the group that holds a place; empty for the top. */
export function groupOf(place: string): string {
	return place.slice(0, Math.max(0, place.lastIndexOf('.')));
}

/** The 0-based position of a place in its group. */
export function positionOf(place: string): number {
	return Number(place.slice(place.lastIndexOf('.') + 1));
}

/** The place at a position of a group. */
export function placeIn(group: string, position: number): string {
	return group === '' ? String(position) : `${group}.${position}`;
}

function listItems(rows: readonly BookmarkRow[], closed: ReadonlySet<string>): BookmarkItem[] {
	const sizes = new Map<string, number>();
	for (const { place } of rows) sizes.set(groupOf(place), (sizes.get(groupOf(place)) ?? 0) + 1);
	const isHidden = (place: string) => [...closed].some((group) => place.startsWith(`${group}.`));
	return rows
		.filter((row) => !isHidden(row.place))
		.map((row) => ({
			...row,
			level: row.place.split('.').length,
			expanded: row.kind === 'group' ? !closed.has(row.place) : null,
			position: positionOf(row.place) + 1,
			setSize: sizes.get(groupOf(row.place)) ?? 1,
		}));
}
