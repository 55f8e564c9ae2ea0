// The choices of the research desk that outlive a tab: how the timeline is shown, which thesis marks a note, and
// which one leads the eye.

import type { KeptAnswers } from './answers.svelte';
import { ClusterNewsList } from './cluster_news.svelte';
import { GraphChoice } from './graph_choice.svelte';
import type { Tab } from './tabs.svelte';
import { thesisLetters } from './thesis_rows';
import { TimelineChoice } from './timeline_choice.svelte';

/** The coloured letter of a thesis or cluster. */
export interface Mark {
	colour: number;
	letter: string;
	title: string;
}

/** What is highlighted: a thesis by its path, or a cluster by its id. */
export interface Chosen extends Mark {
	kind: 'thesis' | 'cluster';
	key: string;
}

/** The words that a proposal was read from, in UTF-16 units of the note's text without its byte-order mark. */
export interface ProposalSource {
	/** The proposal. */
	id: string;
	note: string;
	from: number;
	to: number;
	why: string;
}

export class Desk {
	readonly timeline = new TimelineChoice();
	readonly graph = new GraphChoice();
	readonly news = new ClusterNewsList();
	/** How the list of theses is put in order. */
	thesisSort = $state<'name' | 'last' | 'confidence'>('name');
	/** Names of clusters by their id, as last told. */
	clusterNames = $state.raw<ReadonlyMap<string, string>>(new Map());
	/** The mark of each note that bears on a thesis, and of each thesis, by path. */
	marks = $state.raw<ReadonlyMap<string, Chosen>>(new Map());
	/** The one thesis or cluster that leads the eye; everything else is dimmed. */
	chosen = $state.raw<Chosen | null>(null);
	/** The notes of what is chosen; null where nothing is. */
	lit = $state.raw<ReadonlySet<string> | null>(null);

	/** The words of the proposal that is looked at, washed in its note; null while none is. */
	source = $state.raw<ProposalSource | null>(null);
	/** The tab in which words of proposals are shown, so that one after the other takes it. */
	sourceTab: Tab | null = null;

	/** Highlights a thesis or cluster, or ends it where it is highlighted already. */
	highlight(chosen: Chosen): void {
		this.chosen = this.isChosen(chosen) ? null : chosen;
	}

	/** Whether a thesis or cluster is the one that is highlighted. */
	isChosen({ kind, key }: Pick<Chosen, 'kind' | 'key'>): boolean {
		return this.chosen?.kind === kind && this.chosen.key === key;
	}

	/** The mark of a listed note: that of what is highlighted where the note is part of it, else its own. */
	markOf(path: string): Mark | undefined {
		return this.chosen && this.lit?.has(path) ? this.chosen : this.marks.get(path);
	}

	/** Whether a listed note steps back behind what is highlighted. */
	isDimmed(path: string): boolean {
		return this.lit !== null && !this.lit.has(path);
	}

	/** Keeps the marks and the lit notes true for as long as the surrounding effect lives. */
	follow(answers: KeptAnswers): void {
		const marks = answers.show<'marks'>({ ask: 'marks' });
		const theses = answers.show<'theses'>({ ask: 'theses' });
		$effect(() => {
			const rows = theses.answer.value ?? [];
			const letters = thesisLetters(rows);
			const titles = new Map(rows.map(({ path, title }) => [path, title]));
			this.marks = new Map(
				(marks.answer.value ?? []).map(({ note, thesis, colour }) => [
					note,
					{
						kind: 'thesis',
						key: thesis,
						colour,
						letter: letters.get(thesis) ?? '',
						title: titles.get(thesis) ?? thesis,
					},
				]),
			);
		});
		$effect(() => {
			const { chosen } = this;
			if (chosen?.kind !== 'thesis') return;
			const page = answers.show<'thesis'>({ ask: 'thesis', note: chosen.key, clock: null });
			$effect(() => {
				const ledger = page.answer.value?.ledger ?? [];
				this.lit = new Set([chosen.key, ...ledger.map(({ note }) => note)]);
			});
			return () => {
				this.lit = null;
				page.hide();
			};
		});
		$effect(() => {
			const { chosen } = this;
			if (chosen?.kind !== 'cluster') return;
			const clusters = answers.show<'clusters'>({ ask: 'clusters', signals: null });
			$effect(() => {
				const cluster = clusters.answer.value?.find(({ id }) => id === chosen.key);
				this.lit = new Set(cluster?.members.map(({ path }) => path));
			});
			return () => {
				this.lit = null;
				clusters.hide();
			};
		});
		$effect(() => () => {
			for (const shown of [marks, theses]) shown.hide();
		});
	}

	/** Forgets what belongs to a vault. */
	clear(): void {
		this.chosen = null;
		this.source = null;
		this.sourceTab = null;
		this.marks = new Map();
		this.timeline.clear();
		this.news.clear();
	}
}
