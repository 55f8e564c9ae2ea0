// Every sentence and label the window shows, in one typed table; what is said about theses is in the files beside it.

import { baseStrings } from './base_strings';
import { canvasStrings } from './canvas_strings';
import { captureStrings, sourceStrings } from './desk_strings';
import { editorMenuStrings } from './editor_menu_strings';
import { graphStrings } from './graph_strings';
import { pdfStrings } from './pdf_strings';
import { count, formatNumber } from './plurals';
import { refactorStrings } from './refactor_strings';
import { thesisStrings } from './thesis_strings';
import { timelineStrings } from './timeline_strings';

const notes = (n: number) => count(n, 'note', 'notes');
const links = (n: number) => count(n, 'link', 'links');

export const strings = {
	app: 'Throughline',
	notes,
	number: formatNumber,
	...thesisStrings,
	...canvasStrings,
	...refactorStrings,
	timeline: timelineStrings,
	base: baseStrings,
	capture: captureStrings,
	sources: sourceStrings,
	graph: graphStrings,
	pdf: pdfStrings,
	editorMenu: editorMenuStrings,
	close: 'Close',
	cancel: 'Cancel',
	more: 'More',
	loading: 'Loading…',

	ribbon: {
		label: 'Views',
		files: 'Files',
		search: 'Search',
		tags: 'Tags',
		theses: 'Theses',
		timeline: 'Timeline',
		clusters: 'Clusters',
		graph: 'Graph',
		watchlist: 'Watchlist',
		proposals: 'Proposals',
		settings: 'Settings',
	},

	workspace: {
		main: 'Notes',
		right: 'About this note',
		leftWidth: 'Width of the left side',
		rightWidth: 'Width of the right side',
	},

	welcome: {
		lead: 'A quiet place for notes, and for the theses they bear on.',
		open: 'Open a folder',
		openText: 'Any folder of Markdown notes, such as an Obsidian vault. Opening changes nothing in it.',
		example: 'Open the example research vault',
		exampleText: 'A copy of a small vault on three theses, to look around in.',
		recent: 'Recent vaults',
		missing: 'not found',
		opening: 'Opening…',
	},

	files: {
		label: 'Files',
		newNote: 'New note',
		newFolder: 'New folder',
		untitledFolder: 'New folder',
		sort: 'Sort files',
		sorts: {
			name: 'Name, A to Z',
			name_reverse: 'Name, Z to A',
			modified: 'Changed last',
			modified_reverse: 'Changed first',
		},
		collapse: 'Collapse all folders',
		name: 'New name',
		empty: 'This vault has no notes yet.',
		emptyHint: 'Make the first one with the button above.',
		vaultTop: 'the top of the vault',
		count: (n: number) => `${notes(n)} inside`,
		adding: (name: string) => `Add “${name}” to the canvas`,
		linking: (name: string) => `Link “${name}” here`,
		moving: (name: string, folder: string) => `Move “${name}” to ${folder}`,
	},

	menu: {
		label: 'File menu',
		open: 'Open',
		openTab: 'Open in a new tab',
		openSplit: 'Open to the right',
		newNoteHere: 'New note here',
		newFolderHere: 'New folder here',
		bookmark: 'Bookmark',
		rename: 'Rename…',
		move: 'Move to…',
		reveal: 'Show in the file manager',
		openInSystem: 'Open in its own program',
		trash: 'Delete…',
		copyPath: 'Copy path',
		pathCopied: 'The path is on the clipboard.',
		duplicate: 'Make a copy',
	},

	folders: {
		label: (name: string) => `Move “${name}” to a folder`,
		placeholder: 'Find a folder',
		top: 'The top of the vault',
		none: 'No folder is called that.',
	},

	rename: {
		title: (name: string) => `Rename “${name}”?`,
		moveTitle: (name: string) => `Move “${name}”?`,
		action: 'Rename',
		moveAction: 'Move',
		links: (n: number, files: number) =>
			n === 0 ? 'No link changes.' : `${links(n)} in ${notes(files)} will be changed so that they still lead here.`,
		done: (n: number, files: number) =>
			n === 0 ? 'Done. No link had to change.' : `Done. ${links(n)} in ${notes(files)} changed.`,
		undo: 'Undo',
		undone: (change: string) => `Taken back: ${change}.`,
		changes: 'Links that change',
		planned: 'Lines that change',
		before: 'before',
		after: 'after',
		moreChanges: (n: number) => `and ${formatNumber(n)} more`,
		line: (n: number) => `line ${formatNumber(n)}`,
	},

	trash: {
		title: (name: string) => `Delete “${name}”?`,
		text: (kind: 'file' | 'folder', trash: 'system' | 'local' | 'none', links: number) => {
			const what = kind === 'folder' ? 'The folder and everything in it' : 'The file';
			const where = trash === 'system' ? 'the system’s trash' : 'the vault’s .trash folder';
			const gone =
				trash === 'none'
					? `${what} will be deleted for good. This vault’s settings use no trash.`
					: `${what} will be moved to ${where}.`;
			if (links === 0) return gone;
			return `${gone} ${links === 1 ? '1 link leads' : `${formatNumber(links)} links lead`} there from other files.`;
		},
		action: 'Delete',
		attachments: 'Nothing else uses these attachments. Delete them too?',
		all: 'All of them',
		done: (name: string, attachments: number) =>
			attachments === 0
				? `“${name}” was deleted.`
				: `“${name}” and ${count(attachments, 'attachment', 'attachments')} were deleted.`,
	},

	tabs: {
		label: 'Open notes',
		new: 'New tab',
		close: (title: string) => `Close ${title}`,
		closeOthers: 'Close the others',
		closeRight: 'Close those to the right',
		pin: 'Pin',
		unpin: 'Unpin',
		pinned: 'pinned',
		split: 'Split to the right',
		empty: 'New tab',
		settings: 'Settings',
		timeline: 'Timeline',
		graph: 'Graph',
		clusters: 'Map of clusters',
		watchlist: 'Watchlist',
		proposals: 'Proposals',
		sources: 'Sources and authors',
		unsaved: 'not saved yet',
	},

	empty: {
		title: 'No note is open',
		create: 'Make a note',
		find: 'Find a note',
		commands: 'See all commands',
	},

	note: {
		back: 'Back',
		forward: 'Forward',
		path: 'Where this note is',
		live: 'Live preview',
		source: 'Source',
		reading: 'Reading',
		mode: 'Way of showing the note',
		menu: 'Note menu',
		missing: (name: string) => `“${name}” is not in the vault any more.`,
		missingHint: 'It was deleted or renamed outside. Close the tab, or look for it by name.',
		failed: (name: string) => `“${name}” could not be opened.`,
		readOnly: 'Read only',
		toggleRight: 'Show or hide the side panels',
		changedMeanwhile: 'The note was changed outside meanwhile. Look at it, and try again.',
	},

	attachment: {
		open: 'Open in its own program',
		reveal: 'Show in the file manager',
		none: 'There is no preview for this kind of file.',
	},

	save: {
		label: 'Save',
		clean: 'Saved',
		saved: 'Saved',
		dirty: 'Editing',
		saving: 'Saving…',
		conflict: 'Changed outside',
		error: 'Not saved',
		retry: 'Try again',
		failed: (problem: string) => `Not saved: ${problem}. Your text is kept here.`,
		merged: (title: string) => `“${title}” was also changed outside. Both changes are in the note now.`,
	},

	conflict: {
		title: 'This note was changed outside while you were writing, in the same place.',
		mine: 'Keep mine',
		theirs: 'Take theirs',
		both: 'See both',
		deleted: 'This note was deleted outside. Its text is still here.',
		writeAgain: 'Write it again',
		letGo: 'Close without it',
		bothTitle: 'Two versions of this note',
		mineLabel: 'Yours',
		theirsLabel: 'In the file',
	},

	drafts: {
		found: (when: string) => `Text that was not saved was kept at ${when}.`,
		restore: 'Take it up',
		discard: 'Throw it away',
		kept: (n: number) => `${notes(n)} with text that was kept but never saved.`,
		open: 'Open',
	},

	pages: {
		label: (table: string) => `Pages of ${table}`,
		first: 'First page',
		previous: 'Page before',
		next: 'Next page',
		last: 'Last page',
		rows: (from: number, to: number, total: number) =>
			`${formatNumber(from)}–${formatNumber(to)} of ${formatNumber(total)}`,
	},

	side: {
		backlinks: 'Backlinks',
		outgoing: 'Outgoing links',
		outline: 'Outline',
		properties: 'Properties',
		footnotes: 'Footnotes',
		noFootnotes: 'This note has no footnotes.',
		footnoteMissing: 'It is referred to and written nowhere.',
		footnoteUnused: 'Nothing refers to it.',
		footnoteUse: (line: number) => `line ${formatNumber(line)}`,
		footnoteUses: (name: string) => `Where ${name} is referred to`,
		otherLinks: 'Other links',
		noBacklinks: 'No note links here yet.',
		noOutgoing: 'This note links nowhere yet.',
		noOutline: 'This note has no headings.',
		unresolved: 'not made yet',
		showMore: (n: number) => `Show ${formatNumber(n)} more`,
		noNote: 'Open a note to see what is linked with it.',
	},

	search: {
		label: 'Search',
		box: 'Search notes',
		placeholder: 'Words, "a phrase", tag:, path:, line:(…)',
		sort: 'Sort results',
		sorts: {
			score: 'Best first',
			modified: 'Changed last first',
			modified_reverse: 'Changed first first',
			name: 'Name, A to Z',
			name_reverse: 'Name, Z to A',
		},
		results: 'Search results',
		none: 'Nothing was found.',
		hint: 'Search the text of every note. All words must be in a note; put a phrase in quotes, and leave out notes with -word.',
		limited: (shown: number, total: number) => `The first ${formatNumber(shown)} of ${notes(total)}`,
		found: (n: number) => notes(n),
		showAll: 'Show all',
		line: (n: number) => `line ${formatNumber(n)}`,
		clear: 'Clear the search',
	},

	tags: {
		label: 'Tags',
		tree: 'Tags by name',
		none: 'No note has a tag yet.',
		hint: 'Write #word in a note, or give it the property “tags”.',
		inNotes: (n: number) => `in ${notes(n)}`,
	},

	switcher: {
		label: 'Quick switcher',
		placeholder: 'Find or make a note',
		create: (name: string) => `Make “${name}”`,
		none: 'No note has such a name.',
		keys: [
			['Enter', 'open'],
			['Mod+Enter', 'new tab'],
			['Shift+Enter', 'make'],
		] as const,
		recent: 'Changed last',
	},

	palette: {
		label: 'Command palette',
		placeholder: 'What do you want to do?',
		none: 'No command is called that.',
		pin: 'Pin to the top  Alt+P',
		unpin: 'Unpin  Alt+P',
		pinned: 'pinned',
	},

	status: {
		label: 'Index',
		bar: 'Status',
		phases: {
			scanning: 'looking through the folder',
			indexing: 'reading notes',
			fulltext: 'preparing search',
			ready: 'indexed',
		},
		progress: (done: number, total: number) => `${formatNumber(done)} of ${formatNumber(total)}`,
		words: (n: number) => count(n, 'word', 'words'),
		backlinks: (n: number) => count(n, 'backlink', 'backlinks'),
		readOnly: 'read only',
	},

	settings: {
		title: 'Settings',
		appearance: 'Appearance',
		theme: 'Theme',
		themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
		textSize: 'Text size',
		textSizeUnit: (n: number) => `${n} px`,
		lineWidth: 'Line width',
		lineWidthUnit: (n: number) => (n === 0 ? 'whole window' : `${n} characters`),
		fullWidth: 'Fill the window',
		noteFont: 'Font of notes',
		fonts: { serif: 'Serif', sans: 'Sans' },
		sample: 'The reader of many notes wants a calm line and room to think.',
	},

	commands: {
		switcher: 'Open the quick switcher',
		palette: 'Open the command palette',
		search: 'Search in all notes',
		openVault: 'Open another vault…',
		openExample: 'Open the example research vault…',
		closeVault: 'Close the vault',
		settings: 'Open settings',
		help: 'Help: the keys and the user guide',
		closeWindow: 'Close the window',
		newTab: 'New tab',
		closeTab: 'Close tab',
		reopenTab: 'Reopen the tab closed last',
		nextTab: 'Go to the next tab',
		previousTab: 'Go to the previous tab',
		pinTab: 'Pin or unpin the tab',
		split: 'Split to the right',
		back: 'Go back',
		forward: 'Go forward',
		showTab: (n: number) => (n === 9 ? 'Go to the last tab' : `Go to tab ${n}`),
		newNote: 'New note',
		newNoteBeside: 'New note to the right',
		newFolder: 'New folder',
		save: 'Save now',
		rename: 'Rename this file…',
		move: 'Move this file to a folder…',
		duplicate: 'Make a copy of this file',
		copyPath: 'Copy the path of this file',
		trash: 'Delete this file…',
		undoRename: 'Take back the last rename or move',
		addProperty: 'Add a property',
		revealInTree: 'Show this file in the tree',
		reveal: 'Show this file in the file manager',
		toggleReading: 'Reading or editing',
		toggleSource: 'Source or live preview',
		toggleLeft: 'Show or hide the left side',
		toggleRight: 'Show or hide the right side',
		showFiles: 'Show files',
		showTags: 'Show tags',
		showTheses: 'Show theses',
		openTimeline: 'Open the timeline',
		openSources: 'Open sources and authors',
		capture: 'Quick capture',
		openWatchlist: 'Open the watchlist',
		openProposals: 'Open the proposals',
		showClusters: 'Show clusters',
		openClusterMap: 'Open the map of clusters',
		newThesis: 'New thesis',
		openAsThesis: 'Show this note as a thesis page',
		openAsNote: 'Show this thesis as a note',
		theme: { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
	},

	reading: { label: 'Reading the vault…', clusters: 'Finding clusters…' },
	notices: 'Messages',
} as const;
