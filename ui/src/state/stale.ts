// What a revision makes stale: the one table from what the core says has changed to the answers the page keeps.
// The page never guesses; an answer that is not named here stays as it is.

import type { Question } from '../backend/backend';
import type { Stale, VaultEvent } from '../backend/bindings';

/** The questions whose answers are kept between revisions. Commands are never among them. */
export type KeptQuestion = Extract<
	Question,
	| 'files'
	| 'links'
	| 'backlinks'
	| 'mentions'
	| 'outgoing_mentions'
	| 'tags'
	| 'outline'
	| 'footnotes'
	| 'unresolved'
	| 'orphans'
	| 'deadends'
	| 'tasks'
	| 'check'
	| 'search'
	| 'switch'
	| 'destination'
	| 'properties'
	| 'property_values'
	| 'note_properties'
	| 'render'
	| 'drafts'
	| 'settings'
	| 'setting_rows'
	| 'core_plugins'
	| 'hotkeys'
	| 'pinned_commands'
	| 'bookmarks'
	| 'templates'
	| 'theses'
	| 'thesis'
	| 'timeline'
	| 'watch'
	| 'sources'
	| 'source'
	| 'questions'
	| 'bears'
	| 'infer'
	| 'clusters'
	| 'explain_cluster'
	| 'cluster_news'
	| 'cluster_ties'
	| 'highlights'
	| 'marks'
	| 'cluster_marks'
	| 'graph_picture'
	| 'graph_settings'
	| 'read'
	| 'base'
	| 'base_block'
>;

// A base may show anything that is known of any file, the time of its last change included.
const bases: KeptQuestion[] = ['base', 'base_block'];

/**
 * From what changed to the questions that must be asked again. `own` questions are about one note and change only
 * when that note is among the changed ones; `all` questions change with any note.
 */
export const staleTable: Record<Stale, { all: KeptQuestion[]; own: KeptQuestion[] }> = {
	// A name that appears or goes can change where any link leads.
	files: {
		all: [
			'files',
			'switch',
			'links',
			'backlinks',
			'mentions',
			'outgoing_mentions',
			'destination',
			'unresolved',
			'orphans',
			'deadends',
			'render',
			'drafts',
			'graph_picture',
			...bases,
			'bookmarks',
			'templates',
		],
		own: [],
	},
	links: {
		all: ['links', 'backlinks', 'destination', 'unresolved', 'orphans', 'deadends', 'graph_picture', ...bases],
		own: [],
	},
	// What bears on a thesis is read from links, properties and text alike; every change of a note tells all of them.
	tags: {
		all: [
			'tags',
			'graph_picture',
			'search',
			'theses',
			'thesis',
			'timeline',
			'watch',
			'sources',
			'source',
			'questions',
			'bears',
			'infer',
			'marks',
			...bases,
		],
		own: [],
	},
	// Aliases are properties, and the switcher finds a note by them.
	properties: { all: ['properties', 'property_values', 'switch', 'search', ...bases], own: ['note_properties'] },
	// A rendered note may embed any other; a backlink shows the other note's text.
	text: {
		all: ['backlinks', 'mentions', 'outgoing_mentions', 'tasks', 'search', 'render', 'graph_picture', ...bases],
		own: ['outline', 'footnotes', 'note_properties', 'read', 'highlights'],
	},
	// The core tells every new status by itself.
	status: { all: ['check'], own: [] },
	settings: {
		all: [
			'settings',
			'graph_settings',
			'graph_picture',
			'setting_rows',
			'core_plugins',
			'hotkeys',
			'pinned_commands',
			'templates',
			// What is left out of lists is a setting.
			'files',
			'switch',
			'search',
			'tags',
			'properties',
			'property_values',
			'tasks',
			'unresolved',
			'orphans',
			'deadends',
			// Which file a link means may hang on how links are written.
			'links',
			'backlinks',
			'destination',
			'render',
			'theses',
			'thesis',
			'timeline',
			'watch',
			'sources',
			'source',
			'questions',
			'bears',
			'infer',
			'marks',
			...bases,
		],
		own: [],
	},
	bookmarks: { all: ['bookmarks'], own: [] },
	// Found behind the index, so that a change is followed by these a moment later.
	clusters: {
		all: ['clusters', 'cluster_marks', 'explain_cluster', 'cluster_news', 'cluster_ties', 'highlights', 'timeline'],
		own: [],
	},
	graph_settings: { all: ['graph_settings'], own: [] },
};

/** What an event makes stale: for each question, true for every answer to it, or the notes it is stale for. */
export function listStale(event: VaultEvent): Map<KeptQuestion, true | Set<string>> {
	const stale = new Map<KeptQuestion, true | Set<string>>();
	const changed = new Set(event.changed);
	for (const part of event.stale) {
		const row = staleTable[part];
		for (const question of row.own) {
			if (stale.get(question) !== true) stale.set(question, event.all ? true : changed);
		}
		for (const question of row.all) stale.set(question, true);
	}
	return stale;
}
