// Keys that the person gave to commands, as Obsidian keeps them in hotkeys.json, and which command of Obsidian's is
// which of ours.

import type { Hotkeys, KeyPress } from '../backend/bindings';
import type { Command } from './commands.svelte';

/** From our commands to Obsidian's of the same effect. What is not here is kept under our own id. */
const obsidianIds: Readonly<Record<string, string>> = {
	'switcher.open': 'switcher:open',
	'palette.open': 'command-palette:open',
	'search.open': 'global-search:open',
	'vault.open': 'app:open-vault',
	'settings.open': 'app:open-settings',
	'help.open': 'app:open-help',
	'window.close': 'workspace:close-window',
	'tab.new': 'workspace:new-tab',
	'tab.close': 'workspace:close',
	'tab.reopen': 'workspace:undo-close-pane',
	'tab.next': 'workspace:next-tab',
	'tab.previous': 'workspace:previous-tab',
	'tab.pin': 'workspace:toggle-pin',
	'tab.split': 'workspace:split-vertical',
	'layout.manage': 'workspaces:open-modal',
	'layout.save': 'workspaces:save',
	'tab.back': 'app:go-back',
	'tab.forward': 'app:go-forward',
	...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`tab.show-${n}`, `workspace:goto-tab-${n}`])),
	'tab.show-9': 'workspace:goto-last-tab',
	'note.new': 'file-explorer:new-file',
	'note.new-beside': 'file-explorer:new-file-in-new-pane',
	'folder.new': 'file-explorer:new-folder',
	'note.save': 'editor:save-file',
	'file.rename': 'workspace:edit-file-title',
	'file.trash': 'app:delete-file',
	'property.add': 'markdown:add-metadata-property',
	'file.reveal-in-tree': 'file-explorer:reveal-active-file',
	'file.reveal': 'open-with-default-app:show',
	'mode.reading': 'markdown:toggle-preview',
	'mode.source': 'editor:toggle-source',
	'side.left': 'app:toggle-left-sidebar',
	'side.right': 'app:toggle-right-sidebar',
	'panel.files': 'file-explorer:open',
	'panel.tags': 'tag-pane:open',
	'panel.bookmarks': 'bookmarks:open',
	'bookmarks.add': 'bookmarks:bookmark-current-view',
	'bookmarks.remove': 'bookmarks:unbookmark-current-view',
	'bookmarks.add-part': 'bookmarks:bookmark-current-section',
	'bookmarks.add-search': 'bookmarks:bookmark-current-search',
	'daily.open': 'daily-notes',
	'daily.previous': 'daily-notes:goto-prev',
	'daily.next': 'daily-notes:goto-next',
	'template.insert': 'insert-template',
	'template.date': 'insert-current-date',
	'template.time': 'insert-current-time',
	'unique.new': 'zk-prefixer',
	'random.open': 'random-note',
	'editor.bold': 'editor:toggle-bold',
	'editor.italic': 'editor:toggle-italics',
	'editor.highlight': 'editor:toggle-highlight',
	'editor.strikethrough': 'editor:toggle-strikethrough',
	'editor.code': 'editor:toggle-code',
	'editor.math': 'editor:toggle-inline-math',
	'editor.comment': 'editor:toggle-comments',
	'editor.link': 'editor:insert-link',
	'editor.wikilink': 'editor:insert-wikilink',
	'editor.toggle-task': 'editor:toggle-checklist-status',
	...Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((n) => [`editor.heading-${n}`, `editor:set-heading-${n}`])),
	'editor.bullet-list': 'editor:toggle-bullet-list',
	'editor.numbered-list': 'editor:toggle-numbered-list',
	'editor.quote': 'editor:toggle-blockquote',
	'editor.callout': 'editor:insert-callout',
	'editor.code-block': 'editor:insert-codeblock',
	'editor.math-block': 'editor:insert-mathblock',
	'editor.table': 'editor:insert-table',
	'editor.horizontal-rule': 'editor:insert-horizontal-rule',
	'editor.follow-link': 'editor:follow-link',
	'editor.follow-link-tab': 'editor:open-link-in-new-leaf',
	'editor.follow-link-split': 'editor:open-link-in-new-split',
	'editor.find': 'editor:open-search',
	'editor.replace': 'editor:open-search-replace',
	'editor.indent': 'editor:indent-list',
	'editor.outdent': 'editor:unindent-list',
	'editor.move-line-up': 'editor:swap-line-up',
	'editor.move-line-down': 'editor:swap-line-down',
	'editor.delete-paragraph': 'editor:delete-paragraph',
	'editor.fold': 'editor:toggle-fold',
	'editor.fold-all': 'editor:fold-all',
	'editor.unfold-all': 'editor:unfold-all',
};

