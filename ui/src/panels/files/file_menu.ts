// What the context menu of a file, a folder or the empty part of the tree offers.

import Bookmark from '@lucide/svelte/icons/bookmark';
import ClipboardCopy from '@lucide/svelte/icons/clipboard-copy';
import Columns2 from '@lucide/svelte/icons/columns-2';
import CopyPlus from '@lucide/svelte/icons/copy-plus';
import ExternalLink from '@lucide/svelte/icons/external-link';
import FilePlus from '@lucide/svelte/icons/file-plus-2';
import FolderInput from '@lucide/svelte/icons/folder-input';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import FolderPlus from '@lucide/svelte/icons/folder-plus';
import History from '@lucide/svelte/icons/history';
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard';
import Pencil from '@lucide/svelte/icons/pencil';
import SquarePlus from '@lucide/svelte/icons/square-plus';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { highlightEntry } from '../../parts/highlight_menu';
import type { MenuEntry } from '../../parts/menu';
import type { AppState } from '../../state/app_state.svelte';
import type { TreeRow } from '../../state/file_tree.svelte';
import { strings } from '../../state/strings';

/** The entries for a row; null is the empty part of the tree. */
export function fileMenu(app: AppState, row: TreeRow | null, rename: (path: string) => void): MenuEntry[] {
	const disabled = app.vault?.read_only ?? false;
	if (!row) return makeEntries(app, '', disabled);
	const isFolder = row.expanded !== null;
	return [
		...(isFolder ? makeEntries(app, row.path, disabled) : openEntries(app, row)),
		...(app.vaultSettings.isOn('bookmarks') ? [bookmark(app, row, isFolder ? 'folder' : 'file')] : []),
		'rule',
		{
			title: strings.menu.reveal,
			icon: FolderOpen,
			run: () => app.attempt(() => app.backend.reveal(row.path)),
		},
		...(isFolder ? [] : [openInSystem(app, row.path)]),
		{ title: strings.menu.copyPath, icon: ClipboardCopy, run: () => app.files.copyPath(row.path) },
		...(isFolder ? [] : [openHistory(app, row.path)]),
		'rule',
		...(isFolder ? [] : [duplicate(app, row.path, disabled)]),
		{ title: strings.menu.move, icon: FolderInput, disabled, run: () => app.files.moveTo(row.path) },
		{ title: strings.menu.rename, icon: Pencil, keys: 'F2', disabled, run: () => rename(row.path) },
		{
			title: strings.menu.trash,
			icon: Trash2,
			keys: 'Delete',
			dangerous: true,
			disabled,
			run: () => app.files.trash(row.path, isFolder ? 'folder' : 'file'),
		},
	];
}

/** The entries for a file that is shown elsewhere than in the tree; its name is edited there all the same. */
export function menuOfFile(app: AppState, path: string): MenuEntry[] {
	const file = app.tree.files.find((other) => other.path === path);
	const row = { path, title: file?.title ?? path, kind: file?.kind ?? 'note' };
	return fileMenu(app, { ...row, level: 1, expanded: null, notes: 0, position: 1, setSize: 1 }, () => {
		app.showPanel('files');
		app.tree.reveal(path);
		app.tree.renamingPath = path;
	});
}

function duplicate(app: AppState, path: string, disabled: boolean): MenuEntry {
	return { title: strings.menu.duplicate, icon: CopyPlus, disabled, run: () => app.files.duplicate(path) };
}

function bookmark(app: AppState, row: TreeRow, kind: 'file' | 'folder'): MenuEntry {
	return {
		title: strings.menu.bookmark,
		icon: Bookmark,
		disabled: app.vault?.read_only ?? false,
		run: () => app.bookmarks.add(kind, row.path),
	};
}

function openEntries(app: AppState, row: TreeRow): MenuEntry[] {
	const mark = app.desk.marks.get(row.path);
	return [
		{ title: strings.menu.openTab, icon: SquarePlus, run: () => app.open(row.path, 'tab') },
		{ title: strings.menu.openSplit, icon: Columns2, run: () => app.open(row.path, 'split') },
		...(mark ? [highlightEntry(app, mark)] : []),
	];
}

function makeEntries(app: AppState, folder: string, disabled: boolean): MenuEntry[] {
	return [
		{ title: strings.menu.newNoteHere, icon: FilePlus, disabled, run: () => app.files.newNote(folder) },
		{ title: strings.canvas.newCanvasHere, icon: LayoutDashboard, disabled, run: () => app.files.newCanvas(folder) },
		{ title: strings.menu.newFolderHere, icon: FolderPlus, disabled, run: () => app.files.newFolder(folder) },
	];
}

function openHistory(app: AppState, path: string): MenuEntry {
	return {
		title: strings.refactorCommands.history,
		icon: History,
		run: () => {
			app.dialogs.history = { of: 'note', path };
		},
	};
}

function openInSystem(app: AppState, path: string): MenuEntry {
	return {
		title: strings.menu.openInSystem,
		icon: ExternalLink,
		run: () => app.attempt(() => app.backend.openInSystem(path)),
	};
}
