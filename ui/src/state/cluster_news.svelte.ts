// What became of the clusters: told once as it happens, and listed until the person has done with it.

import { untrack } from 'svelte';
import type { ClusterNews } from '../backend/bindings';
import type { KeptAnswers } from './answers.svelte';

/** More is history. */
const mostListed = 12;

export class ClusterNewsList {
	/** The newest first. */
	lines = $state.raw<readonly ClusterNews[]>([]);
	/** What the core told last, and what of it the person has done with. */
	#last: readonly ClusterNews[] | undefined;
	#done = $state.raw<readonly string[]>([]);

	restore(done: readonly string[] = []): void {
		this.clear();
		this.#done = done;
	}

	/** The sentences that are not to come back at the next start. */
	record(): string[] {
		return [...this.#done];
	}

	/** Listens for as long as the surrounding effect lives; `tell` is given what happens while it does. */
	follow(answers: KeptAnswers, tell: (news: readonly ClusterNews[]) => void): void {
		const shown = answers.show<'cluster_news'>({ ask: 'cluster_news' });
		$effect(() => {
			const news = shown.answer.value;
			if (!news) return;
			untrack(() => {
				const fresh = this.take(news);
				if (fresh.length > 0) tell(fresh);
			});
		});
		$effect(() => shown.hide);
	}

	/** Takes in what the core tells; returns what of it happened just now. */
	take(news: readonly ClusterNews[]): readonly ClusterNews[] {
		const last = this.#last;
		this.#last = news;
		const isIn = (list: readonly string[] | undefined) => (each: ClusterNews) => list?.includes(each.text) ?? false;
		if (!last) {
			// From an earlier time.
			this.lines = news.filter((each) => !isIn(this.#done)(each));
			return [];
		}
		const fresh = news.filter((each) => !isIn(last.map(({ text }) => text))(each));
		const texts = fresh.map(({ text }) => text);
		this.#done = this.#done.filter((text) => !texts.includes(text) && news.some((each) => each.text === text));
		this.lines = [...fresh, ...this.lines.filter((each) => !isIn(texts)(each))].slice(0, mostListed);
		return fresh;
	}

	/** The person has done with one line, or with all. */
	dismiss(text?: string): void {
		const going = this.lines.filter((each) => text === undefined || each.text === text).map((each) => each.text);
		this.#done = [...new Set([...this.#done, ...going])].slice(-2 * mostListed);
		this.lines = this.lines.filter((each) => !going.includes(each.text));
	}

	/** Forgets what belongs to a vault. */
	clear(): void {
		this.lines = [];
		this.#last = undefined;
		this.#done = [];
	}
}
