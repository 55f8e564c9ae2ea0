// What the vault's own settings say beyond files and the editor: which core plugins are on, the person's keys, and
// what is pinned in the palette.

import type { CorePlugins, Hotkeys, PluginsOn } from '../backend/bindings';
import type { KeptAnswers } from './answers.svelte';

export class VaultSettings {
	/** Null until told. */
	plugins = $state.raw<CorePlugins | null>(null);
	hotkeys = $state.raw<readonly Hotkeys[]>([]);
	/** Ids of commands as the file has them. */
	pinned = $state.raw<readonly string[]>([]);

	/** Whether a core plugin is on; its commands are hidden while it is not. */
	isOn(plugin: keyof PluginsOn): boolean {
		return this.plugins?.on[plugin] ?? false;
	}

	clear(): void {
		this.plugins = null;
		this.hotkeys = [];
		this.pinned = [];
	}

	/** Follows the answers; call inside an effect. */
	follow(answers: KeptAnswers): void {
		const plugins = answers.show<'core_plugins'>({ ask: 'core_plugins' });
		const hotkeys = answers.show<'hotkeys'>({ ask: 'hotkeys' });
		const pinned = answers.show<'pinned_commands'>({ ask: 'pinned_commands' });
		$effect(() => {
			if (pinned.answer.value) this.pinned = pinned.answer.value;
		});
		$effect(() => {
			if (plugins.answer.value) this.plugins = plugins.answer.value;
		});
		$effect(() => {
			if (hotkeys.answer.value) this.hotkeys = hotkeys.answer.value;
		});
		$effect(() => () => {
			plugins.hide();
			hotkeys.hide();
			pinned.hide();
		});
	}
}
