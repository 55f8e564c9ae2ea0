// The tags as a tree of their nested names, with what is open in it.

import type { Tag } from '../backend/bindings';

export interface TagRow {
	/** The whole tag, without '#'. */
	tag: string;
	/** Its last part. */
	title: string;
	level: number;
	expanded: boolean | null;
	notes: number;
	position: number;
	setSize: number;
}

interface Branch {
	tag: string;
	title: string;
	notes: number;
	below: Branch[];
}

export class TagTree {
	expanded = $state.raw<ReadonlySet<string>>(new Set());
	activeTag = $state<string | null>(null);
	#branches = $derived.by(() => growBranches(this.tags()));
	rows: TagRow[] = $derived.by(() => listRows(this.#branches, 1, this.expanded));

	constructor(private tags: () => readonly Tag[]) {}

	get activeIndex(): number {
		return this.rows.findIndex((row) => row.tag === this.activeTag);
	}

	get active(): TagRow | undefined {
		return this.rows[this.activeIndex];
	}

	toggle(tag: string): void {
		const next = new Set(this.expanded);
		if (!next.delete(tag)) next.add(tag);
		this.expanded = next;
	}

	/** Puts the keyboard on the first tag when it is on none. */
	begin(): void {
		if (this.activeIndex < 0) this.activeTag = this.rows[0]?.tag ?? null;
	}

	/** Moves by a key of the tree pattern. True when the key meant something. */
	step(key: string): boolean {
		const at = this.activeIndex;
		const row = this.active;
		const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.rows.length - 1 };
		const target = to[key];
		if (target !== undefined) {
			this.activeTag = this.rows[Math.min(Math.max(target, 0), this.rows.length - 1)]?.tag ?? null;
			return true;
		}
		if (key === 'ArrowRight' && row) {
			if (row.expanded === false) this.toggle(row.tag);
			else if (row.expanded) this.activeTag = this.rows[at + 1]?.tag ?? row.tag;
			return true;
		}
		if (key === 'ArrowLeft' && row) {
			if (row.expanded) this.toggle(row.tag);
			else if (row.level > 1) this.activeTag = row.tag.slice(0, row.tag.lastIndexOf('/'));
			return true;
		}
		return false;
	}
}

// A nested tag is also counted for the tags above it, so every branch has its own count; a missing one is made.
function growBranches(tags: readonly Tag[]): Branch[] {
	const top: Branch[] = [];
	const known = new Map<string, Branch>();
	const find = (tag: string): Branch => {
		const key = tag.toLocaleLowerCase();
		const branch = known.get(key);
		if (branch) return branch;
		const slash = tag.lastIndexOf('/');
		const made: Branch = { tag, title: tag.slice(slash + 1), notes: 0, below: [] };
		known.set(key, made);
		if (slash < 0) top.push(made);
		else find(tag.slice(0, slash)).below.push(made);
		return made;
	};
	for (const { tag, notes } of tags) find(tag).notes = notes;
	return sortBranches(top);
}

function sortBranches(branches: Branch[]): Branch[] {
	const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
	branches.sort((a, b) => names.compare(a.title, b.title));
	for (const branch of branches) sortBranches(branch.below);
	return branches;
}

function listRows(branches: readonly Branch[], level: number, expanded: ReadonlySet<string>): TagRow[] {
	return branches.flatMap((branch, index) => {
		const isOpen = branch.below.length > 0 ? expanded.has(branch.tag) : null;
		const row: TagRow = {
			tag: branch.tag,
			title: branch.title,
			level,
			expanded: isOpen,
			notes: branch.notes,
			position: index + 1,
			setSize: branches.length,
		};
		return isOpen ? [row, ...listRows(branch.below, level + 1, expanded)] : [row];
	});
}