/** The keys that the file gives to our commands. An entry under our own id wins over one under Obsidian's. */
export function customKeys(hotkeys: readonly Hotkeys[], commands: readonly Command[]): Map<string, readonly string[]> {
	const given = new Map(hotkeys.map((entry) => [entry.command, entry.keys]));
	const custom = new Map<string, readonly string[]>();
	for (const { id } of commands) {
		const keys = given.get(id) ?? given.get(obsidianIds[id] ?? '');
		if (keys) custom.set(id, keys.map(fromKeyPress));
	}
	return custom;
}

/** The pinned commands in their order; what is none of ours is left out. */
export function pinnedCommands(pinned: readonly string[], commands: readonly Command[]): string[] {
	const known = commands.flatMap(({ id }) => [[id, id], ...(obsidianIds[id] ? [[obsidianIds[id], id]] : [])]);
	const byId = new Map(known as [string, string][]);
	return [...new Set(pinned.flatMap((id) => byId.get(id) ?? []))];
}

/** Under which ids the file keeps a pinned command; of one that is not pinned, the one to write. */
export function pinnedIds(command: string, pinned: readonly string[]): string[] {
	const obsidian = obsidianIds[command] ?? command;
	const kept = [...new Set([command, obsidian])].filter((id) => pinned.includes(id));
	return kept.length > 0 ? kept : [obsidian];
}

/** Under which id the file keeps a command's keys. */
export function hotkeyId(command: string, hotkeys: readonly Hotkeys[]): string {
	const ownEntry = hotkeys.some((entry) => entry.command === command);
	return ownEntry ? command : (obsidianIds[command] ?? command);
}

const order = ['Mod', 'Control', 'Meta', 'Alt', 'Shift'];

/** Obsidian's form to the registry's, `Mod+Shift+P`. */
export function fromKeyPress({ modifiers, key }: KeyPress): string {
	const own = modifiers.map((modifier) => (modifier === 'Ctrl' ? 'Control' : modifier));
	own.sort((a, b) => order.indexOf(a) - order.indexOf(b));
	const named = key === ' ' ? 'Space' : key;
	return [...own, named.length === 1 ? named.toUpperCase() : named].join('+');
}

/** The registry's form to Obsidian's. */
export function toKeyPress(keys: string): KeyPress {
	const plus = keys.endsWith('++');
	const parts = (plus ? keys.slice(0, -2) : keys).split('+');
	const key = plus ? '+' : (parts.pop() ?? '');
	const modifiers = parts.map((part) => (part === 'Control' ? 'Ctrl' : part));
	return { modifiers, key: key === 'Space' ? ' ' : key };
}

/** The keys of an event in the registry's form; null while only modifiers are held. */
export function pressedKeys(event: KeyboardEvent, isMac = /mac/i.test(navigator.platform)): string | null {
	if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Unidentified'].includes(event.key)) return null;
	const modifiers = [
		(isMac ? event.metaKey : event.ctrlKey) && 'Mod',
		isMac && event.ctrlKey && 'Control',
		!isMac && event.metaKey && 'Meta',
		event.altKey && 'Alt',
		event.shiftKey && 'Shift',
	].filter(Boolean);
	return [...modifiers, keyName(event)].join('+');
}

// With modifiers a key may type something else; its letter or digit is what the person means.
function keyName(event: KeyboardEvent): string {
	const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
	const digit = /^Digit(\d)$/.exec(event.code)?.[1];
	if (event.key === ' ') return 'Space';
	if (event.key.length > 1) return event.key;
	if (letter && !/^[a-z]$/i.test(event.key)) return letter;
	if (digit && event.shiftKey) return digit;
	return event.key.toUpperCase();
}

/** Whether keys may stand alone: without Ctrl, Alt or Meta a letter could no longer be typed. */
export function isUsable(keys: string): boolean {
	const press = toKeyPress(keys);
	const held = press.modifiers.some((modifier) => modifier !== 'Shift');
	return held || /^F\d{1,2}$/.test(press.key);
}
