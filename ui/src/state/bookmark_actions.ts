// What the person does with bookmarks: open, add, remove, name, move.

import type { BookmarkKind, BookmarkRow, Bookmarks } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import { groupOf, placeIn, positionOf } from './bookmark_tree.svelte';
import { bookmarkStrings } from './daily_strings';
import type { Where } from './tabs.svelte';

export class BookmarkActions {
	constructor(private app: AppState) {}

	/** Opens what a bookmark leads to. */
	async open(row: BookmarkRow, where: Where = 'here'): Promise<void> {
		const { app } = this;
		if (row.is_missing) {
			app.notices.problem(bookmarkStrings.missing(row.title));
		} else if (row.kind === 'file') {
			if (row.subpath === '') app.open(row.target, where);
			else await app.followLink(row.target + row.subpath, row.target, where);
		} else if (row.kind === 'folder') {
			app.showPanel('files');
			app.tree.reveal(row.target);
			app.tree.activePath = row.target;
			app.treeAsked += 1;
		} else if (row.kind === 'search') {
			app.search(row.target);
		} else if (row.kind === 'url') {
			await app.attempt(() => app.backend.openExternal(row.target));
		} else if (row.kind === 'graph') {
			app.commands.run('graph.open');
		}
	}

	async add(kind: BookmarkKind, target: string, subpath = '', title = '', group = ''): Promise<void> {
		const bookmark = { kind, target, subpath, title };
		await this.app.attempt(async () => {
			await this.app.ask<'add_bookmark'>({ ask: 'add_bookmark', bookmark, group, expected: '' });
			this.app.notices.done(bookmarkStrings.added);
		});
	}

	/** Bookmarks the heading or block that the cursor is in; the whole note where it is in none. */
	async addPart(): Promise<void> {
		const { app } = this;
		const note = app.panes.activeNote;
		const selection = app.editor?.selection();
		if (!note || !selection) return;
		await app.attempt(async () => {
			await app.notes.find(note)?.save();
			const line = selection.text.slice(0, selection.from).split('\n').length;
			const block = /\s\^([a-zA-Z0-9-]+)\s*$/.exec(selection.text.split('\n')[line - 1] ?? '')?.[1];
			const headings = await app.ask<'outline'>({ ask: 'outline', note });
			const heading = headings.filter((row) => row.line <= line).at(-1);
			const subpath = block ? `#^${block}` : heading ? `#${heading.text}` : '';
			await this.add('file', note, subpath);
		});
	}

	/** Removes the bookmarks of the whole file in front. */
	async removeFile(path: string): Promise<void> {
		await this.app.attempt(async () => {
			for (;;) {
				const { rows, seen } = await this.app.ask<'bookmarks'>({ ask: 'bookmarks' });
				const row = rows.find((one) => isOfFile(one, path));
				if (!row) return;
				await this.app.ask<'remove_bookmark'>({ ask: 'remove_bookmark', place: row.place, expected: seen });
			}
		});
	}

	async remove(row: BookmarkRow, { seen }: Bookmarks): Promise<void> {
		await this.app.attempt(async () => {
			await this.app.ask<'remove_bookmark'>({ ask: 'remove_bookmark', place: row.place, expected: seen });
		});
	}

	async rename(row: BookmarkRow, title: string, { seen }: Bookmarks): Promise<void> {
		if (title.trim() === row.title) return;
		await this.app.attempt(async () => {
			await this.app.ask<'rename_bookmark'>({ ask: 'rename_bookmark', place: row.place, title, expected: seen });
		});
	}

	/** Moves a bookmark one step among its neighbours; returns where it is then. */
	async step(row: BookmarkRow, by: -1 | 1, bookmarks: Bookmarks): Promise<string> {
		const group = groupOf(row.place);
		const position = positionOf(row.place);
		const last = bookmarks.rows.filter((other) => groupOf(other.place) === group).length - 1;
		const to = position + by;
		if (to < 0 || to > last) return row.place;
		await this.move(row.place, group, by === 1 ? to + 1 : to, bookmarks);
		return placeIn(group, to);
	}

	/** Moves a bookmark before a position of a group; positions count before the move. */
	async move(place: string, group: string, at: number, { seen }: Bookmarks): Promise<void> {
		await this.app.attempt(async () => {
			await this.app.ask<'move_bookmark'>({ ask: 'move_bookmark', place, group, at, expected: seen });
		});
	}
}

/** Whether a bookmark is of a whole file. */
export function isOfFile(row: BookmarkRow, path: string): boolean {
	return row.kind === 'file' && row.subpath === '' && row.target === path;
}
