// What the person is asked before an address of another program is followed.

export const addressStrings = {
	titles: {
		open: 'Open a note for another program?',
		new: 'Make a note for another program?',
		daily: 'Open today’s note for another program?',
		unique: 'Make a note for another program?',
		search: 'Search for another program?',
	},
	texts: {
		open: (subject: string, vault: string) => `It asks for “${subject}” in ${vault}.`,
		new: (subject: string, vault: string) => `It asks for a new note “${subject}” in ${vault}.`,
		daily: (_: string, vault: string) =>
			`It asks for today’s daily note in ${vault}, which is made if it is not there.`,
		unique: (_: string, vault: string) => `It asks for a new note in ${vault} that is named by the moment.`,
		search: (subject: string, vault: string) => `It asks to search ${vault} for “${subject}”.`,
	},
	actions: { open: 'Open', new: 'Make the note', daily: 'Open', unique: 'Make the note', search: 'Search' },
	unnamed: 'Untitled',
	content: 'The text below',
	clipboard: 'What is on the clipboard',
	append: (what: string) => `${what} is written into it.`,
	prepend: (what: string) => `${what} is written at its start.`,
	overwrite: (what: string) => `${what} takes the place of all that is in it.`,
	noVault: 'Another program asked for a note, but no vault is open.',
	notFound: (name: string) => `“${name}” is not in this vault`,
} as const;
