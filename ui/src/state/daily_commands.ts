// The commands of daily notes, templates, unique notes, random notes and bookmarks. Those of a core plugin that is off
// are not there.

import type { DatedNote, PluginsOn } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import { dailyStrings } from './daily_strings';
import { localMoment } from './local_moment';
import type { Where } from './tabs.svelte';

const titles = dailyStrings.commands;

/** Registers the commands. */
export function registerDailyCommands(app: AppState): void {
	const on = (plugin: keyof PluginsOn) => () => app.vault !== null && app.vaultSettings.isOn(plugin);
	const writable = (plugin: keyof PluginsOn) => () => on(plugin)() && !app.vault?.read_only;
	const inEditor = (plugin: keyof PluginsOn) => () => writable(plugin)() && app.editor !== null;
	app.commands.register(
		{ id: 'daily.open', title: titles.today, when: on('daily_notes'), run: () => openDailyNote(app) },
		{ id: 'daily.previous', title: titles.previous, when: on('daily_notes'), run: () => openNeighbour(app, true) },
		{ id: 'daily.next', title: titles.next, when: on('daily_notes'), run: () => openNeighbour(app, false) },
		{
			id: 'template.insert',
			title: titles.template,
			when: inEditor('templates'),
			run: () => {
				app.overlay = 'templates';
			},
		},
		{
			id: 'template.date',
			title: titles.date,
			when: inEditor('templates'),
			run: () => insertMoment(app, 'date_format'),
		},
		{
			id: 'template.time',
			title: titles.time,
			when: inEditor('templates'),
			run: () => insertMoment(app, 'time_format'),
		},
		{ id: 'unique.new', title: titles.unique, when: writable('unique_notes'), run: () => newUniqueNote(app) },
		{ id: 'random.open', title: titles.random, when: on('random_note'), run: () => openRandomNote(app) },
		{
			id: 'panel.bookmarks',
			title: titles.showBookmarks,
			when: on('bookmarks'),
			run: () => app.showPanel('bookmarks'),
		},
		{
			id: 'bookmarks.add',
			title: titles.addBookmark,
			when: () => writable('bookmarks')() && shownFile(app) !== null,
			run: () => app.bookmarks.add('file', shownFile(app) ?? ''),
		},
		{
			id: 'bookmarks.remove',
			title: titles.removeBookmark,
			when: () => writable('bookmarks')() && shownFile(app) !== null,
			run: () => app.bookmarks.removeFile(shownFile(app) ?? ''),
		},
		{
			id: 'bookmarks.add-part',
			title: titles.addPart,
			when: inEditor('bookmarks'),
			run: () => app.bookmarks.addPart(),
		},
		{
			id: 'bookmarks.add-search',
			title: titles.addSearch,
			when: () => writable('bookmarks')() && app.query.trim() !== '',
			run: () => app.bookmarks.add('search', app.query.trim()),
		},
		{
			id: 'bookmarks.new-group',
			title: titles.newGroup,
			when: writable('bookmarks'),
			run: () => app.bookmarks.add('group', '', '', titles.newGroup),
		},
	);
}

function shownFile(app: AppState): string | null {
	const place = app.panes.activeTab?.place;
	return place && 'path' in place ? place.path : null;
}

/** Opens the note of a day, today's when none is named; makes it where there is none. */
export async function openDailyNote(app: AppState, day: string | null = null, where: Where = 'here'): Promise<void> {
	await app.attempt(async () => {
		show(app, await app.ask<'daily_note'>({ ask: 'daily_note', day, now: localMoment() }), where);
	});
}

async function openNeighbour(app: AppState, back: boolean): Promise<void> {
	await app.attempt(async () => {
		const note = app.panes.activeNote;
		const found = await app.ask<'daily_neighbour'>({ ask: 'daily_neighbour', note, back, now: localMoment() });
		if (found) app.open(found);
		else app.notices.done(dailyStrings.noNeighbour(back));
	});
}

async function newUniqueNote(app: AppState): Promise<void> {
	await app.attempt(async () => {
		const source = app.panes.activeNote;
		show(app, await app.ask<'unique_note'>({ ask: 'unique_note', now: localMoment(), text: '', source }), 'here');
	});
}

async function openRandomNote(app: AppState): Promise<void> {
	await app.attempt(async () => {
		const shown = app.panes.activeNote;
		const found = await app.ask<'random_note'>({ ask: 'random_note', chance: Math.random(), shown });
		if (found) app.open(found);
		else app.notices.done(dailyStrings.noNotes);
	});
}

/** Shows a note of a day or moment, and says what was not as the settings have it. */
export function show(app: AppState, note: DatedNote, where: Where): void {
	app.open(note.path, where);
	if (note.is_new) app.tree.reveal(note.path);
	if (note.warning !== '') app.notices.problem(note.warning);
}

/** Puts a template at the cursor of the editor in front, its properties merged into the note's. */
export async function insertTemplate(app: AppState, template: string): Promise<void> {
	const { editor } = app;
	const note = app.panes.activeNote;
	if (!editor || !note) return;
	await app.attempt(async () => {
		const { text, from, to } = editor.selection();
		const now = localMoment();
		const changes = await app.ask<'insert_template'>({ ask: 'insert_template', template, note, text, from, to, now });
		if (!editor.change(changes, text)) app.notices.problem(dailyStrings.templates.moved);
		editor.focus();
	});
}

async function insertMoment(app: AppState, which: 'date_format' | 'time_format'): Promise<void> {
	const { editor } = app;
	const format = app.vaultSettings.plugins?.templates[which];
	if (!editor || !format) return;
	await app.attempt(async () => {
		const { text, from, to } = editor.selection();
		const written = await app.ask<'format_moment'>({ ask: 'format_moment', format, now: localMoment() });
		editor.change([{ from, to, text: written }], text);
		editor.focus();
	});
}

/**
 * Opens today's note when the vault's settings ask for that at the start. Opening a vault writes nothing into it, so
 * that a note that is not there yet is only offered.
 */
export async function openAtStart(app: AppState): Promise<void> {
	const settings = app.vaultSettings.plugins;
	if (!settings?.on.daily_notes || !settings.daily_notes.autorun) return;
	const found = await app.ask<'find_daily_note'>({ ask: 'find_daily_note', now: localMoment() });
	if (found) app.open(found);
	else app.notices.done(dailyStrings.toMake, { title: dailyStrings.make, run: () => void openDailyNote(app) });
}
