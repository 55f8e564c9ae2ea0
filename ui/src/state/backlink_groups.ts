// Backlinks by which way their notes push the thesis in question, the newest first in each group where no other order is wanted.

import type { Backlink, LedgerRow, Stance } from '../backend/bindings';

export interface BacklinkRow {
	link: Backlink;
	/** When the note was published, as the ledger has it. */
	published: LedgerRow['published'];
}

export interface BacklinkGroup {
	/** Null for notes that do not bear on the thesis. */
	stance: Stance | null;
	rows: BacklinkRow[];
}

/**
 * The groups that are not empty: for, against, context, then the rest in the core's order. Without `byDate` all of
 * them keep that order.
 */
export function groupBacklinks(
	links: readonly Backlink[],
	ledger: readonly LedgerRow[],
	byDate = true,
): BacklinkGroup[] {
	const bearing = new Map<string, LedgerRow>();
	for (const row of ledger) if (!bearing.has(row.note)) bearing.set(row.note, row);
	const groups: BacklinkGroup[] = (['supports', 'contradicts', 'context', null] as const).map((stance) => ({
		stance,
		rows: [],
	}));
	for (const link of links) {
		const row = bearing.get(link.source);
		const group = groups.find(({ stance }) => stance === (row?.stance ?? null));
		group?.rows.push({ link, published: row?.published ?? null });
	}
	const day = ({ published }: BacklinkRow) => published?.from ?? published?.to ?? '';
	for (const group of groups) if (byDate && group.stance) group.rows.sort((a, b) => day(b).localeCompare(day(a)));
	return groups.filter(({ rows }) => rows.length > 0);
}
