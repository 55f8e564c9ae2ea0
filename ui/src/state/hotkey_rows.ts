// The commands with their keys, for the page on which keys are changed: searched, and with what else has the same keys.

import type { Command, Commands } from './commands.svelte';
import { codeMirrorForm, shownForm } from './keys';

export interface HotkeyRow {
	command: Command;
	keys: readonly string[];
	isCustom: boolean;
	/** For each of the keys: the titles of other commands that have them too. */
	others: readonly string[][];
}

/** Every command with its keys; `wanted` is a part of a title or of keys. */
export function listHotkeyRows(commands: Commands, wanted: string, onlyCustom: boolean): HotkeyRow[] {
	const all = commands.listAll();
	const holders = new Map<string, Command[]>();
	for (const command of all) {
		for (const keys of commands.keysFor(command))
			holders.set(same(keys), [...(holders.get(same(keys)) ?? []), command]);
	}
	const words = wanted.trim().toLocaleLowerCase();
	return all
		.map((command) => {
			const keys = commands.keysFor(command);
			const others = keys.map((each) =>
				(holders.get(same(each)) ?? []).filter((other) => other.id !== command.id).map((other) => other.title),
			);
			return { command, keys, isCustom: commands.custom.has(command.id), others };
		})
		.filter(({ command, keys, isCustom }) => {
			if (onlyCustom && !isCustom) return false;
			const text = [command.title, ...keys.map((each) => shownForm(each))].join('\n').toLocaleLowerCase();
			return text.includes(words);
		});
}

// Where Mod is Ctrl, both name the same key.
function same(keys: string): string {
	return codeMirrorForm(keys).replace(/\bMod\b/, /mac/i.test(navigator.platform) ? 'Meta' : 'Ctrl');
}
