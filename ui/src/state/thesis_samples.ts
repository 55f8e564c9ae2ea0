// For tests: answers of the core about a thesis, as small as they can be.

import type { BalanceDay, LedgerRow, ThesisPage, Timeline, TimelineEvent, Totals } from '../backend/bindings';

export const totals = (notes: number, independent: number): Totals => ({
	notes: { supports: notes, contradicts: 0, context: 0 },
	independent: { supports: independent, contradicts: 0, context: 0 },
	draft: { supports: 0, contradicts: 0, context: 0 },
	all_notes: notes,
	all_independent: independent,
	merged_by_proposal: 0,
});

export const day = (day: string, supports: number, contradicts: number): BalanceDay => ({
	day,
	supports: { strong: supports, moderate: 0, weak: 0, unrated: 0 },
	contradicts: { strong: 0, moderate: contradicts, weak: 0, unrated: 0 },
	context: { strong: 0, moderate: 0, weak: 0, unrated: 0 },
	notes: { supports, contradicts, context: 0 },
});

export const ledgerRow = (parts: Partial<LedgerRow>): LedgerRow => ({
	note: 'a.md',
	title: 'a',
	stance: 'supports',
	strength: 'strong',
	pillar: null,
	reason: '',
	reliability: null,
	published: {
		from: '2026-05-04',
		to: '2026-05-04',
		precision: 'day',
		basis: 'published',
		basis_words: 'when it was published',
		hollow: false,
	},
	source: null,
	publisher: [],
	root: 'a.md',
	root_notes: 1,
	origin_of_edge: 'frontmatter',
	review: 'confirmed',
	disputed: false,
	by: null,
	line: 1,
	...parts,
});

export const thesisPage = (parts: Partial<ThesisPage>): ThesisPage => ({
	path: 'Theses/Rails.md',
	title: 'Rails',
	colour: 0,
	status: 'active',
	confidence: 0.5,
	opened: null,
	review_by: null,
	statement: 'Whoever owns the [[rails]] keeps the value.',
	pillars: [{ id: 'neutral', text: 'The host is neutral', line: 9, totals: totals(1, 1) }],
	rivals: [],
	doubts: [],
	confidence_log: [],
	ledger: [],
	balance: [],
	undated: 0,
	totals: totals(5, 3),
	roots: [],
	watch: [],
	questions: [],
	markers: [],
	...parts,
});

export const event = (parts: Partial<TimelineEvent>): TimelineEvent => ({
	what: 'a.md',
	kind: 'evidence',
	from: '2026-05-04',
	to: '2026-05-04',
	precision: 'day',
	basis: 'published',
	basis_words: 'when it was published',
	hollow: false,
	approximate: false,
	thesis: 'Theses/Rails.md',
	pillar: null,
	stance: 'supports',
	strength: 'strong',
	root: 'a.md',
	count: 1,
	notes: ['a.md'],
	draft: false,
	number: null,
	label: 'a',
	detail: '',
	line: 1,
	...parts,
});

export const timeline = (lanes: Record<string, TimelineEvent[]>): Timeline => ({
	lanes: Object.entries(lanes).map(([title, events], index) => ({
		key: `${title}.md`,
		title,
		colour: index,
		events,
		markers: [],
		totals: totals(events.length, events.length),
		summary: `${events.length} notes`,
	})),
	clock: 'published',
	today: '2026-06-01',
	first: '2026-05-04',
	last: '2026-05-20',
	days: [{ day: '2026-05-04', supports: 1, contradicts: 0, other: 0 }],
});
