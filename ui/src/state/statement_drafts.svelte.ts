// Statements of theses that were typed and not kept: they wait for as long as the window is open.

import { SvelteMap } from 'svelte/reactivity';
import type { AppState } from './app_state.svelte';

export interface StatementDraft {
	/** What the note said when the typing began. */
	before: string;
	text: string;
}

const drafts = new WeakMap<AppState, SvelteMap<string, StatementDraft>>();

/** The drafts of a window, by vault and path. */
export function statementDrafts(app: AppState): SvelteMap<string, StatementDraft> {
	let kept = drafts.get(app);
	if (!kept) {
		kept = new SvelteMap();
		drafts.set(app, kept);
	}
	return kept;
}
