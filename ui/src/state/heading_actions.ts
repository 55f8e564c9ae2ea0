// What can be done with one heading of a note: linking to it, moving its section away.

import type { OutlineRow, TextChange } from '../backend/bindings';
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
 * Moves the section of the heading at an index before another heading, as one edit: of the editor in front, else of
 * the note that is read, which then says how it is taken back. Says why where it cannot be done now.
 */
export function moveSectionBefore(
	app: AppState,
	note: string,
	rows: readonly OutlineRow[],
	at: number,
	before: number,
): boolean {
	const editor = app.panes.activeNote === note ? app.editor : null;
	const text = editor?.selection().text ?? app.notes.find(note)?.text();
	const changes = text === undefined ? null : moveSection(text, rows, at, before);
	const isMoved = changes && (editor ? editor.change(changes, text ?? '') : changeRead(app, note, changes));
	if (!isMoved) app.notices.problem(strings.changes.moveNotNow);
	return isMoved ?? false;
}

function changeRead(app: AppState, path: string, changes: readonly TextChange[]): boolean {
	const note = app.notes.find(path);
	const before = note?.text() ?? '';
	if (!note?.change(changes, before)) return false;
	const after = note.text();
	const takeBack = () => {
		if (note.change([{ from: 0, to: after.length, text: before }], after)) void note.save();
		else app.notices.problem(strings.changes.moveNotNow);
	};
	app.notices.done(strings.changes.sectionMoved, { title: strings.rename.undo, run: takeBack });
	return true;
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
