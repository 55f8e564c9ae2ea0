// What is changed on a thesis page: its status, its statement. Each touches the bytes it means and nothing else.

import type { EdgeToWrite, Saved } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import { strings } from './strings';

/** Writes the person's word about a thesis; empty takes it away. */
export async function writeStatus(app: AppState, path: string, status: string): Promise<void> {
	await onHash(app, path, (seen) =>
		status === ''
			? app.ask<'remove_property'>({ ask: 'remove_property', path, key: 'status', seen })
			: app.ask<'set_property'>({ ask: 'set_property', path, key: 'status', value: status, seen }),
	);
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
	const first = metadata.sections?.find(({ type, position }) => type !== 'yaml' && position.start.line > behind);
	if (first?.type !== 'paragraph') return null;
	return { from: first.position.start.line, to: first.position.end.line };
}

/** The statement as it is written in the note; null where the note has none. */
export async function readStatement(app: AppState, path: string): Promise<string | null> {
	const { lines, place } = await readLines(app, path);
	return place ? lines.slice(place.from, place.to + 1).join('\n') : null;
}

/** Writes the statement anew. False when it is not where it was. */
export async function writeStatement(app: AppState, path: string, before: string, after: string): Promise<boolean> {
	const { lines, place, hash } = await readLines(app, path);
	if (!place || lines.slice(place.from, place.to + 1).join('\n') !== before) return false;
	const text = lines.toSpliced(place.from, place.to - place.from + 1, ...after.trim().split('\n')).join('\n');
	const saved = await app.ask<'save'>({ ask: 'save', path, text, seen: hash });
	await settle(app, path, saved);
	return true;
}

async function readLines(app: AppState, path: string) {
	const note = await app.notes.open(path);
	await note.flush();
	const opened = await app.ask<'open'>({ ask: 'open', note: path });
	const metadata = (await app.ask<'metadata'>({ ask: 'metadata', note: path })) as Metadata;
	return { lines: opened.text.split('\n'), hash: opened.hash, place: findStatement(metadata) };
}

/** Saves what is typed in the note, then does something to the bytes it has now. */
export async function onHash(app: AppState, path: string, run: (seen: string) => Promise<Saved>): Promise<void> {
	const note = await app.notes.open(path);
	await note.flush();
	await settle(app, path, await run(note.hash));
}

async function settle(app: AppState, path: string, saved: Saved): Promise<void> {
	if (saved.outcome === 'conflict') app.notices.problem(strings.note.changedMeanwhile);
	await app.notes.find(path)?.reopen();
}

/** Appends a line to the thesis's confidence log; `confidence` is from 0 to 1. */
export async function logConfidence(
	app: AppState,
	path: string,
	{ confidence, reason, cause }: { confidence: number; reason: string; cause: string },
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
	app.files.tellOf(strings.confidence.done);
}

/** Writes an edge into a note: a line of its text. */
export async function addEdge(app: AppState, note: string, edge: EdgeToWrite, title: string): Promise<void> {
	await app.notes.flush();
	await app.ask<'set_edge'>({ ask: 'set_edge', note, edge, place: null, line: null });
	app.files.tellOf(strings.bearsOn.added(title));
}

/** Takes the edge on a line out of a note. */
export async function removeEdge(app: AppState, note: string, line: number): Promise<void> {
	await app.notes.flush();
	await app.ask<'remove_edge'>({ ask: 'remove_edge', note, line });
	app.files.tellOf(strings.bearsOn.removed);
}
