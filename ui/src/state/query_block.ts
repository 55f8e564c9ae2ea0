// What a block of the language `query` shows of what its search found.

import type { SearchAnswer, SearchHit } from '../backend/bindings';

/** The notes found, and how many there are in all. */
export interface FoundByBlock {
	hits: readonly SearchHit[];
	total: number;
}

const fence = /^(?:`{3,}|~{3,})\s*query\b/i;

/** What was found without the block itself: the words of the query stand in its own note, and mean nothing there. */
export function withoutOwnBlock({ hits, total }: SearchAnswer, note: string, query: string): FoundByBlock {
	const own = new Set(query.split('\n').map((line) => line.trim()));
	const isOwn = (line: string) => own.has(line.trim()) || fence.test(line.trim());
	const kept = hits.flatMap((hit) => {
		if (hit.path !== note || hit.matches.length === 0) return [hit];
		const matches = hit.matches.filter((match) => !isOwn(match.text));
		return matches.length > 0 ? [{ ...hit, matches }] : [];
	});
	return { hits: kept, total: total - (hits.length - kept.length) };
}
