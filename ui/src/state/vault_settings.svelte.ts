// What the vault's own settings say beyond files and the editor: which core plugins are on, and the person's keys.

import type { CorePlugins, Hotkeys, PluginsOn } from '../backend/bindings';
import type { KeptAnswers } from './answers.svelte';

export class VaultSettings {
	/** Null until told. */
	plugins = $state.raw<CorePlugins | null>(null);
	hotkeys = $state.raw<readonly Hotkeys[]>([]);

	/** Whether a core plugin is on; its commands are hidden while it is not. */
	isOn(plugin: keyof PluginsOn): boolean {
		return this.plugins?.on[plugin] ?? false;
	}

	clear(): void {
		this.plugins = null;
		this.hotkeys = [];
	}

	/** Follows the answers; call inside an effect. */
	follow(answers: KeptAnswers): void {
		const plugins = answers.show<'core_plugins'>({ ask: 'core_plugins' });
		const hotkeys = answers.show<'hotkeys'>({ ask: 'hotkeys' });
		$effect(() => {
			if (plugins.answer.value) this.plugins = plugins.answer.value;
		});
		$effect(() => {
			if (hotkeys.answer.value) this.hotkeys = hotkeys.answer.value;
		});
		$effect(() => () => {
			plugins.hide();
			hotkeys.hide();
		});
	}
}
