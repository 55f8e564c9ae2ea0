// A thesis beside its rivals: the evidence that they share, and which way it pushes each. Pages in, rows out.

import type { LedgerDate, LedgerRow, NoteLink, StanceCounts, ThesisPage } from '../backend/bindings';

/** A thesis in the comparison. */
export interface Side {
	title: string;
	/** Null where no note is there. */
	path: string | null;
	/** Undefined until it is answered, and where nothing is known of it. */
	page: ThesisPage | undefined;
	/** It was asked for, and nothing bears on it. */
	unknown: boolean;
}

/** How a note pushes a thesis and its rivals. */
export type Push = 'apart' | 'for' | 'against' | 'mixed';

/** A note that bears on the thesis and on a rival of it. */
export interface SharedNote {
	note: string;
	title: string;
	published: LedgerDate | null;
	push: Push;
	/** Its edges to each side, in the order of the sides. */
	edges: LedgerRow[][];
}

/** The name by which the core is asked about a rival: its note, else the words that name it. */
export const nameOf = ({ path, title }: NoteLink) => path ?? title;

/** The notes that bear on the first side and on another one: what sets them apart first, then the newest. */
export function listShared(sides: readonly (ThesisPage | undefined)[]): SharedNote[] {
	const [own, ...rivals] = sides;
	const ledgers = rivals.map((rival) => groupByNote(rival?.ledger ?? []));
	const shared: SharedNote[] = [];
	for (const [note, edges] of groupByNote(own?.ledger ?? [])) {
		const all = [edges, ...ledgers.map((ledger) => ledger.get(note) ?? [])];
		const first = edges[0];
		if (!first || all.slice(1).every((others) => others.length === 0)) continue;
		shared.push({ note, title: first.title, published: first.published, push: pushOf(all), edges: all });
	}
	const order: Push[] = ['apart', 'for', 'against', 'mixed'];
	return order.flatMap((push) => shared.filter((row) => row.push === push));
}

function groupByNote(ledger: readonly LedgerRow[]): Map<string, LedgerRow[]> {
	const groups = new Map<string, LedgerRow[]>();
	for (const row of ledger) {
		const group = groups.get(row.note);
		if (group) group.push(row);
		else groups.set(row.note, [row]);
	}
	return groups;
}

function pushOf([own = [], ...rivals]: LedgerRow[][]): Push {
	const has = (edges: LedgerRow[], stance: LedgerRow['stance']) => edges.some((edge) => edge.stance === stance);
	const meets = (a: 'supports' | 'contradicts', b: 'supports' | 'contradicts') =>
		has(own, a) && rivals.some((edges) => has(edges, b));
	if (meets('supports', 'contradicts') || meets('contradicts', 'supports')) return 'apart';
	if (meets('supports', 'supports')) return 'for';
	return meets('contradicts', 'contradicts') ? 'against' : 'mixed';
}

/** The longest bar of all sides, for or against: what their common scale ends at. */
export function mostOf(counts: readonly (StanceCounts | undefined)[]): number {
	return Math.max(1, ...counts.map((each) => Math.max(each?.supports ?? 0, each?.contradicts ?? 0)));
}
