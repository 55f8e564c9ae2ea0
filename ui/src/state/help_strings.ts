// What the help says around the keys and the guide.

export const helpStrings = {
	title: 'Help',
	parts: { guide: 'User guide', keys: 'Keys' },
	partsLabel: 'What to read',
	guide: 'User guide',
	keys: 'Keys of the commands',
	command: 'Command',
	key: 'Keys',
	find: 'Find a command or a key',
	none: 'No command has such a name or key.',
	change: 'Change keys…',
} as const;
