// What a tab is called.

import type { AppState } from '../state/app_state.svelte';
import { shownName } from '../state/file_actions';
import { strings } from '../state/strings';
import type { Tab } from '../state/tabs.svelte';

/** The title of a tab: the note's, a file's name, or that of a page. */
export function tabTitle(app: AppState, tab: Tab): string {
	const { place } = tab;
	if (place.view === 'cluster') return app.desk.clusterNames.get(place.id) ?? strings.ribbon.clusters;
	if (place.view === 'source') return place.title;
	if (place.view === 'empty') return strings.tabs.empty;
	if (place.view === 'canvas') return shownName(place.path).replace(/\.canvas$/i, '');
	if ('path' in place) return app.notes.find(place.path)?.title ?? shownName(place.path);
	return strings.tabs[place.view];
}
