// What the pages of bases say.

import { count, formatNumber } from './plurals';

const files = (n: number) => count(n, 'file', 'files');

export const baseStrings = {
	label: (name: string) => `Base ${name}`,
	view: 'View of the base',
	shown: (shown: number, total: number) =>
		shown === total ? files(total) : `${formatNumber(shown)} of ${files(total)}`,
	menu: 'More for this base',
	copy: 'Copy as Markdown table',
	copied: 'Copied as a Markdown table.',
	exportCsv: 'Export as CSV…',
	asPage: 'Open as a page',
	block: 'Base',
	openSource: 'Open in the system’s program',
	unsort: 'Back to the order of the base',
	none: 'No file meets the filter of this view.',
	noneHint: (filter: string) => `The filter is: ${filter}`,
	noneAtAll: 'There are no files yet.',
	nothing: 'Nothing',
	group: (title: string, value: string) => `${title}: ${value}`,
	place: (line: number, column: number) => `Line ${line}, character ${column}`,
	brokenTitle: 'This base cannot be shown',
	brokenHint: 'Nothing was changed. Correct the marked line, and it is shown again.',
	problems: 'Not as written',
	remote: (text: string) => `Picture from the web, not loaded: ${text}`,
	icon: (name: string) => `Icon “${name}”`,
	open: (name: string) => `Open ${name}`,
	yes: 'yes',
	no: 'no',
	resize: 'Drag to change the width',
	loading: 'Gathering files…',
	commands: {
		next: 'Base: show the next view',
		previous: 'Base: show the previous view',
		copy: 'Base: copy as a Markdown table',
		exportCsv: 'Base: export as CSV',
	},
} as const;
