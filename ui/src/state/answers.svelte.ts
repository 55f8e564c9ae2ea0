// The answers of the core that the page keeps: asked once, shown at once when seen before, asked again when stale.

import { untrack } from 'svelte';
import type { Ask, Asked } from '../backend/backend';
import type { Answers, VaultEvent } from '../backend/bindings';
import { type KeptQuestion, listStale } from './stale';

/** A kept answer. `value` stays the former one while a new one is on its way. */
export class Answer<K extends KeptQuestion = KeptQuestion> {
	value = $state.raw<Answers[K] | undefined>(undefined);
	/** What was thrown by the last asking; undefined after an answer. */
	error = $state.raw<unknown>(undefined);
	loading = $state(false);
	/** How many panels show it. Only shown answers are asked again; others when they are next shown. */
	shown = 0;
	stale = true;
	tookMs = 0;
	timer: ReturnType<typeof setTimeout> | undefined;

	constructor(readonly request: Asked<K> & { ask: K }) {}
}

/** Shortest time between two askings of one question while revisions pour in, as a multiple of what it took. */
const restFactor = 4;
/** Answers too large to be kept for nobody. */
const large: readonly KeptQuestion[] = ['graph_picture', 'timeline', 'base', 'base_block'];
/** How many answers that nobody shows are kept. */
const keptUnshown = 200;

export class KeptAnswers {
	#answers = new Map<string, Answer>();
	/** Answers to questions asked of a former vault are dropped. */
	#vault = 0;

	constructor(
		private ask: Ask,
		private now: () => number = () => performance.now(),
	) {}

	/**
	 * Shows the answer to a request from now on; the caller calls the returned function when it no longer does.
	 * The answer is at first the one kept from last time, if any.
	 */
	show<K extends KeptQuestion>(request: Asked<K> & { ask: K }): { answer: Answer<K>; hide: () => void } {
		const key = JSON.stringify(request);
		let answer = this.#answers.get(key) as Answer<K> | undefined;
		if (!answer) {
			answer = new Answer<K>(request);
			this.#answers.set(key, answer as unknown as Answer);
		}
		const shown = answer;
		shown.shown += 1;
		// Called from effects, which must not run again because of what the asking itself sets.
		if (shown.stale) untrack(() => this.#refresh(shown));
		return {
			answer: shown,
			hide: () => {
				shown.shown -= 1;
				if (shown.shown === 0 && large.includes((request as { ask: KeptQuestion }).ask)) this.#answers.delete(key);
				this.#forgetUnshown();
			},
		};
	}

	/** Marks what a new revision changed and asks again for what is on the screen. */
	accept(event: VaultEvent): void {
		const stale = listStale(event);
		for (const answer of this.#answers.values()) {
			const notes = stale.get(answer.request.ask);
			if (!notes) continue;
			const note = 'note' in answer.request ? answer.request.note : undefined;
			if (notes !== true && typeof note === 'string' && !notes.has(note)) continue;
			answer.stale = true;
			if (answer.shown > 0) this.#refresh(answer);
		}
	}

	/** Forgets everything: another vault was opened. */
	clear(): void {
		this.#vault += 1;
		for (const answer of this.#answers.values()) clearTimeout(answer.timer);
		this.#answers.clear();
	}

	// One asking at a time for each answer, so that a late answer can never replace a newer one. What became stale
	// meanwhile is asked again when it arrives.
	#refresh<K extends KeptQuestion>(answer: Answer<K>): void {
		if (answer.loading || answer.timer !== undefined) return;
		answer.loading = true;
		answer.stale = false;
		const vault = this.#vault;
		const began = this.now();
		this.ask<K>(answer.request)
			.then(
				(value) => {
					if (vault !== this.#vault) return;
					answer.value = value;
					answer.error = undefined;
				},
				(thrown: unknown) => {
					if (vault !== this.#vault) return;
					answer.error = thrown;
				},
			)
			.finally(() => {
				answer.loading = false;
				answer.tookMs = this.now() - began;
				if (vault === this.#vault) this.#rest(answer);
			});
	}

	#rest<K extends KeptQuestion>(answer: Answer<K>): void {
		const pause = Math.min(answer.tookMs * restFactor, 2000);
		answer.timer = setTimeout(() => {
			answer.timer = undefined;
			if (answer.stale && answer.shown > 0) this.#refresh(answer);
		}, pause);
	}

	#forgetUnshown(): void {
		let over = this.#answers.size - keptUnshown;
		if (over <= 0) return;
		for (const [key, answer] of this.#answers) {
			if (over <= 0) return;
			if (answer.shown > 0) continue;
			this.#answers.delete(key);
			over -= 1;
		}
	}
}
