// Sources and authors: how their list is put in order, and how one is opened.

import type { SourceKind, SourceRow } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import type { Where } from './tabs.svelte';

export type SourceColumn = 'title' | 'kind' | 'said' | 'for' | 'against' | 'watch' | 'last';
export const sourceColumns: SourceColumn[] = ['title', 'kind', 'said', 'for', 'against', 'watch', 'last'];

export interface SourceChoice {
	column: SourceColumn;
	descending: boolean;
}

const values: Record<SourceColumn, (row: SourceRow) => string | number> = {
	title: ({ title }) => title.toLocaleLowerCase(),
	kind: ({ kind }) => kind,
	said: ({ said }) => said,
	for: ({ totals }) => totals.independent.supports,
	against: ({ totals }) => totals.independent.contradicts,
	watch: ({ watch }) => (watch.came_true + watch.came_false === 0 ? -1 : shareTrue(watch)),
	last: ({ last }) => last ?? '',
};

/** Whether a column holds numbers. */
export function isNumber(column: SourceColumn): boolean {
	return ['said', 'for', 'against', 'watch'].includes(column);
}

/** The share of what was foreseen that came, from 0 to 1; 0 where nothing is resolved. */
export function shareTrue({ came_true, came_false }: { came_true: number; came_false: number }): number {
	const resolved = came_true + came_false;
	return resolved === 0 ? 0 : came_true / resolved;
}

/** The rows whose names hold all words, in the chosen order; equal ones by name. */
export function listSources(rows: readonly SourceRow[], filter: string, choice: SourceChoice): SourceRow[] {
	const wanted = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
	const value = values[choice.column];
	const turn = choice.descending ? -1 : 1;
	const order = (a: string | number, b: string | number) =>
		typeof a === 'string' ? a.localeCompare(String(b)) : a - Number(b);
	return rows
		.filter(({ title }) => wanted.every((word) => title.toLocaleLowerCase().includes(word)))
		.sort((a, b) => turn * order(value(a), value(b)) || a.title.localeCompare(b.title));
}

/** Opens the page of a source or an author; `key` as the core tells it, or its name. */
export function openSource(
	app: AppState,
	{ kind, key, title }: { kind: SourceKind; key: string; title: string },
	where: Where,
): void {
	app.panes.follow({ view: 'source', kind, key, title }, where);
}
