// What is said about layouts of the window.

export const layoutStrings = {
	manage: 'Layouts of the window…',
	saveAgain: 'Save the layout under its name',
	title: 'Layouts of the window',
	hint: 'A layout is which notes are open where, and which sides are shown.',
	name: 'Name of the layout',
	save: 'Save this layout',
	list: 'Saved layouts',
	none: 'No layout is saved yet.',
	open: (name: string) => `Open the layout ${name}`,
	remove: (name: string) => `Delete the layout ${name}`,
	current: 'shown',
	saved: (name: string) => `The layout “${name}” was saved.`,
} as const;
