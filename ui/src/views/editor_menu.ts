// What the context menu of the editor offers, by what is under the pointer and what is selected.

import type { NoteEditor } from '../editor/note_editor';
import type { MenuEntry, MenuItem } from '../parts/menu';
import type { AppState } from '../state/app_state.svelte';
import { copyHeadingLink } from '../state/heading_actions';
import type { OpenNote } from '../state/open_note.svelte';
import { namedPart } from '../state/refactorings';
import { strings } from '../state/strings';
import { linkMenu, searchMenu } from './link_menu';

const words = strings.editorMenu;

const marks = ['bold', 'italic', 'highlight', 'strikethrough', 'code', 'math', 'comment'];
const headings = ['heading-1', 'heading-2', 'heading-3', 'heading-4', 'heading-5', 'heading-6', 'heading-0'];
const lines = ['bullet-list', 'numbered-list', 'toggle-task', 'quote'];
const blocks = ['callout', 'table', 'footnote', 'code-block', 'math-block', 'horizontal-rule'];

/** The entries for the editor of a note. */
export function editorMenu(app: AppState, note: OpenNote, editor: NoteEditor): MenuEntry[] {
	const link = editor.linkAtCursor();
	const { selected, lineText } = editor.place();
	const disabled = !note.editable;
	const run = (id: string) => () => {
		editor.focus();
		editor.command(id);
	};
	const command = (id: string): MenuItem => {
		const { title, keys } = commandOf(app, `editor.${id}`);
		return { title, keys, disabled, run: run(id) };
	};
	const linkEntries = link ? linkMenu(app, link, note.path, run('follow-link')) : [];
	return [
		...linkEntries,
		...(link ? ['rule' as const] : []),
		{ title: words.cut, keys: 'Mod+X', disabled: disabled || selected === '', run: run('cut') },
		{ title: words.copy, keys: 'Mod+C', disabled: selected === '', run: run('copy') },
		{ title: words.paste, keys: 'Mod+V', disabled, run: run('paste') },
		{ title: words.pastePlain, keys: 'Mod+Shift+V', disabled, run: run('paste-plain') },
		...(note.plain || disabled
			? []
			: [
					'rule' as const,
					{ title: words.format, entries: marks.map(command) },
					{ title: words.paragraph, entries: [...headings.map(command), 'rule' as const, ...lines.map(command)] },
					{
						title: words.insert,
						entries: [...['wikilink', 'link'].map(command), 'rule' as const, ...blocks.map(command)],
					},
				]),
		...withRule([...partMenu(app, note, lineText), ...selectionMenu(app, selected)]),
	];
}

function commandOf(app: AppState, id: string): { title: string; keys: string | undefined } {
	return { title: app.commands.find(id)?.title ?? id, keys: app.commands.keysOf(id) };
}

function withRule(entries: MenuEntry[]): MenuEntry[] {
	return entries.length === 0 ? [] : ['rule', ...entries];
}

/** For the heading, or the block with an id, that the cursor is in. */
function partMenu(app: AppState, note: OpenNote, line: string): MenuEntry[] {
	const part = namedPart(line);
	if (!part) return [];
	if (part.kind === 'block') return commandEntries(app, 'block.rename');
	return [
		...commandEntries(app, 'heading.rename'),
		{ title: words.copyHeadingLink, run: () => copyHeadingLink(app, note.path, part.text) },
	];
}

function selectionMenu(app: AppState, selected: string): MenuEntry[] {
	if (selected === '') return [];
	return [...commandEntries(app, 'note.extract'), ...searchMenu(app, selected)];
}

function commandEntries(app: AppState, id: string): MenuEntry[] {
	const command = app.commands.find(id);
	if (!command || command.when?.() === false) return [];
	return [{ ...commandOf(app, id), run: () => command.run() }];
}
