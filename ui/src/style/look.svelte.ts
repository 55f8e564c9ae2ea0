// Brings the person's choices of look to the document.

import type { Preferences } from '../state/preferences.svelte';

/**
 * Follows the preferences from when they are known. Until then the window's own background shows, which the shell has
 * chosen by the theme. Call while a component starts.
 */
export function applyLook(preferences: Preferences, known: () => boolean): void {
	const dark = matchMedia('(prefers-color-scheme: dark)');
	let systemDark = $state(dark.matches);
	$effect(() => {
		const change = () => {
			systemDark = dark.matches;
		};
		dark.addEventListener('change', change);
		return () => dark.removeEventListener('change', change);
	});
	$effect.pre(() => {
		if (!known()) return;
		const { theme, textSize, lineWidth, noteFont } = preferences;
		const root = document.documentElement;
		root.dataset.theme = theme === 'system' ? (systemDark ? 'dark' : 'light') : theme;
		root.style.setProperty('--note-size', `${textSize}px`);
		root.style.setProperty('--note-width', lineWidth === 0 ? '100%' : `${lineWidth}ch`);
		root.style.setProperty('--note-font', noteFont === 'sans' ? 'var(--ui)' : 'var(--text)');
	});
}
