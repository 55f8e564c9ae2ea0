// The commands of the window, with the keys Obsidian's users know.

import type { AppState } from './app_state.svelte';
import type { Command } from './commands.svelte';
import { layoutCommands } from './layouts.svelte';
import { selectedQuery } from './refactor_commands';
import { strings } from './strings';

/** Registers every command of the window. */
export function registerCommands(app: AppState): void {
	app.commands.register(
		...openingCommands(app),
		...tabCommands(app),
		...fileCommands(app),
		...viewCommands(app),
		...layoutCommands(app),
	);
}

const titles = strings.commands;

function openingCommands(app: AppState): Command[] {
	const when = () => app.vault !== null;
	return [
		{ id: 'switcher.open', title: titles.switcher, keys: ['Mod+O'], when, run: () => toggle(app, 'switcher') },
		{ id: 'palette.open', title: titles.palette, keys: ['Mod+P'], when, run: () => toggle(app, 'palette') },
		{ id: 'search.open', title: titles.search, keys: ['Mod+Shift+F'], when, run: () => search(app) },
		{
			id: 'document.find',
			title: strings.pdf.find,
			keys: ['Mod+F'],
			when: () => app.findInDocument !== null,
			run: () => app.findInDocument?.(),
		},
		{ id: 'vault.open', title: titles.openVault, run: () => app.openVault(null) },
		{ id: 'vault.example', title: titles.openExample, run: () => app.openExample() },
		{ id: 'vault.close', title: titles.closeVault, when, run: () => app.closeVault() },
		{ id: 'settings.open', title: titles.settings, keys: ['Mod+,'], when, run: () => app.openPage('settings') },
		{
			id: 'help.open',
			title: titles.help,
			keys: ['F1'],
			run: () => {
				app.overlay = 'help';
			},
		},
		{
			id: 'window.close',
			title: titles.closeWindow,
			keys: ['Mod+Shift+W'],
			run: () => app.attempt(() => app.backend.closeWindow()),
		},
	];
}

function tabCommands(app: AppState): Command[] {
	const { panes } = app;
	const hasTab = () => panes.activeTab !== undefined;
	const tab = (run: (tab: NonNullable<typeof panes.activeTab>) => void) => () => {
		if (panes.activeTab) run(panes.activeTab);
	};
	return [
		{ id: 'tab.new', title: titles.newTab, keys: ['Mod+T'], run: () => panes.open({ view: 'empty' }, 'tab') },
		{ id: 'tab.close', title: titles.closeTab, keys: ['Mod+W'], when: hasTab, run: tab((it) => panes.close(it)) },
		{ id: 'tab.reopen', title: titles.reopenTab, keys: ['Mod+Shift+T'], run: () => panes.reopen() },
		{ id: 'tab.next', title: titles.nextTab, keys: ['Control+Tab', 'Control+PageDown'], run: () => panes.cycle(1) },
		{
			id: 'tab.previous',
			title: titles.previousTab,
			keys: ['Control+Shift+Tab', 'Control+PageUp'],
			run: () => panes.cycle(-1),
		},
		{ id: 'tab.pin', title: titles.pinTab, when: hasTab, run: tab((it) => panes.pin(it, !it.pinned)) },
		{ id: 'tab.split', title: titles.split, keys: ['Mod+\\'], when: hasTab, run: () => panes.split() },
		{
			id: 'tab.back',
			title: titles.back,
			keys: ['Alt+ArrowLeft'],
			when: () => panes.activeTab?.canGoBack ?? false,
			run: tab((it) => it.step(-1)),
		},
		{
			id: 'tab.forward',
			title: titles.forward,
			keys: ['Alt+ArrowRight'],
			when: () => panes.activeTab?.canGoForward ?? false,
			run: tab((it) => it.step(1)),
		},
		...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => ({
			id: `tab.show-${n}`,
			title: titles.showTab(n),
			keys: [`Mod+${n}`],
			hidden: true,
			run: () => panes.showNth(n),
		})),
	];
}

