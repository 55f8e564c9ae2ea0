// The commands of the base in front.

import type { AppState } from './app_state.svelte';
import { baseCsv, baseMarkdown } from './base_rows';
import type { BaseSession } from './base_session.svelte';
import { baseStrings } from './base_strings';
import type { Command } from './commands.svelte';
import { nameOf } from './file_tree.svelte';

const titles = baseStrings.commands;

/** Registers what can be done with a base that is shown as a page. */
export function registerBaseCommands(app: AppState): void {
	const path = () => {
		const place = app.panes.activeTab?.place;
		return place?.view === 'base' ? place.path : null;
	};
	const command = (id: string, title: string, run: (session: BaseSession, path: string) => unknown): Command => ({
		id,
		title,
		when: () => path() !== null,
		run: () => {
			const shown = path();
			return shown === null ? undefined : run(app.bases.of(shown), shown);
		},
	});
	app.commands.register(
		command('base.next', titles.next, (session) => session.step(1)),
		command('base.previous', titles.previous, (session) => session.step(-1)),
		command('base.copy', titles.copy, (session) => copyBase(app, session)),
		command('base.export', titles.exportCsv, (session, shown) => exportBase(app, session, shown)),
	);
}

/** Puts the rows of a base on the clipboard, as a Markdown table. */
export async function copyBase(app: AppState, session: BaseSession): Promise<void> {
	const { result } = session;
	if (!result) return;
	await app.attempt(async () => {
		await navigator.clipboard.writeText(baseMarkdown(result));
		app.notices.done(baseStrings.copied);
	});
}

/** Writes the rows of a base where the person says. */
export async function exportBase(app: AppState, session: BaseSession, path: string): Promise<void> {
	if (session.result) await app.exportText(`${nameOf(path).replace(/\.base$/i, '')}.csv`, baseCsv(session.result));
}
