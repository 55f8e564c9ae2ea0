// Moving a file or folder by dragging its row onto a folder, or onto a file for the folder that file lies in.

import { drag } from '../../parts/drag';
import type { AppState } from '../../state/app_state.svelte';
import { nameOf, parentOf, type TreeRow } from '../../state/file_tree.svelte';
import { strings } from '../../state/strings';

/** Milliseconds over a closed folder before it opens. */
const openAfter = 700;

/** Starts to drag a row; `mark` is told the row to mark as the target, or null. */
export function dragRow(event: PointerEvent, row: TreeRow, app: AppState, mark: (path: string | null) => void): void {
	if (app.vault?.read_only || app.tree.renamingPath !== null) return;
	let waiting: { path: string; timer: ReturnType<typeof setTimeout> } | undefined;

	const openLater = (path: string) => {
		if (waiting?.path === path) return;
		clearTimeout(waiting?.timer);
		waiting = { path, timer: setTimeout(() => app.tree.expand(path, true), openAfter) };
	};

	drag(event, {
		label: row.title,
		over(below) {
			const folder = folderBelow(below, app);
			mark(folder === '' ? null : folder);
			if (folder) openLater(folder);
			const taker = row.expanded === null ? takesFiles(below) : null;
			if (taker)
				return taker.dataset.takesFiles === 'note' ? strings.files.linking(row.title) : strings.files.adding(row.title);
			if (folder === null || !isMove(row.path, folder)) return null;
			return strings.files.moving(row.title, folder === '' ? strings.files.vaultTop : nameOf(folder));
		},
		drop(below, at) {
			const taker = takesFiles(below);
			if (taker && row.expanded === null) offerFile(taker, row.path, at);
			const folder = folderBelow(below, app);
			if (folder !== null && isMove(row.path, folder)) void app.files.move(row.path, folder);
		},
		end() {
			clearTimeout(waiting?.timer);
			mark(null);
		},
	});
}

/** What below the pointer takes files, such as a canvas. */
function takesFiles(below: Element | null): HTMLElement | null {
	return below?.closest<HTMLElement>('[data-takes-files]') ?? null;
}

function offerFile(taker: Element, path: string, at: PointerEvent): void {
	const detail = { path, x: at.clientX, y: at.clientY };
	taker.dispatchEvent(new CustomEvent('takefile', { detail }));
}

/** The folder a drop would go to, empty for the top of the vault, null outside the tree. */
function folderBelow(below: Element | null, app: AppState): string | null {
	if (!below?.closest('#file-tree')) return null;
	const path = below.closest<HTMLElement>('[data-path]')?.dataset.path;
	if (path === undefined) return '';
	const row = app.tree.rows[app.tree.indexOf(path)];
	return row?.kind === 'folder' ? path : parentOf(path);
}

function isMove(path: string, folder: string): boolean {
	return parentOf(path) !== folder && folder !== path && !folder.startsWith(`${path}/`);
}
