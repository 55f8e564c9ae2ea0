// The settings of the vault, most of them shared with Obsidian, in the groups in which the page shows them.

import type { SettingRow } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import type { settingsStrings } from './settings_strings';

export type SettingGroup = keyof typeof settingsStrings.groups;

/** What a setting can hold. */
export type SettingValue = SettingRow['value'];

const groups: Record<SettingGroup, (name: string) => boolean> = {
	files: (name) => fileKeys.has(name),
	editor: (name) => name.startsWith('app.') && !fileKeys.has(name),
	daily: (name) => name.startsWith('daily_notes.') || name === 'core_plugins.daily-notes',
	templates: (name) => name.startsWith('templates.') || name === 'core_plugins.templates',
	unique: (name) => name.startsWith('unique_notes.') || name === 'core_plugins.zk-prefixer',
	thesis: (name) => name.startsWith('theses.') && !isOwnName(name),
	names: isOwnName,
	others: (name) => ['core_plugins.random-note', 'core_plugins.bookmarks', 'core_plugins.word-count'].includes(name),
};

const fileKeys = new Set(
	[
		'newLinkFormat',
		'useMarkdownLinks',
		'alwaysUpdateLinks',
		'newFileLocation',
		'newFileFolderPath',
		'attachmentFolderPath',
		'trashOption',
		'promptDelete',
		'userIgnoreFilters',
		'showUnsupportedFiles',
	].map((key) => `app.${key}`),
);

/** A setting's name: its file and its key. */
export function settingName(row: Pick<SettingRow, 'file' | 'key'>): string {
	return `${row.file}.${row.key}`;
}

/** The groups with their rows, those that mean nothing now left out. A part that is off shows its switch alone. */
export function groupSettings(rows: readonly SettingRow[]): { group: SettingGroup; rows: SettingRow[] }[] {
	const valueNamed = (name: string) => rows.find((row) => settingName(row) === name)?.value;
	return (Object.keys(groups) as SettingGroup[]).map((group) => {
		const own = rows.filter((row) => groups[group](settingName(row)));
		// The switch of a part stands above what it switches.
		const ordered = [...own.filter(isSwitch), ...own.filter((row) => !isSwitch(row))];
		const isOff = group !== 'others' && ordered.some((row) => isSwitch(row) && row.value === false);
		return {
			group,
			rows: ordered.filter((row) => {
				if (isOff) return isSwitch(row);
				return settingName(row) !== 'app.newFileFolderPath' || valueNamed('app.newFileLocation') === 'folder';
			}),
		};
	});
}

/** Whether a setting holds own names of a property. */
export function isOwnName(name: string): boolean {
	return name.startsWith('theses.properties.');
}

function isSwitch(row: SettingRow): boolean {
	return row.file === 'core_plugins';
}

/** Writes a setting; null is its default. False, with a notice, where it was refused. */
export async function writeSetting(app: AppState, row: SettingRow, value: SettingValue | null): Promise<boolean> {
	try {
		await app.ask<'set_setting'>({ ask: 'set_setting', file: row.file, key: row.key, value });
		return true;
	} catch (thrown) {
		app.notices.problem(thrown);
		return false;
	}
}
