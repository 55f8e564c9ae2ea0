// What the person does with clusters: name, keep at the top, make a thesis of one after a preview, highlight.

import type { Cluster, ClusterNews } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import type { Chosen } from './desk.svelte';
import { strings } from './strings';
import { listLetters } from './thesis_marks';

/** The letters of all clusters, by id. */
export function clusterLetters(clusters: readonly Cluster[]): Map<string, string> {
	return listLetters(clusters.map(({ id, name }) => ({ key: id, title: name })));
}

/** What highlights a cluster. */
export function chosenCluster(cluster: Cluster, letter: string): Chosen {
	return { kind: 'cluster', key: cluster.id, colour: cluster.colour, letter, title: cluster.name };
}

/** Gives a cluster a name; an empty one takes the person's name back. */
export async function renameCluster(app: AppState, id: string, name: string): Promise<void> {
	await app.attempt(() => app.ask<'rename_cluster'>({ ask: 'rename_cluster', id, name }));
}

export async function pinCluster(app: AppState, id: string, pinned: boolean): Promise<void> {
	await app.attempt(() => app.ask<'pin_cluster'>({ ask: 'pin_cluster', id, pinned }));
}

/** Shows what making a thesis of a cluster would write, and does it where the person agrees. */
export async function promoteCluster(app: AppState, { id, name }: Cluster): Promise<void> {
	await app.attempt(async () => {
		await app.notes.flush();
		const request = { ask: 'promote_cluster', id, title: null, folder: null } as const;
		const { path, planned } = await app.ask<'promote_cluster'>({ ...request, dry_run: true });
		const words = strings.clusters;
		const agreed = await app.dialogs.confirm({
			title: words.promoteTitle(name),
			text: words.promoteText(path, new Set(planned.edits.map((edit) => edit.path)).size - 1),
			action: words.promoteAction,
			plan: planned,
			planLabel: strings.rename.planned,
		});
		if (!agreed) return;
		const made = await app.ask<'promote_cluster'>({ ...request, dry_run: false });
		app.files.tellOf(words.promoted(name));
		app.openThesis(made.path);
	});
}

/** Tells what became of clusters; another name alone is for the list. */
export function tellClusterNews(app: AppState, news: readonly ClusterNews[]): void {
	const [first, ...others] = news.filter(({ kind }) => kind !== 'renamed');
	if (!first) return;
	const words = strings.clusters.news;
	app.notices.done(words.told(first.text, others.length), { title: words.show, run: () => app.showPanel('clusters') });
}
