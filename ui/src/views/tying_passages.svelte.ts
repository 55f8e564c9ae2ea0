// What ties an open note to the highlighted thesis or cluster, or what the proposal that is looked at was read from;
// for as long as a view shows the note.

import type { Passage, PassageMark } from '../editor/passages';
import { appState } from '../state/app_state.svelte';
import type { OpenNote } from '../state/open_note.svelte';
import { shown } from '../state/shown.svelte';
import { strings } from '../state/strings';
import { hueToken } from '../state/thesis_marks';

export interface TyingPassages {
	/** In UTF-16 units of `text`. */
	readonly passages: readonly Passage[];
	/** The note as it is on disk, where the passages stand. */
	readonly text: string;
	/** What they are tied to; empty where nothing is highlighted. */
	readonly mark: PassageMark;
	/** They are the words of a proposal, to be brought into sight. */
	readonly isSource: boolean;
}

/** The core counts the words of a proposal without the byte-order mark; a passage is counted with it. */
function withMark({ from, to, why }: Passage, text: string): Passage {
	const mark = text.startsWith('\uFEFF') ? 1 : 0;
	return { from: from + mark, to: to + mark, why };
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
	const told = $derived(
		(found.value ?? []).map((passage) => ({ ...passage, why: strings.highlight.why(passage.why) })),
	);
	const source = $derived(desk.source?.note === note().path ? desk.source : null);
	const onDisk = shown<'read'>(() => (found.value?.length || source ? { ask: 'read', note: note().path } : null));
	return {
		get passages() {
			if (source && onDisk.value) return [withMark(source, onDisk.value.text)];
			return desk.chosen && onDisk.value ? told : [];
		},
		get isSource() {
			return source !== null && onDisk.value !== undefined;
		},
		get text() {
			return onDisk.value?.text ?? '';
		},
		get mark() {
			if (source) return { hue: '--accent', letter: '', title: strings.proposals.one };
			const { chosen } = desk;
			if (!chosen) return { hue: '', letter: '', title: '' };
			return { hue: hueToken(chosen.colour), letter: chosen.letter, title: chosen.title };
		},
	};
}
