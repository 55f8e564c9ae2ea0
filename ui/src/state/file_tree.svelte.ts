// The tree of the vault as it is shown: which folders are open, which row the keyboard is on. No DOM.

import type { FileRow } from '../backend/bindings';
import type { FileSort } from './preferences.svelte';
import { movedPath } from './tabs.svelte';

export interface TreeRow {
	path: string;
	title: string;
	kind: FileRow['kind'];
	/** 1 for what lies at the top of the vault. */
	level: number;
	/** Null for a file. */
	expanded: boolean | null;
	/** Notes below a folder, at any depth. */
	notes: number;
	/** 1-based place among the rows of the same folder, and how many they are. */
	position: number;
	setSize: number;
}

/** Milliseconds after which typed letters begin a new word. */
const typingPause = 800;

export class FileTree {
	files = $state.raw<readonly FileRow[]>([]);
	expanded = $state.raw<ReadonlySet<string>>(new Set());
	sort = $state<FileSort>('name');
	/** The row the keyboard is on; null before the first key. */
	activePath = $state<string | null>(null);
	/** The row whose name is being edited. */
	renamingPath = $state<string | null>(null);

	/** How many rows each folder has, and how many notes lie below it. */
	#counts = $derived.by(() => countRows(this.files));
	#sorted = $derived.by(() => sortRows(this.files, this.sort));
	/** The rows to show, in order. */
	rows: TreeRow[] = $derived.by(() => listVisible(this.#sorted, this.expanded, this.#counts));
	#indexes = $derived.by(() => new Map(this.rows.map((row, index) => [row.path, index])));
	#typed = '';
	#typedAt = 0;

	/** Index of a row among those shown, or -1. */
	indexOf(path: string | null): number {
		return path === null ? -1 : (this.#indexes.get(path) ?? -1);
	}

	get activeIndex(): number {
		return this.indexOf(this.activePath);
	}

	get active(): TreeRow | undefined {
		return this.rows[this.activeIndex];
	}

	has(path: string): boolean {
		return this.#counts.known.has(path);
	}

	expand(path: string, open: boolean): void {
		const next = new Set(this.expanded);
		if (open) next.add(path);
		else next.delete(path);
		this.expanded = next;
	}

	toggle(path: string): void {
		this.expand(path, !this.expanded.has(path));
	}

	collapseAll(): void {
		this.expanded = new Set();
	}

	/** Opens the folders above a path and puts the keyboard on it. */
	reveal(path: string): void {
		const above = parentsOf(path).filter((folder) => !this.expanded.has(folder));
		if (above.length > 0) this.expanded = new Set([...this.expanded, ...above]);
		this.activePath = path;
	}

	/** Follows files and folders that were moved inside the app. */
	move(moves: { from: string; to: string }[]): void {
		this.expanded = new Set([...this.expanded].map((path) => movedPath(path, moves)));
		if (this.activePath) this.activePath = movedPath(this.activePath, moves);
	}

	/** Moves by a key of the tree pattern. True when the key meant something. */
	step(key: string, pageRows = 20): boolean {
		const last = this.rows.length - 1;
		const at = this.activeIndex;
		const targets: Record<string, number> = {
			ArrowDown: at + 1,
			ArrowUp: at < 0 ? last : at - 1,
			Home: 0,
			End: last,
			PageDown: at + pageRows,
			PageUp: at - pageRows,
		};
		if (key in targets) return this.#goTo(targets[key] ?? 0);
		if (key === 'ArrowRight') return this.#stepIn();
		if (key === 'ArrowLeft') return this.#stepOut();
		return false;
	}

	/** Goes to the next row whose title begins with what is typed quickly. */
	type(letter: string, now: number): boolean {
		this.#typed = now - this.#typedAt > typingPause ? letter : this.#typed + letter;
		this.#typedAt = now;
		const wanted = this.#typed.toLocaleLowerCase();
		const from = this.activeIndex + (this.#typed.length === 1 ? 1 : 0);
		for (let step = 0; step < this.rows.length; step += 1) {
			const row = this.rows[(from + step + this.rows.length) % this.rows.length];
			if (row?.title.toLocaleLowerCase().startsWith(wanted)) {
				this.activePath = row.path;
				return true;
			}
		}
		return false;
	}

	#goTo(index: number): boolean {
		const row = this.rows[Math.min(Math.max(index, 0), this.rows.length - 1)];
		if (row) this.activePath = row.path;
		return true;
	}

	#stepIn(): boolean {
		const row = this.active;
		if (row?.expanded === false) this.expand(row.path, true);
		else if (row?.expanded && (this.rows[this.activeIndex + 1]?.level ?? 0) > row.level)
			this.#goTo(this.activeIndex + 1);
		return true;
	}

	#stepOut(): boolean {
		const row = this.active;
		if (row?.expanded) this.expand(row.path, false);
		else if (row && row.level > 1) this.activePath = parentOf(row.path);
		return true;
	}
}

/** The folder a path lies in; empty at the top of the vault. */
export function parentOf(path: string): string {
	const slash = path.lastIndexOf('/');
	return slash < 0 ? '' : path.slice(0, slash);
}

export function nameOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

/** A path below a folder; the folder is empty for the top of the vault. */
export function pathIn(folder: string, name: string): string {
	return folder === '' ? name : `${folder}/${name}`;
}

/** The folders above a path, outermost first. */
export function parentsOf(path: string): string[] {
	const parents: string[] = [];
	for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) parents.unshift(folder);
	return parents;
}

