// Puts a part of the window into a note: nothing is made and asked until the place of it comes in sight.

import { unmount } from 'svelte';

/** Draws inside an element once that is in sight, with what `draw` mounts; the answer takes it away. */
export function mountInSight(
	parent: HTMLElement,
	draw: () => Record<string, unknown>,
	resized: (() => void) | undefined,
): () => void {
	let shown: Record<string, unknown> | undefined;
	// The note around it follows the links that it sees pressed; what stands here follows its own.
	const keep = (event: Event) => event.stopPropagation();
	parent.addEventListener('click', keep);
	parent.addEventListener('auxclick', keep);
	const sizes = new ResizeObserver(() => resized?.());
	const sight = new IntersectionObserver(
		(entries) => {
			if (!entries.some((entry) => entry.isIntersecting)) return;
			sight.disconnect();
			shown = draw();
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
