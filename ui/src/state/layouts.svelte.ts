// Layouts of the window by name: which notes are open where, and which sides are shown. Kept with the preferences, not
// in the vault.

import type { AppState } from './app_state.svelte';
import type { Command } from './commands.svelte';
import { layoutStrings as words } from './layout_strings';
import type { LeftPanel } from './preferences.svelte';
import { movedTabs, type TabsRecord } from './tabs.svelte';

/** How the window looks at one time. Fields are only ever added. */
export interface Layout {
	tabs: TabsRecord;
	left: LeftPanel;
	left_open: boolean;
	right_open: boolean;
}

/** So many are kept for one vault. */
const mostLayouts = 50;

export class Layouts {
	#layouts = $state.raw<Readonly<Record<string, Layout>>>({});
	/** The layout that was opened or saved last; empty for none. */
	current = $state('');

	constructor(private readonly app: AppState) {}

	/** Their names, in the order of the alphabet. */
	get names(): string[] {
		return Object.keys(this.#layouts).sort((a, b) => a.localeCompare(b));
	}

	/** Keeps the window as it is under a name; one of that name is replaced. */
	save(name: string): void {
		const { panes, left, preferences } = this.app;
		const layout = { tabs: panes.record(), left, left_open: preferences.leftOpen, right_open: preferences.rightOpen };
		const others = Object.entries(this.#layouts).filter(([other]) => other !== name);
		this.#layouts = Object.fromEntries([[name, layout], ...others].slice(0, mostLayouts));
		this.current = name;
	}

	/** Shows the window as it was kept under a name, without files that are gone. */
	async open(name: string): Promise<void> {
		const layout = this.#layouts[name];
		if (!layout) return;
		const { app } = this;
		await app.notes.flush();
		// As long as the files are not known none of them is taken for gone.
		app.panes.restore(layout.tabs, (path) => !app.filesKnown || app.tree.has(path));
		app.left = layout.left;
		app.preferences.leftOpen = layout.left_open;
		app.preferences.rightOpen = layout.right_open;
		this.current = name;
	}

	/** Files were moved. */
	move(moves: { from: string; to: string }[]): void {
		const moved = ([name, layout]: [string, Layout]) =>
			[name, { ...layout, tabs: movedTabs(layout.tabs, moves) }] as const;
		this.#layouts = Object.fromEntries(Object.entries(this.#layouts).map(moved));
	}

	remove(name: string): void {
		const { [name]: _, ...others } = this.#layouts;
		this.#layouts = others;
		if (this.current === name) this.current = '';
	}

	record(): Record<string, Layout> {
		return { ...this.#layouts };
	}

	/** Takes up what was remembered; what makes no sense is left out. */
	restore(record: unknown): void {
		const entries = typeof record === 'object' && record !== null ? Object.entries(record) : [];
		this.#layouts = Object.fromEntries(entries.filter((entry): entry is [string, Layout] => isLayout(entry[1])));
		this.current = '';
	}
}

function isLayout(value: unknown): value is Layout {
	if (typeof value !== 'object' || value === null) return false;
	const { tabs } = value as { tabs?: { panes?: unknown } };
	return Array.isArray(tabs?.panes);
}

/** The commands of layouts. */
export function layoutCommands(app: AppState): Command[] {
	const when = () => app.vault !== null;
	return [
		{
			id: 'layout.manage',
			title: words.manage,
			when,
			run: () => {
				app.overlay = 'layouts';
			},
		},
		{
			id: 'layout.save',
			title: words.saveAgain,
			when: () => when() && app.layouts.current !== '',
			run: () => {
				app.layouts.save(app.layouts.current);
				app.notices.done(words.saved(app.layouts.current));
			},
		},
	];
}
