// Proposals, grouped by what they are about and by rule; accepting and refusing them, with the way back.

import type { ProposalKind, ProposalRow } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import { strings } from './strings';

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
