// What ties an open note to the highlighted thesis or cluster, for as long as a view shows the note.

import type { Passage } from '../editor/passages';
import { appState } from '../state/app_state.svelte';
import type { OpenNote } from '../state/open_note.svelte';
import { shown } from '../state/shown.svelte';
import { hueToken } from '../state/thesis_marks';

export interface TyingPassages {
	/** In UTF-16 units of `text`. */
	readonly passages: readonly Passage[];
	/** The note as it is on disk, where the passages stand. */
	readonly text: string;
	/** The token of their hue; empty where nothing is highlighted. */
	readonly hue: string;
}

/** Follows the passages. Call while a component starts. */
export function tyingPassages(note: () => OpenNote): TyingPassages {
	const { desk } = appState();
	const found = shown<'highlights'>(() => {
		const { chosen } = desk;
		if (!chosen || note().plain) return null;
		const { kind, key } = chosen;
		return {
			ask: 'highlights',
			note: note().path,
			thesis: kind === 'thesis' ? key : null,
			cluster: kind === 'cluster' ? key : null,
		};
	});
	const onDisk = shown<'read'>(() => (found.value?.length ? { ask: 'read', note: note().path } : null));
	return {
		get passages() {
			return desk.chosen && onDisk.value ? (found.value ?? []) : [];
		},
		get text() {
			return onDisk.value?.text ?? '';
		},
		get hue() {
			return desk.chosen ? hueToken(desk.chosen.colour) : '';
		},
	};
}
