// The vault's settings as sentences.

import type { Settings } from '../backend/bindings';
import { strings } from './strings';

const { rows, values, yes, no, vaultFolder } = strings.settings;

/** Every setting the vault has, with its value in words. */
export function listSettingRows(settings: Settings): { title: string; value: string }[] {
	return (Object.keys(rows) as (keyof typeof rows)[]).map((key) => ({
		title: rows[key],
		value: wordsFor(settings, key),
	}));
}

function wordsFor(settings: Settings, key: keyof typeof rows): string {
	if (key === 'new_file_location' && settings.new_file_location === 'folder') {
		return values.folder(settings.new_file_folder);
	}
	if (key === 'attachment_folder') return attachmentFolder(settings.attachment_folder);
	const value = settings[key];
	if (typeof value === 'boolean') return value ? yes : no;
	if (typeof value === 'string' && value in values) return String(values[value as keyof typeof values]);
	return String(value);
}

// As Obsidian writes it: `/` is the vault, `./` the note's folder, `./x` a folder below that.
function attachmentFolder(folder: string): string {
	if (folder === '' || folder === '/') return vaultFolder;
	if (folder === './' || folder === '.') return values.current;
	return values.folder(folder);
}
