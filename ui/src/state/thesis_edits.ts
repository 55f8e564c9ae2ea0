// What is changed on a thesis page: its status, its statement. Each touches the bytes it means and nothing else.

import type { EdgeRow, EdgeToWrite, Saved } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import { strings } from './strings';

/** Writes the person's word about a thesis; empty takes it away. False where the note was changed meanwhile. */
export async function writeStatus(app: AppState, path: string, status: string): Promise<boolean> {
	const written = await onHash(app, path, (seen) =>
		status === ''
			? app.ask<'remove_property'>({ ask: 'remove_property', path, key: 'status', seen })
			: app.ask<'set_property'>({ ask: 'set_property', path, key: 'status', value: status, seen }),
	);
	if (written) app.files.tellOf(strings.thesis.statusNow(status));
	return written;
}

interface Position {
	start: { line: number };
	end: { line: number };
}

interface Metadata {
	headings?: { level: number; position: Position }[];
	sections?: { type: string; position: Position }[];
}

/** The lines of a thesis's statement, 0-based, the last included: the first paragraph behind the title. */
export function findStatement(metadata: Metadata): { from: number; to: number } | null {
	const title = metadata.headings?.[0];
	const behind = title?.level === 1 ? title.position.end.line : -1;
	const sections = metadata.sections?.filter(({ position }) => position.start.line > behind) ?? [];
	const first = sections.find(({ type }) => type === 'paragraph' || type === 'heading');
	if (first?.type !== 'paragraph') return null;
	return { from: first.position.start.line, to: first.position.end.line };
}

/** The statement as it is written in the note; empty where the note has none. */
export async function readStatement(app: AppState, path: string): Promise<string> {
	const note = await app.notes.open(path);
	await note.flush();
	const opened = await app.ask<'open'>({ ask: 'open', note: path });
	const place = findStatement((await app.ask<'metadata'>({ ask: 'metadata', note: path })) as Metadata);
	if (!place) return '';
	const lines = opened.text.split(/\r?\n/);
	return lines.slice(place.from, place.to + 1).join('\n');
}

/** Writes the statement anew; the core refuses where it does not read `before`. */
export async function writeStatement(app: AppState, path: string, before: string, after: string): Promise<void> {
	await app.notes.flush();
	await app.ask<'set_statement'>({ ask: 'set_statement', note: path, before, after });
	app.files.tellOf(strings.thesis.statementNow);
}

/** Saves what is typed in the note, then does something to the bytes it has now. False on a conflict. */
export async function onHash(app: AppState, path: string, run: (seen: string) => Promise<Saved>): Promise<boolean> {
	const note = await app.notes.open(path);
	await note.flush();
	const saved = await run(note.hash);
	const isConflict = saved.outcome === 'conflict';
	if (isConflict) app.notices.problem(strings.note.changedMeanwhile);
	await app.notes.find(path)?.reopen();
	return !isConflict;
}

/** Appends a line to the thesis's confidence log; `confidence` is from 0 to 1. */
export async function logConfidence(
	app: AppState,
	path: string,
	{ confidence, reason, cause }: { confidence: number; reason: string; cause: string },
	done: string = strings.confidence.done,
): Promise<void> {
	await app.notes.flush();
	await app.ask<'log_confidence'>({
		ask: 'log_confidence',
		note: path,
		confidence,
		reason: reason.trim(),
		cause: cause === '' ? null : cause,
		day: null,
	});
	app.files.tellOf(done);
}

/** Writes an edge into a note, in the form that the settings prefer. */
export async function addEdge(app: AppState, note: string, edge: EdgeToWrite, title: string): Promise<void> {
	await app.notes.flush();
	await app.ask<'set_edge'>({ ask: 'set_edge', note, edge, place: null, line: null });
	app.files.tellOf(strings.bearsOn.added(title));
}

/** Writes an edge anew where it stands. */
export async function changeEdge(
	app: AppState,
	note: string,
	old: EdgeRow,
	edge: EdgeToWrite,
	title: string,
): Promise<void> {
	await app.notes.flush();
	const { line } = old;
	const { paths } = await app.ask<'set_edge'>({ ask: 'set_edge', note, edge, place: null, line, old: edgeName(old) });
	if (paths.length > 0) app.files.tellOf(strings.bearsOn.changed(title));
}

/** Takes an edge out of a note. */
export async function removeEdge(app: AppState, note: string, edge: EdgeRow): Promise<void> {
	await app.notes.flush();
	await app.ask<'remove_edge'>({ ask: 'remove_edge', note, line: edge.line, old: edgeName(edge) });
	app.files.tellOf(strings.bearsOn.removed);
}

function edgeName({ thesis, pillar }: EdgeRow) {
	return { thesis, ...(pillar !== null && { pillar }) };
}
