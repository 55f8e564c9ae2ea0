// What the menu offers for a link, a web address, a tag or a footnote under the pointer.

import type { NoteLink } from '../editor/note_link';
import type { MenuEntry } from '../parts/menu';
import type { AppState } from '../state/app_state.svelte';
import { strings } from '../state/strings';

const words = strings.editorMenu;

/** The entries for a link in the file at `source`; `goTo` leads to a footnote. */
export function linkMenu(
	app: AppState,
	link: Pick<NoteLink, 'kind' | 'target'>,
	source: string,
	goTo: () => void,
): MenuEntry[] {
	const { kind, target } = link;
	if (kind === 'footnote') return [{ title: words.goToFootnote, run: goTo }];
	if (kind === 'tag') {
		return [
			{ title: words.searchTag(target), run: () => app.search(`tag:#${target}`) },
			{ title: words.renameTag, disabled: app.vault?.read_only ?? false, run: () => app.refactor.renameTag(target) },
		];
	}
	if (kind === 'external') {
		return [
			{ title: words.openAddress, run: () => app.attempt(() => app.backend.openExternal(target)) },
			{ title: words.copyAddress, run: () => copy(app, target) },
		];
	}
	return [
		{ title: words.open, run: () => app.followLink(target, source, 'here') },
		{ title: words.openTab, run: () => app.followLink(target, source, 'tab') },
		{ title: words.openSplit, run: () => app.followLink(target, source, 'split') },
		{ title: words.copyLink, run: () => copy(app, `[[${target}]]`) },
	];
}

async function copy(app: AppState, text: string): Promise<void> {
	await app.attempt(async () => {
		await navigator.clipboard.writeText(text);
		app.notices.done(words.copied);
	});
}

/** Looks for a text in all notes: an entry that shows the start of it, or none where nothing can be looked for. */
export function searchMenu(app: AppState, selected: string): MenuEntry[] {
	const text = selected.trim();
	if (text === '' || text.includes('\n')) return [];
	const query = /\s/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text;
	const shown = text.length > 24 ? `${text.slice(0, 23).trimEnd()}…` : text;
	return [{ title: words.search(shown), run: () => app.search(query) }];
}
