// The commands that change many notes at once, or bring an old version back.

import type { AppState, EditorPlace } from './app_state.svelte';
import type { Command } from './commands.svelte';
import { namedPart } from './refactorings';
import { strings } from './strings';

const titles = strings.refactorCommands;

/** Registers the commands about renaming, moving and replacing text, and about old versions. */
export function registerRefactorCommands(app: AppState): void {
	const when = () => app.vault !== null;
	const writable = () => when() && !app.vault?.read_only;
	const onNote = () => writable() && app.panes.activeNote !== null;
	const inEditor = () => onNote() && app.editor?.place !== undefined;
	const note = (run: (path: string) => unknown) => () => {
		const path = app.panes.activeNote;
		return path ? run(path) : undefined;
	};
	const place = (run: (path: string, place: EditorPlace) => unknown) =>
		note((path) => {
			const at = app.editor?.place?.();
			return at ? run(path, at) : undefined;
		});
	const part = (kind: 'heading' | 'block') => () =>
		inEditor() && namedPart(app.editor?.place?.().lineText ?? '')?.kind === kind;
	const commands: Command[] = [
		{ id: 'replace.open', title: titles.replace, keys: ['Mod+Alt+F'], when: writable, run: () => openReplace(app) },
		{
			id: 'heading.rename',
			title: titles.renameHeading,
			when: part('heading'),
			run: place((path, { line, lineText }) => app.refactor.renamePart(path, line, lineText)),
		},
		{
			id: 'block.rename',
			title: titles.renameBlock,
			when: part('block'),
			run: place((path, { line, lineText }) => app.refactor.renamePart(path, line, lineText)),
		},
		{
			id: 'note.extract',
			title: titles.extract,
			when: () => inEditor() && app.editor?.place?.().selected !== '',
			run: place((path, { from, to }) => app.refactor.extract(path, from, to)),
		},
		{ id: 'note.merge', title: titles.merge, when: onNote, run: note((path) => app.refactor.merge(path)) },
		{
			id: 'note.history',
			title: titles.history,
			when: () => when() && app.panes.activeTab?.path != null,
			run: () => {
				const path = app.panes.activeTab?.path;
				if (path) app.dialogs.history = { of: 'note', path };
			},
		},
		{
			id: 'file.recover',
			title: titles.recover,
			when: writable,
			run: () => {
				app.dialogs.history = { of: 'deleted' };
			},
		},
		{
			id: 'mentions.link-all',
			title: titles.linkMentions,
			when: onNote,
			run: note((path) => app.refactor.linkAllMentions(path)),
		},
	];
	app.commands.register(...commands);
}

/** Shows the field for the new text; what is selected is what to find. */
function openReplace(app: AppState): void {
	const selected = app.editor?.place?.().selected ?? '';
	if (selected !== '' && !selected.includes('\n')) app.replacement.find = selected;
	else if (app.replacement.find === '') app.replacement.find = app.query;
	app.replacement.open = true;
	app.showPanel('search');
	app.searchAsked += 1;
}

/** What the search box gets for what is selected: a phrase where it holds blanks. */
export function selectedQuery(app: AppState): string | null {
	const selected = app.editor?.place?.().selected.trim() ?? '';
	if (selected === '' || selected.includes('\n')) return null;
	return /\s/.test(selected) ? `"${selected.replaceAll('"', '\\"')}"` : selected;
}
