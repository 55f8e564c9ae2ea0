// What can be done with one heading of a note: linking to it, moving its section away.

import type { OutlineRow } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import { shownName } from './file_actions';
import { moveSection } from './section_moves';
import { strings } from './strings';

/** Copies a link to a heading, as a wikilink by the note's name. */
export async function copyHeadingLink(app: AppState, note: string, heading: string): Promise<void> {
	// What a target cannot hold becomes a blank there; links find the heading all the same.
	const subpath = heading
		.replace(/%%|\[\[|\]\]|[:#|^\\]/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	await app.attempt(async () => {
		await navigator.clipboard.writeText(`[[${shownName(note)}#${subpath}]]`);
		app.notices.done(strings.changes.copied);
	});
}

/** Moves a heading with all below it to another note; `rows` are the headings of the note. */
export async function extractSection(
	app: AppState,
	note: string,
	line: number,
	rows: readonly OutlineRow[],
): Promise<void> {
	const row = rows.find((other) => other.line === line);
	if (!row) return;
	const next = rows.find((other) => other.line > line && other.level <= row.level);
	await app.attempt(async () => {
		const text = (await app.notes.open(note)).text();
		const from = startOfLine(text, line);
		const until = next ? startOfLine(text, next.line) : text.length;
		await app.refactor.extract(note, from, until, row.text);
	});
}

/**
 * Moves the section of the heading at an index before another heading, as one edit of the editor in front. Says why
 * where it cannot be done now.
 */
export function moveSectionBefore(
	app: AppState,
	note: string,
	rows: readonly OutlineRow[],
	at: number,
	before: number,
): boolean {
	const { editor } = app;
	if (!editor || app.panes.activeNote !== note) {
		app.notices.problem(strings.changes.moveNeedsEditor);
		return false;
	}
	const { text } = editor.selection();
	const changes = moveSection(text, rows, at, before);
	if (changes && editor.change(changes, text)) return true;
	app.notices.problem(strings.changes.moveNotNow);
	return false;
}

function startOfLine(text: string, line: number): number {
	let at = 0;
	for (let n = 1; n < line; n += 1) {
		const end = text.indexOf('\n', at);
		if (end < 0) return text.length;
		at = end + 1;
	}
	return at;
}
