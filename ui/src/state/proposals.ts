// Proposals, grouped by what they are about and by rule; accepting and refusing them, with the way back.

import type { ProposalKind, ProposalRow } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import { shownName } from './file_actions';
import { plainText } from './linked_text';
import { strings } from './strings';
import { type Place, samePlace, type Tab, type Where } from './tabs.svelte';

export interface ProposalGroup {
	what: ProposalKind;
	rule: string;
	rows: ProposalRow[];
}

const certainty = { certain: 0, likely: 1, guess: 2 };

/** The proposals by kind and rule, the surest first in each. */
export function groupProposals(rows: readonly ProposalRow[]): ProposalGroup[] {
	const groups = new Map<string, ProposalGroup>();
	for (const row of rows) {
		const key = `${row.what} ${row.rule}`;
		const group = groups.get(key) ?? { what: row.what, rule: row.rule, rows: [] };
		group.rows.push(row);
		groups.set(key, group);
	}
	const order = Object.keys(strings.proposals.kinds);
	for (const group of groups.values()) {
		group.rows.sort((a, b) => certainty[a.certainty] - certainty[b.certainty] || a.title.localeCompare(b.title));
	}
	return [...groups.values()].sort(
		(a, b) => order.indexOf(a.what) - order.indexOf(b.what) || a.rule.localeCompare(b.rule),
	);
}

/** What can be accepted and refused; the rest is there to be known. */
export function isOpen(row: ProposalRow): boolean {
	return row.writes !== '' || row.what === 'one_source';
}

/** What a proposal says, in words: theses and notes by their names. */
export function proposalText(row: ProposalRow): string {
	const words = strings.proposals;
	if (row.what === 'one_source' && row.other) return words.oneSourceWith(shownName(row.other));
	if (row.what === 'edge' && row.thesis && row.stance) {
		return words.edge(strings.stance.words[row.stance], shownName(row.thesis), row.strength);
	}
	return plainText(row.value);
}

/**
 * Shows the note that a proposal was read from beside the inbox, its words washed and selected. The focus stays where
 * it is, so that the next key accepts or refuses.
 */
export function showSource(app: AppState, row: ProposalRow, where: Where): void {
	const { panes, desk } = app;
	const place = { view: 'note', path: row.note } as const;
	const { id, note, from, to } = row;
	desk.source = { id, note, from, to, why: strings.proposals.suggests(proposalText(row)) };
	const tab = where === 'split' ? besideInbox(app, place) : panes.open(place, where);
	desk.sourceTab = tab;
	if (tab.mode === 'reading') tab.wantedLine = row.line;
}

function besideInbox({ panes, desk }: AppState, place: Place): Tab {
	const inbox = panes.list.find((pane) => pane.active?.place.view === 'proposals') ?? panes.active;
	const beside = panes.list[panes.list.indexOf(inbox) + 1];
	panes.focus(inbox);
	if (!beside) return panes.open(place, 'split');
	panes.focus(beside);
	const isOpen = beside.tabs.some((tab) => samePlace(tab.place, place));
	const isFree = beside.active !== undefined && beside.active === desk.sourceTab;
	return panes.open(place, isOpen || isFree ? 'here' : 'tab');
}

/** Accepts or refuses proposals, and offers to take it back. */
export async function settle(
	app: AppState,
	ids: string[],
	how: 'accept' | 'refuse',
	alternative = false,
): Promise<void> {
	await app.attempt(async () => {
		await app.notes.flush();
		const { settled } =
			how === 'accept'
				? await app.ask<'accept'>({ ask: 'accept', ids, alternative, dry_run: false })
				: await app.ask<'refuse'>({ ask: 'refuse', ids });
		const words = strings.proposals;
		if (app.desk.source && ids.includes(app.desk.source.id)) app.desk.source = null;
		app.files.tellOf(how === 'accept' ? words.accepted(settled.length) : words.refused(settled.length));
	});
}

/** Shows what accepting proposals of one rule would write, and does it where the person agrees. */
export async function settleAll(app: AppState, ids: string[]): Promise<void> {
	await app.attempt(async () => {
		await app.notes.flush();
		const { written } = await app.ask<'accept'>({ ask: 'accept', ids, alternative: false, dry_run: true });
		const words = strings.proposals;
		const agreed = await app.dialogs.confirm({
			title: words.acceptTitle(ids.length),
			text: words.acceptText(written.paths.length),
			action: words.accept,
			plan: { moved: [], edits: written.edits, warnings: [] },
			planLabel: strings.rename.planned,
		});
		if (agreed) await settle(app, ids, 'accept');
	});
}
