// What the person does with files: make, rename, move, throw away, take back. Names the consequences first where
// there are any, and brings open tabs along.

import type { Planned } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import { nameOf, parentOf, pathIn } from './file_tree.svelte';
import { strings } from './strings';

export class FileActions {
	constructor(private app: AppState) {}

	/** Makes a note in a folder, or where the settings say, and opens it. */
	async newNote(folder: string | null = null, where: 'here' | 'tab' | 'split' = 'here'): Promise<void> {
		await this.#make(folder, null, where);
	}

	/** Makes a note of a given name; `Folder/Name` makes it in that folder. */
	async newNamedNote(written: string, where: 'here' | 'tab' | 'split' = 'here'): Promise<void> {
		const folder = parentOf(written);
		await this.#make(folder === '' ? null : folder, nameOf(written), where);
	}

	/** Makes an empty canvas in a folder, or where new notes go, and opens it. */
	async newCanvas(folder: string | null = null): Promise<void> {
		const { app } = this;
		await app.attempt(async () => {
			const source = app.panes.activeNote;
			const made = await app.ask<'new_canvas'>({ ask: 'new_canvas', folder, source });
			app.open(made.path);
			app.tree.reveal(made.path);
		});
	}

	/** Makes a folder and lets its name be typed in place. */
	async newFolder(parent: string): Promise<void> {
		await this.app.attempt(async () => {
			const path = this.#freeName(parent, strings.files.untitledFolder);
			const made = await this.app.ask<'new_folder'>({ ask: 'new_folder', path });
			this.app.showPanel('files');
			this.app.tree.reveal(made.path);
			this.app.tree.renamingPath = made.path;
		});
	}

	/** Gives a file or folder another name; `name` is as the tree shows it, a note's without `.md`. */
	async rename(path: string, name: string): Promise<void> {
		const trimmed = name.trim();
		if (trimmed === '' || trimmed === shownName(path)) return;
		await this.#moveTo(path, pathIn(parentOf(path), trimmed + extensionOf(path, trimmed)));
	}

	/** Moves a file or folder into a folder; empty is the top of the vault. */
	async move(path: string, folder: string): Promise<void> {
		const into = folder === path || folder.startsWith(`${path}/`);
		if (into || parentOf(path) === folder) return;
		await this.#moveTo(path, pathIn(folder, nameOf(path)));
	}

	/** Moves a file or folder into a folder that the person picks. */
	async moveTo(path: string): Promise<void> {
		const folder = await this.app.dialogs.pickFolder({
			label: strings.folders.label(shownName(path)),
			placeholder: strings.folders.placeholder,
			moving: path,
		});
		if (folder !== null) await this.move(path, folder);
	}

	/** Makes a copy of a file beside it, and opens it. */
	async duplicate(path: string): Promise<void> {
		const { app } = this;
		await app.attempt(async () => {
			await app.notes.flush();
			const made = await app.ask<'duplicate'>({ ask: 'duplicate', path });
			app.open(made.path, 'tab');
			app.tree.reveal(made.path);
		});
	}

	/** Puts the path of a file, from the vault, on the clipboard. */
	async copyPath(path: string): Promise<void> {
		await this.app.attempt(async () => {
			await navigator.clipboard.writeText(path);
			this.app.notices.done(strings.menu.pathCopied);
		});
	}

	/**
	 * Throws a file or folder away, where the vault's settings say, and with it those attachments of it alone that the
	 * person chooses.
	 */
	async trash(path: string, kind: 'file' | 'folder'): Promise<void> {
		const { app } = this;
		await app.attempt(async () => {
			// Links that are not saved yet may use an attachment.
			await app.notes.flush();
			const attachments = app.settings?.confirm_trash === false ? [] : await this.#confirmTrash(path, kind);
			if (!attachments) return;
			const also = attachments.length > 0 ? { attachments } : {};
			await app.ask<'trash'>({ ask: 'trash', path, dry_run: false, ...also });
			for (const gone of [path, ...attachments]) {
				app.notes.forget(gone);
				app.panes.closePath(gone);
			}
			this.tellOf(strings.trash.done(shownName(path), attachments.length));
		});
	}

