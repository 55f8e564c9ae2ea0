// The commands of the research desk.

import type { AppState } from './app_state.svelte';
import type { Command } from './commands.svelte';
import { strings } from './strings';

const titles = strings.commands;

/** Registers the commands about theses, the timeline and what is watched. */
export function registerThesisCommands(app: AppState): void {
	const when = () => app.vault !== null;
	const writable = () => when() && !app.vault?.read_only;
	const commands: Command[] = [
		{ id: 'panel.theses', title: titles.showTheses, when, run: () => app.showPanel('theses') },
		{ id: 'panel.clusters', title: titles.showClusters, when, run: () => app.showPanel('clusters') },
		{ id: 'clusters.map', title: titles.openClusterMap, when, run: () => app.openPage('clusters') },
		{ id: 'timeline.open', title: titles.openTimeline, when, run: () => app.openPage('timeline') },
		{ id: 'watchlist.open', title: titles.openWatchlist, when, run: () => app.openPage('watchlist') },
		{ id: 'proposals.open', title: titles.openProposals, when, run: () => app.openPage('proposals') },
		{ id: 'sources.open', title: titles.openSources, when, run: () => app.openPage('sources') },
		{
			id: 'capture.open',
			title: titles.capture,
			keys: ['Mod+Shift+N'],
			when: writable,
			run: () => {
				app.overlay = app.overlay === 'capture' ? null : 'capture';
			},
		},
		{ id: 'thesis.new', title: titles.newThesis, when: writable, run: () => newThesis(app) },
		{
			id: 'thesis.page',
			title: titles.openAsThesis,
			when: () => app.panes.activeNote !== null,
			run: () => {
				const note = app.panes.activeNote;
				if (note) app.openThesis(note);
			},
		},
		{
			id: 'thesis.note',
			title: titles.openAsNote,
			when: () => app.panes.activeTab?.place.view === 'thesis',
			run: () => {
				const place = app.panes.activeTab?.place;
				if (place?.view === 'thesis') app.panes.follow({ view: 'note', path: place.path }, 'here');
			},
		},
	];
	commands.push(
		{
			id: 'highlight.choose',
			title: strings.highlight.choose,
			keys: ['Mod+Shift+J'],
			when,
			run: () => {
				app.overlay = app.overlay === 'highlight' ? null : 'highlight';
			},
		},
		{
			id: 'edge.add',
			title: strings.bearsOn.command,
			when: () => writable() && app.panes.activeNote !== null,
			run: () => {
				app.preferences.rightOpen = true;
				app.edgeWanted = true;
			},
		},
	);
	app.commands.register(...commands, {
		id: 'highlight.end',
		title: strings.highlight.end,
		keys: ['Escape'],
		when: () => app.desk.chosen !== null,
		run: () => {
			app.desk.chosen = null;
		},
	});
}

/** Makes a thesis note with its headings, and opens it for writing. */
export async function newThesis(app: AppState, title: string = strings.theses.untitled): Promise<void> {
	await app.attempt(async () => {
		const text = strings.theses.template(title);
		const folder = await app.ask<'thesis_folder'>({ ask: 'thesis_folder' });
		const made = await app.ask<'new_note'>({ ask: 'new_note', folder, name: title, text, source: null });
		app.open(made.path);
		app.tree.reveal(made.path);
	});
}
