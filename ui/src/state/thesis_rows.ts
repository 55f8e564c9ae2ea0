// The list of theses as it is shown: filtered and put in order.

import type { ThesisRow } from '../backend/bindings';
import { listLetters } from './thesis_marks';

export type ThesisSort = 'name' | 'last' | 'confidence';

/** The letters of all theses, by path; the order of the core's list decides, so that a filter changes none. */
export function thesisLetters(rows: readonly ThesisRow[]): Map<string, string> {
	return listLetters(rows.map((row) => ({ key: row.path, title: row.title })));
}

/** The rows whose title or status holds the filter's words, in order. Those with no note come last. */
export function listThesisRows(rows: readonly ThesisRow[], sort: ThesisSort, filter: string): ThesisRow[] {
	const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
	const matches = (row: ThesisRow) => {
		const text = `${row.title} ${row.status ?? ''}`.toLocaleLowerCase();
		return words.every((word) => text.includes(word));
	};
	const byName = (a: ThesisRow, b: ThesisRow) => a.title.localeCompare(b.title, undefined, { numeric: true });
	const by = {
		name: byName,
		last: (a: ThesisRow, b: ThesisRow) => (b.last ?? '').localeCompare(a.last ?? '') || byName(a, b),
		confidence: (a: ThesisRow, b: ThesisRow) => (b.confidence ?? -1) - (a.confidence ?? -1) || byName(a, b),
	}[sort];
	return rows.filter(matches).sort((a, b) => Number(b.exists) - Number(a.exists) || by(a, b));
}
