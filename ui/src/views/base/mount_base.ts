// Puts a base into a note.

import { mount } from 'svelte';
import type { EmbeddedBase } from '../../editor/editor_host';
import type { AppState } from '../../state/app_state.svelte';
import { mountInSight } from '../mount_in_sight';
import BaseEmbed from './base_embed.svelte';

/** Shows a base inside an element; the answer takes it away. */
export function mountBase(app: AppState, parent: HTMLElement, base: EmbeddedBase): () => void {
	return mountInSight(parent, () => mount(BaseEmbed, { target: parent, props: { app, base } }), base.resized);
}
