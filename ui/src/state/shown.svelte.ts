// Lets a component show an answer of the core for as long as it is on the screen.

import type { Asked } from '../backend/backend';
import type { Answers } from '../backend/bindings';
import type { Answer } from './answers.svelte';
import { appState } from './app_state.svelte';
import type { KeptQuestion } from './stale';

export interface Shown<K extends KeptQuestion> {
	/** Undefined until the first answer. */
	readonly value: Answers[K] | undefined;
	readonly error: unknown;
	readonly loading: boolean;
}

/** The answer to what `request` returns, followed as it changes; null asks nothing. Call while a component starts. */
export function shown<K extends KeptQuestion>(request: () => (Asked<K> & { ask: K }) | null): Shown<K> {
	const { answers } = appState();
	let answer = $state.raw<Answer<K> | undefined>();
	$effect.pre(() => {
		const asked = request();
		if (!asked) {
			answer = undefined;
			return;
		}
		const kept = answers.show<K>(asked);
		answer = kept.answer;
		return kept.hide;
	});
	return {
		get value() {
			return answer?.value;
		},
		get error() {
			return answer?.error;
		},
		get loading() {
			return answer?.loading ?? false;
		},
	};
}

/** The answers to a list of questions, in their order, followed as they change. Call while a component starts. */
export function shownAll<K extends KeptQuestion>(
	requests: () => readonly (Asked<K> & { ask: K })[],
): {
	readonly list: readonly Shown<K>[];
} {
	const { answers } = appState();
	let list = $state.raw<readonly Answer<K>[]>([]);
	// The same questions are not asked anew because the list was made anew.
	const wanted = $derived(JSON.stringify(requests()));
	$effect.pre(() => {
		const kept = (JSON.parse(wanted) as (Asked<K> & { ask: K })[]).map((asked) => answers.show<K>(asked));
		list = kept.map(({ answer }) => answer);
		return () => {
			for (const { hide } of kept) hide();
		};
	});
	return {
		get list() {
			return list;
		},
	};
}
