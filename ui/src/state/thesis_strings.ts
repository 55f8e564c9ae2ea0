// What the window says about theses, evidence, watch items and proposals.

import type { StanceCounts, Strength, Totals } from '../backend/bindings';
import { count, formatNumber } from './plurals';

const notes = (n: number) => count(n, 'note', 'notes');
const percent = (share: number) => `${formatNumber(Math.round(share * 1000) / 10)}%`;
const independent = (n: number) => `${formatNumber(n)} independent`;

export const thesisStrings = {
	percent,

	dates: {
		none: 'no date',
		before: (day: string) => `before ${day}`,
		after: (day: string) => `after ${day}`,
	},

	stance: {
		label: 'Stance',
		words: { supports: 'supports', contradicts: 'contradicts', context: 'context' },
		signs: { supports: '▲', contradicts: '▼', context: '●' },
	},

	strength: {
		label: 'Strength',
		words: { strong: 'strong', moderate: 'moderate', weak: 'weak' } satisfies Record<Strength, string>,
		none: 'not rated',
	},

	counts: {
		/** Raw and independent numbers always stand together. */
		both: (raw: number, roots: number) => `${notes(raw)} · ${independent(roots)}`,
		sides: ({ supports, contradicts, context }: StanceCounts) =>
			`${formatNumber(supports)} for, ${formatNumber(contradicts)} against, ${formatNumber(context)} context`,
		independent,
		drafts: (n: number) => `${formatNumber(n)} to be reviewed`,
		merged: ({ merged_by_proposal: n }: Totals) =>
			n === 0 ? '' : `${count(n, 'note was', 'notes were')} counted as one source by a likely match`,
	},

	theses: {
		label: 'Theses',
		sort: 'Sort theses',
		sorts: { name: 'By name', last: 'Newest evidence first', confidence: 'Most confident first' },
		filter: 'Filter theses',
		filterPlaceholder: 'Filter by name or status',
		new: 'New thesis',
		none: 'No note is a thesis yet.',
		noneHint:
			'A thesis is a claim that your notes speak for or against. Make one here, or give a note the property “type: thesis”.',
		noMatch: 'No thesis is called that.',
		missing: 'not made yet',
		makeMissing: (title: string) => `Make “${title}”`,
		untitled: 'New thesis',
		page: 'Thesis page',
		asNote: 'Open as a note',
		inTimeline: 'Show on the timeline',
		template: (title: string) =>
			`---\ntype: thesis\nstatus: draft\n---\n# ${title}\n\n\n## Pillars\n\n- \n\n## What would change my mind\n\n- \n\n## Confidence log\n\n## Watch\n\n`,
	},

	thesis: {
		facts: 'At a glance',
		status: 'Status',
		statuses: ['draft', 'active', 'strengthening', 'watch', 'impaired', 'broken', 'confirmed', 'retired'],
		noStatus: 'none',
		confidence: 'Your confidence',
		noConfidence: 'not set',
		was: (share: number) => `was ${percent(share)}`,
		changeConfidence: 'Change your confidence',
		points: 'Data points',
		last: 'Last',
		opened: 'Opened',
		reviewBy: 'Review by',
		rivals: 'Rivals',
		noStatement: 'This thesis says nothing yet.',
		noStatementHint: 'Write its claim as the first paragraph of the note.',
		editStatement: 'Edit the statement',
		statement: 'Statement',
		statementMoved: 'The first paragraph of the note is not where it was. Open the note and edit it there.',
		keep: 'Keep',
		markers: 'Worth a look',
		pillars: 'Pillars',
		noPillars:
			'No pillar yet. List the claims it rests on under a heading “Pillars”, each with a block id: “- The claim ^short-name”.',
		doubts: 'What would change my mind',
		noDoubts: 'Nothing yet. List it under a heading “What would change my mind”.',
		watch: 'Watch',
		noWatch: 'Nothing to watch yet. Add a task with #watch under a heading “Watch”.',
		questions: 'Open questions',
		log: 'Confidence log',
		noLog: 'No line yet. Change your confidence above and say why.',
		answered: 'answered',
		filterPillar: (text: string) => `Show the evidence of “${text}”`,
		missing: 'No note of this name bears on anything, and none is a thesis.',
		missingHint: 'Give the note the property “type: thesis”, or open it as a note.',
	},

	confidence: {
		title: 'Change your confidence',
		number: 'New confidence, in percent',
		reason: 'Why it changed',
		cause: 'Note that changed it, if one did',
		keep: 'Add to the log',
		numberProblem: 'Write a number from 0 to 100.',
		reasonProblem: 'Say why, in a few words: the log is of use only with its reasons.',
	},

	balance: {
		title: 'Evidence and belief',
		table: 'Evidence balance',
		picture: 'Picture',
		asTable: 'Table',
		view: 'Picture or table',
		describe: (supports: number, contradicts: number, confidence: string) =>
			`Independent evidence day by day: now ${formatNumber(supports)} for and ${formatNumber(contradicts)} against; your confidence ${confidence}.`,
		your: (confidence: string) => `your confidence ${confidence}`,
		day: 'Day',
		supports: 'For',
		contradicts: 'Against',
		context: 'Context',
		notes: 'Notes',
		confidence: 'Your confidence',
		none: 'No dated evidence yet. Data points appear here once their notes say when they were published.',
		undated: (n: number) => `${count(n, 'data point has', 'data points have')} no date and cannot be drawn.`,
		ofWhich: (strong: number, moderate: number, weak: number) =>
			`${formatNumber(strong)} strong, ${formatNumber(moderate)} moderate, ${formatNumber(weak)} weak`,
	},

	ledger: {
		title: 'Ledger',
		table: 'Evidence ledger',
		columns: {
			published: 'Published',
			title: 'Data point',
			stance: 'Stance',
			strength: 'Strength',
			pillar: 'Pillar',
			source: 'Source',
			reliability: 'Rel.',
			root: 'Root',
		},
		sortBy: (column: string) => `Sort by ${column}`,
		filter: 'Filter the ledger',
		filterPlaceholder: 'Filter',
		stances: { all: 'All', supports: '▲ For', contradicts: '▼ Against', context: '● Context' },
		stanceFilter: 'Show which side',
		copy: 'Copy as a table',
		copied: 'The ledger was copied.',
		exportCsv: 'Export as CSV…',
		exportMarkdown: 'Export as Markdown…',
		menu: 'Copy or export the ledger',
		none: 'Nothing bears on this thesis yet.',
		noneHint:
			'Open a note that does, and add it under “Bears on” at the right; or write “supports:: [[this thesis]]” in it.',
		noMatch: 'No data point matches the filter.',
		shown: (shown: number, all: number) =>
			shown === all ? count(all, 'row', 'rows') : `${formatNumber(shown)} of ${count(all, 'row', 'rows')}`,
		rootNotes: (n: number) => `${notes(n)}, one source`,
		draft: 'to be reviewed',
		disputed: 'two stances for one thesis: neither counts until you take one away',
		likely: 'likely the same source',
		same: '↑ same',
		fellBack: (words: string) => `dated by ${words}`,
		reason: 'Reason',
		note: 'Note',
		clearPillar: (text: string) => `Pillar: ${text}. Show all`,
	},

	exported: {
		done: (name: string) => `“${name}” was written.`,
	},

	bearsOn: {
		label: 'Bears on',
		none: 'This note bears on no thesis yet.',
		add: 'Add a thesis',
		thesis: 'Thesis',
		thesisPlaceholder: 'Which thesis?',
		pillar: 'Pillar',
		noPillar: 'no pillar',
		reason: 'Why',
		reasonPlaceholder: 'Why, in a few words',
		save: 'Add',
		unknown: 'Choose one of the theses of this vault.',
		added: (title: string) => `Added to “${title}”.`,
		proposal: 'proposed',
	},

	watch: {
		label: 'Watchlist',
		groups: { overdue: 'Overdue', open: 'To watch', closed: 'Resolved' },
		statuses: {
			overdue: 'overdue',
			open: 'open',
			resolved_true: 'came true',
			resolved_false: 'did not come true',
			cancelled: 'cancelled',
		},
		due: (day: string) => `due ${day}`,
		noDue: 'no day set',
		closed: (day: string) => `on ${day}`,
		probability: (share: number) => `held to be ${percent(share)} likely`,
		ifTrue: 'if true',
		ifFalse: 'if false',
		cameTrue: 'It came true',
		cameFalse: 'It did not',
		cancel: 'No longer of interest',
		resolve: (text: string) => `Resolve “${text}”`,
		resolveShort: 'Resolve…',
		writes: (clause: string) => `Resolving writes this edge: ${clause}`,
		none: 'Nothing to watch yet.',
		noneHint: 'Write a task with #watch in any note, with a day: “- [ ] #watch Rates fall 📅 2027-01-15”.',
		calibration: 'How well it was foreseen',
		brier: (score: number) => `Brier score ${score.toFixed(2)}: 0 is perfect, 0.25 a coin`,
		calibrationLater: (resolved: number, needed: number) =>
			`${count(resolved, 'item is', 'items are')} resolved with a probability; a score is shown from ${formatNumber(needed)} on.`,
		range: (from: number, to: number) => `${percent(from)} to ${percent(to)}`,
		held: 'Held to be',
		items: 'Items',
		expected: 'Expected',
		came: 'Came true',
	},
} as const;
