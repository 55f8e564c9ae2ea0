// The entry of a menu that lights up the notes of a thesis or cluster, or puts them out again.

import Highlighter from '@lucide/svelte/icons/highlighter';
import type { AppState } from '../state/app_state.svelte';
import type { Chosen } from '../state/desk.svelte';
import { strings } from '../state/strings';
import type { MenuItem } from './menu';

/** Highlights, or ends it where this is what is highlighted. */
export function highlightEntry(app: AppState, chosen: Chosen): MenuItem {
	const title = app.desk.isChosen(chosen) ? strings.highlight.end : strings.highlight.thesis(chosen.title);
	return { title, icon: Highlighter, run: () => app.desk.highlight(chosen) };
}
