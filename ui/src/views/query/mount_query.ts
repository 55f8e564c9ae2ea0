// Puts a search into a note.

import { mount } from 'svelte';
import type { EmbeddedQuery } from '../../editor/editor_host';
import type { AppState } from '../../state/app_state.svelte';
import { mountInSight } from '../mount_in_sight';
import QueryEmbed from './query_embed.svelte';

/** Shows what a query finds inside an element; the answer takes it away. */
export function mountQuery(app: AppState, parent: HTMLElement, query: EmbeddedQuery): () => void {
	return mountInSight(parent, () => mount(QueryEmbed, { target: parent, props: { app, query } }), query.resized);
}