interface Counts {
	rows: Map<string, number>;
	notes: Map<string, number>;
	known: Set<string>;
}

function countRows(files: readonly FileRow[]): Counts {
	const counts: Counts = { rows: new Map(), notes: new Map(), known: new Set() };
	for (const file of files) {
		const folder = parentOf(file.path);
		counts.known.add(file.path);
		counts.rows.set(folder, (counts.rows.get(folder) ?? 0) + 1);
		if (file.kind !== 'note') continue;
		for (let above = folder; above !== ''; above = parentOf(above)) {
			counts.notes.set(above, (counts.notes.get(above) ?? 0) + 1);
		}
	}
	return counts;
}

function listVisible(files: readonly FileRow[], expanded: ReadonlySet<string>, counts: Counts): TreeRow[] {
	const rows: TreeRow[] = [];
	const positions = new Map<string, number>();
	let hiddenBelow: string | null = null;
	for (const file of files) {
		if (hiddenBelow !== null && file.path.startsWith(hiddenBelow)) continue;
		hiddenBelow = null;
		const folder = parentOf(file.path);
		const position = (positions.get(folder) ?? 0) + 1;
		positions.set(folder, position);
		const isOpen = file.kind === 'folder' ? expanded.has(file.path) : null;
		if (isOpen === false) hiddenBelow = `${file.path}/`;
		rows.push({
			path: file.path,
			title: file.title,
			kind: file.kind,
			level: file.path.split('/').length,
			expanded: isOpen,
			notes: counts.notes.get(file.path) ?? 0,
			position,
			setSize: counts.rows.get(folder) ?? 1,
		});
	}
	return rows;
}

// The core gives the rows in natural order, folders first; other orders are made from it, folder by folder.
function sortRows(files: readonly FileRow[], sort: FileSort): readonly FileRow[] {
	if (sort === 'name') return files;
	const children = new Map<string, FileRow[]>();
	for (const file of files) {
		const folder = parentOf(file.path);
		const siblings = children.get(folder);
		if (siblings) siblings.push(file);
		else children.set(folder, [file]);
	}
	const sorted: FileRow[] = [];
	const walk = (folder: string) => {
		for (const file of sortSiblings(children.get(folder) ?? [], sort)) {
			sorted.push(file);
			if (file.kind === 'folder') walk(file.path);
		}
	};
	walk('');
	return sorted;
}

function sortSiblings(siblings: FileRow[], sort: FileSort): FileRow[] {
	const folders = siblings.filter((file) => file.kind === 'folder');
	const files = siblings.filter((file) => file.kind !== 'folder');
	if (sort === 'name_reverse') return [...folders.reverse(), ...files.reverse()];
	const direction = sort === 'modified' ? -1 : 1;
	return [...folders, ...files.sort((a, b) => direction * (a.modified - b.modified))];
}