function fileCommands(app: AppState): Command[] {
	const { files, panes } = app;
	const when = () => app.vault !== null && !app.vault.read_only;
	const onFile = () => when() && panes.activeTab?.path != null;
	const path = (run: (path: string) => unknown) => () => {
		const shown = panes.activeTab?.path;
		return shown ? run(shown) : undefined;
	};
	return [
		{ id: 'note.new', title: titles.newNote, keys: ['Mod+N'], when, run: () => files.newNote() },
		{
			id: 'note.new-beside',
			title: titles.newNoteBeside,
			keys: ['Mod+Alt+N'],
			when,
			run: () => files.newNote(null, 'split'),
		},
		{ id: 'folder.new', title: titles.newFolder, when, run: () => files.newFolder('') },
		{
			id: 'note.save',
			title: titles.save,
			keys: ['Mod+S'],
			when,
			run: path((it) => (app.notes.find(it) ?? app.canvases.find(it))?.save()),
		},
		{ id: 'file.rename', title: titles.rename, keys: ['F2'], when: onFile, run: path((it) => renameInTree(app, it)) },
		{ id: 'file.move', title: titles.move, when: onFile, run: path((it) => files.moveTo(it)) },
		{ id: 'file.duplicate', title: titles.duplicate, when: onFile, run: path((it) => files.duplicate(it)) },
		{
			id: 'file.copy-path',
			title: titles.copyPath,
			when: () => panes.activeTab?.path != null,
			run: path((it) => files.copyPath(it)),
		},
		{ id: 'file.trash', title: titles.trash, when: onFile, run: path((it) => files.trash(it, 'file')) },
		{
			id: 'property.add',
			title: titles.addProperty,
			keys: ['Mod+;'],
			when: () => when() && app.addProperty !== null,
			run: () => app.addProperty?.(),
		},
		{ id: 'file.undo', title: titles.undoRename, when, run: () => files.undo() },
		{
			id: 'file.reveal-in-tree',
			title: titles.revealInTree,
			when: () => panes.activeTab?.path != null,
			run: path((it) => {
				app.showPanel('files');
				app.tree.reveal(it);
				app.treeAsked += 1;
			}),
		},
		{
			id: 'file.reveal',
			title: titles.reveal,
			when: () => panes.activeTab?.path != null,
			run: path((it) => app.attempt(() => app.backend.reveal(it))),
		},
	];
}

function viewCommands(app: AppState): Command[] {
	const { panes, preferences } = app;
	const onNote = () => panes.activeNote !== null;
	return [
		{
			id: 'mode.reading',
			title: titles.toggleReading,
			keys: ['Mod+E'],
			when: onNote,
			run: () => {
				const tab = panes.activeTab;
				if (tab)
					tab.mode = tab.mode === 'reading' ? (app.settings?.default_mode === 'source' ? 'source' : 'live') : 'reading';
			},
		},
		{
			id: 'mode.source',
			title: titles.toggleSource,
			when: onNote,
			run: () => {
				const tab = panes.activeTab;
				if (tab) tab.mode = tab.mode === 'source' ? 'live' : 'source';
			},
		},
		{
			id: 'side.left',
			title: titles.toggleLeft,
			run: () => {
				preferences.leftOpen = !preferences.leftOpen;
			},
		},
		{
			id: 'side.right',
			title: titles.toggleRight,
			run: () => {
				preferences.rightOpen = !preferences.rightOpen;
			},
		},
		{
			id: 'panel.files',
			title: titles.showFiles,
			run: () => {
				app.showPanel('files');
				app.treeAsked += 1;
			},
		},
		{ id: 'panel.tags', title: titles.showTags, run: () => app.showPanel('tags') },
		...(['system', 'light', 'dark'] as const).map((theme) => ({
			id: `theme.${theme}`,
			title: titles.theme[theme],
			run: () => {
				preferences.theme = theme;
			},
		})),
	];
}

/** Searches for what is selected, else shows the search as it was. */
function search(app: AppState): void {
	app.replacement.open = false;
	app.search(selectedQuery(app) ?? app.query);
}

function toggle(app: AppState, overlay: 'switcher' | 'palette'): void {
	app.overlay = app.overlay === overlay ? null : overlay;
}

function renameInTree(app: AppState, path: string): void {
	app.showPanel('files');
	app.tree.reveal(path);
	app.tree.renamingPath = path;
}