	/** Asks, and answers with the attachments that go along; null where the person thought better of it. */
	async #confirmTrash(path: string, kind: 'file' | 'folder'): Promise<string[] | null> {
		const { app } = this;
		const { links, attachments } = await app.ask<'trash'>({ ask: 'trash', path, dry_run: true });
		const also = { label: strings.trash.attachments, items: attachments, chosen: new Set<string>() };
		const agreed = await app.dialogs.confirm({
			title: strings.trash.title(shownName(path)),
			text: strings.trash.text(kind, app.settings?.trash ?? 'system', links),
			action: strings.trash.action,
			dangerous: true,
			...(attachments.length > 0 && { also }),
		});
		return agreed ? attachments.filter((attachment) => also.chosen.has(attachment)) : null;
	}

	/** Takes back the last rename, move or other change to many files. */
	async undo(): Promise<void> {
		await this.app.attempt(async () => {
			await this.app.notes.flush();
			const undone = await this.app.ask<'undo'>({ ask: 'undo' });
			this.#follow(undone);
			this.app.notices.keepChanges();
			this.app.notices.done(strings.rename.undone(undone.title));
		});
	}

	/** Tells of a change that was the last one, and offers to take it back; `then` runs after that. */
	tellOf(change: string, then?: () => void): void {
		const run = () => void this.undo().then(then);
		this.app.notices.changed(change, { title: strings.rename.undo, run });
	}

	async #make(folder: string | null, name: string | null, where: 'here' | 'tab' | 'split'): Promise<void> {
		const { app } = this;
		await app.attempt(async () => {
			const source = app.panes.activeNote;
			const made = await app.ask<'new_note'>({ ask: 'new_note', folder, name, text: '', source });
			app.open(made.path, where);
			app.tree.reveal(made.path);
		});
	}

	async #moveTo(path: string, to: string): Promise<void> {
		const { app } = this;
		await app.attempt(async () => {
			// Unsaved links would be missing from the plan.
			await app.notes.flush();
			const plan = await app.ask<'rename'>({ ask: 'rename', path, to, dry_run: true });
			if (!(await this.#agreed(path, to, plan))) return;
			const done = await app.ask<'rename'>({ ask: 'rename', path, to, dry_run: false });
			this.#follow(done);
			const files = new Set(done.edits.map((edit) => edit.path)).size;
			this.tellOf(strings.rename.done(done.edits.length, files));
		});
	}

	async #agreed(path: string, to: string, plan: Planned): Promise<boolean> {
		const unasked = plan.edits.length === 0 || this.app.settings?.always_update_links === true;
		if (unasked && plan.warnings.length === 0) return true;
		const moves = parentOf(path) !== parentOf(to);
		return this.app.dialogs.confirm({
			title: moves ? strings.rename.moveTitle(shownName(path)) : strings.rename.title(shownName(path)),
			text: strings.rename.links(plan.edits.length, new Set(plan.edits.map((edit) => edit.path)).size),
			action: moves ? strings.rename.moveAction : strings.rename.action,
			plan,
		});
	}

	#follow({ moved }: Pick<Planned, 'moved'>): void {
		this.app.notes.move(moved);
		this.app.places.move(moved);
		this.app.panes.move(moved);
		this.app.tree.move(moved);
		this.app.layouts.move(moved);
	}

	#freeName(parent: string, name: string): string {
		for (let n = 0; ; n += 1) {
			const path = pathIn(parent, n === 0 ? name : `${name} ${n}`);
			if (!this.app.tree.has(path)) return path;
		}
	}
}

/** A file's name as the tree shows it: a note's without `.md`. */
export function shownName(path: string): string {
	return nameOf(path).replace(/\.md$/i, '');
}

// A note keeps its `.md` however its name is typed; other files are renamed with what the person typed.
function extensionOf(path: string, typed: string): string {
	const extension = /\.md$/i.exec(path)?.[0] ?? '';
	return extension !== '' && !typed.toLowerCase().endsWith('.md') ? extension : '';
}
