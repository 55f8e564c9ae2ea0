// How the search panel shows what it finds; the query itself is the window's.

import type { SearchHit, SearchSort } from '../backend/bindings';

export class Searching {
	sort = $state<SearchSort>('score');
	/** Upper and lower case are told apart. */
	matchCase = $state(false);
	/** What the query means is told in words. */
	explain = $state(false);
	/** The lines above and below are shown. */
	context = $state(false);
	/** Only the notes are listed. */
	collapsed = $state(false);
	/** What was found last. */
	hits = $state.raw<readonly SearchHit[]>([]);
}

/** The query that is asked: as typed, or with case counting in all of it. */
export function askedQuery(query: string, matchCase: boolean): string {
	return matchCase && query !== '' ? `match-case:(${query})` : query;
}
