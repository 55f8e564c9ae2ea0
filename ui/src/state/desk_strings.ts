// What the window says about quick capture, sources and authors.

import { count, formatNumber } from './plurals';

export const captureStrings = {
	title: 'Quick capture',
	text: 'Clipping',
	placeholder: 'Paste an article, a clipping or your own words. What it says about itself is found as you go.',
	fields: 'Fields found',
	names: {
		title: 'Title',
		folder: 'Folder',
		source: 'Address',
		publisher: 'Publisher',
		author: 'Author',
		published: 'Published',
		tags: 'Tags',
		mentions: 'Mentions',
	},
	hints: {
		title: 'Named after its first line',
		folder: 'The top of the vault',
		source: 'https://…',
		publisher: '',
		author: 'Several are parted by commas',
		published: '2026-05-04, 2026-05 or 2026-Q2',
		tags: 'Parted by commas',
		mentions: 'Parted by commas',
	},
	alternative: (day: string) => `or ${day}`,
	useAlternative: (day: string) => `Use ${day} instead`,
	edges: 'Bears on',
	addEdge: 'Add a thesis',
	removeEdge: (title: string) => `Leave out ${title}`,
	reason: 'Reason',
	watch: 'To watch',
	questions: 'Open questions',
	claims: 'It calls itself',
	twin: 'In the vault already',
	guess: 'a guess',
	likely: 'likely',
	clear: 'Clear',
	save: 'Save',
	nothing: 'There is nothing to save yet.',
	badDate: 'This is no date. Write 2026-05-04, 2026-05 or 2026-Q2.',
	saved: (name: string) => `“${name}” was saved.`,
	open: 'Open',
	why: (name: string, value: string) => `${name}: ${value}`,
};

export const sourceStrings = {
	label: 'Sources and authors',
	one: { source: 'Source', author: 'Author' },
	none: 'No data point says where it comes from yet.',
	noneHint:
		'Give a reference note the property “source”, “publisher” or “author”, or paste a clipping that names them.',
	missing: 'Nothing comes from here any more.',
	filter: 'Filter by name',
	columns: {
		title: 'Name',
		kind: 'Kind',
		said: 'Notes',
		for: 'For',
		against: 'Against',
		watch: 'Came true',
		last: 'Last',
	},
	said: 'What it has said',
	saidTable: 'Notes from this source',
	onTheses: 'Which way it leans',
	theses: 'Theses it bears on',
	watch: 'What it gave to watch',
	reliability: (letter: string) => `reliability ${letter}`,
	facts: (notes: number, independent: number) =>
		`${count(notes, 'note', 'notes')} · ${formatNumber(independent)} independent`,
	span: (first: string, last: string) => (first === last ? first : `${first} – ${last}`),
	noEdge: 'bears on no thesis',
	ends: (yes: number, no: number, open: number) =>
		[
			yes > 0 ? `${formatNumber(yes)} came true` : '',
			no > 0 ? `${formatNumber(no)} did not` : '',
			open > 0 ? `${formatNumber(open)} open` : '',
		]
			.filter(Boolean)
			.join(', '),
	note: 'Open its note',
	timeline: 'Show all on the timeline',
};
