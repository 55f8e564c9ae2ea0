// What the context menu of a note that is read offers: for the link under the pointer, and for what is selected.

import { shownLink } from '../editor/note_html';
import type { MenuEntry } from '../parts/menu';
import type { AppState } from '../state/app_state.svelte';
import type { OpenNote } from '../state/open_note.svelte';
import { strings } from '../state/strings';
import type { Tab } from '../state/tabs.svelte';
import { linkMenu, searchMenu } from './link_menu';

const words = strings.editorMenu;

/** The entries for what is at `target`. */
export function readingMenu(app: AppState, note: OpenNote, tab: Tab, target: Element | null): MenuEntry[] {
	const found = target && shownLink(target, note.path);
	const selected = getSelection()?.toString() ?? '';
	const goTo = () => found?.element.click();
	return [
		...(found ? [...linkMenu(app, found, found.source, goTo), 'rule' as const] : []),
		{ title: words.copy, keys: 'Mod+C', disabled: selected === '', run: () => document.execCommand('copy') },
		...searchMenu(app, selected),
		'rule',
		{ title: words.foldAll, run: () => app.readingFolds?.foldAll() },
		{ title: words.unfoldAll, run: () => app.readingFolds?.unfoldAll() },
		'rule',
		{
			title: words.edit,
			keys: app.commands.keysOf('mode.reading'),
			disabled: !note.editable,
			run: () => {
				tab.mode = app.settings?.default_mode === 'source' ? 'source' : 'live';
			},
		},
	];
}
