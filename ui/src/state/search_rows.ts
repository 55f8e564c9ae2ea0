// The hits of a search as the rows of one list: a note, then its matching lines.

import type { SearchHit, SearchMatch } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import { shownName } from './file_actions';
import { strings } from './strings';

export interface SearchRow {
	key: string;
	path: string;
	title: string;
	/** The line to open at, 1-based; null for the note itself. */
	line: number | null;
	/** Null for the row of the note. */
	match: SearchMatch | null;
	/** The folder the note lies in, for the row of the note. */
	folder: string;
	/** Matching lines of the note beyond those listed. */
	more: number;
}

const linesShown = 5;

/** The rows of all hits, in order. */
export function listSearchRows(hits: readonly SearchHit[], collapsed = false): SearchRow[] {
	return hits.flatMap((hit) => {
		const slash = hit.path.lastIndexOf('/');
		const folder = slash < 0 ? '' : hit.path.slice(0, slash);
		const lines = collapsed ? [] : hit.matches.slice(0, linesShown);
		const note: SearchRow = {
			key: hit.path,
			path: hit.path,
			title: hit.title,
			line: hit.matches[0]?.line ?? null,
			match: null,
			folder,
			more: Math.max(0, hit.matches.length - lines.length),
		};
		return [
			note,
			...lines.map((match, index) => ({
				...note,
				key: `${hit.path} ${index}`,
				line: match.line,
				match,
				more: 0,
			})),
		];
	});
}

/** What was found as Markdown: a link to each note, its lines below. */
export function searchText(hits: readonly SearchHit[]): string {
	const lines = hits.flatMap((hit) => [
		`- [[${shownName(hit.path)}]]`,
		...hit.matches.map((match) => `	- ${match.text}`),
	]);
	return lines.map((line) => `${line}\n`).join('');
}

/** Copies what was found. */
export async function copySearch(app: AppState, hits: readonly SearchHit[]): Promise<void> {
	await app.attempt(async () => {
		await navigator.clipboard.writeText(searchText(hits));
		app.notices.done(strings.searching.copied(hits.length));
	});
}
