// Puts a base into a note: nothing is asked until the place of it comes in sight.

import { mount, unmount } from 'svelte';
import type { EmbeddedBase } from '../../editor/editor_host';
import type { AppState } from '../../state/app_state.svelte';
import BaseEmbed from './base_embed.svelte';

/** Shows a base inside an element; the answer takes it away. */
export function mountBase(app: AppState, parent: HTMLElement, base: EmbeddedBase): () => void {
	let shown: Record<string, unknown> | undefined;
	// The note around it follows the links that it sees pressed; those of a base follow themselves.
	const keep = (event: Event) => event.stopPropagation();
	parent.addEventListener('click', keep);
	parent.addEventListener('auxclick', keep);
	const sizes = new ResizeObserver(() => base.resized?.());
	const sight = new IntersectionObserver(
		(entries) => {
			if (!entries.some((entry) => entry.isIntersecting)) return;
			sight.disconnect();
			shown = mount(BaseEmbed, { target: parent, props: { app, base } });
		},
		{ rootMargin: '200px' },
	);
	sight.observe(parent);
	sizes.observe(parent);
	return () => {
		sight.disconnect();
		sizes.disconnect();
		parent.removeEventListener('click', keep);
		parent.removeEventListener('auxclick', keep);
		if (shown) void unmount(shown);
		shown = undefined;
	};
}
