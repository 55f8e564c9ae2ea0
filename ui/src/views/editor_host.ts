// What the window gives an editor: the core, links that lead somewhere, the keys of the commands.

import { type EditorHost, editorCommands, type ScrollPlace } from '../editor/note_editor';
import type { AppState } from '../state/app_state.svelte';
import { openDailyNote } from '../state/daily_commands';
import { codeMirrorForm, fromCodeMirror } from '../state/keys';
import type { OpenNote } from '../state/open_note.svelte';
import { mountBase } from './base/mount_base';
import { mountQuery } from './query/mount_query';

/** Whether a tab's kept scroll state is a line of a note, as the editor and the reading view both keep it. */
export function isScrollPlace(scroll: unknown): scroll is ScrollPlace {
	return typeof scroll === 'object' && scroll !== null && 'line' in scroll && 'offset' in scroll;
}

/** The host of one editor or reading view of a note; `changed` is told when the person typed. */
export function editorHost(app: AppState, note: OpenNote, changed: () => void): EditorHost {
	return {
		...fileHost(app, note, changed),
		wordsChanged: (words) => {
			note.words = words;
		},
		lineChanged: (line) => {
			note.line = line;
		},
	};
}

/** The host of Markdown that stands in any file, whose path may change. */
export function fileHost(app: AppState, file: { readonly path: string }, changed: () => void): EditorHost {
	return {
		ask: app.ask,
		changed,
		followLink: (target, how) => void app.followLink(target, file.path, how),
		openTag: (tag) => app.search(`tag:#${tag}`),
		openExternal: (url) => void app.attempt(() => app.backend.openExternal(url)),
		openUnseen: (url) => void app.openUnseen(url),
		keys: () => app.commands.editorKeys(),
		commandKeys: (id) => app.commands.custom.get(`editor.${id}`)?.map(codeMirrorForm),
		attachmentUrl: async (path) => (await app.ask<'attachment'>({ ask: 'attachment', path })).url,
		readDocument: (path) => app.backend.readDocument(path),
		propertyEverywhere: (name, how) =>
			void (how === 'rename' ? app.refactor.renameProperty(name) : app.refactor.removeProperty(name)),
		openDay: app.vaultSettings.isOn('daily_notes') ? (day, how) => void openDailyNote(app, day, how) : undefined,
		flush: () => app.notes.flush(),
		notice: (text) => app.notices.problem(text),
		mountBase: (parent, base) => mountBase(app, parent, base),
		mountQuery: (parent, query) => mountQuery(app, parent, query),
	};
}

/** What a page that is read can do as an editor can. */
const onPage: Record<string, (folds: NonNullable<AppState['readingFolds']>) => void> = {
	'fold-all': (folds) => folds.foldAll(),
	'unfold-all': (folds) => folds.unfoldAll(),
};

/** Puts the editor's own commands into the registry, so that the palette lists them and shows their keys. */
export function registerEditorCommands(app: AppState): void {
	app.commands.register(
		...editorCommands.map(({ id, title, key }) => ({
			id: `editor.${id}`,
			title,
			keys: key === '' ? [] : [fromCodeMirror(key)],
			inEditor: true,
			when: () => app.editor !== null || (id in onPage && app.readingFolds !== null),
			run: () => {
				app.editor?.focus();
				if (app.editor) app.editor.command(id);
				else if (app.readingFolds) onPage[id]?.(app.readingFolds);
			},
		})),
	);
}
