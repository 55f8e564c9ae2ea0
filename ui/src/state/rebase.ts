// Brings what was typed meanwhile onto a text that came back merged.

import { diff } from '@codemirror/merge';
import { ChangeSet, Text } from '@codemirror/state';

/**
 * The text that holds both changes of `base`: the one to `theirs`, and the one to `mine`. Where both insert at the
 * same place, both are kept.
 */
export function rebase(base: string, theirs: string, mine: string): string {
	if (mine === base) return theirs;
	if (theirs === base) return mine;
	const onMine = changes(base, theirs).map(changes(base, mine));
	return onMine.apply(Text.of(mine.split('\n'))).toString();
}

function changes(from: string, to: string): ChangeSet {
	const found = diff(from, to, { scanLimit: 500, timeout: 100 });
	return ChangeSet.of(
		found.map(({ fromA, toA, fromB, toB }) => ({ from: fromA, to: toA, insert: to.slice(fromB, toB) })),
		from.length,
	);
}
