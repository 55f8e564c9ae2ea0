// The commands of the graph.

import type { AppState } from './app_state.svelte';
import { strings } from './strings';

/** Registers the commands that open the graph, of the vault and around the note in front. */
export function registerGraphCommands(app: AppState): void {
	app.commands.register(
		{
			id: 'graph.open',
			title: strings.graph.open,
			keys: ['Mod+G'],
			when: () => app.vault !== null,
			run: () => app.openPage('graph'),
		},
		{
			id: 'graph.local',
			title: strings.graph.openLocal,
			when: () => app.panes.activeNote !== null,
			run: () => {
				app.preferences.rightOpen = true;
				if (app.preferences.folded.includes('graph')) app.preferences.toggleFold('graph');
				app.desk.graph.localAsked += 1;
			},
		},
	);
}
