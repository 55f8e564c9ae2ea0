// Which parts of a line change, for showing them in place.

import { diff } from '@codemirror/merge';

/** A piece of a line: as it stays, as it was, or as it becomes. */
export interface LinePiece {
	text: string;
	kind: 'same' | 'old' | 'new';
}

/** Characters kept before the first change of a long line, and behind the last. */
const kept = 48;

/** The pieces of a line, those that go before those that come; what stays is cut where it is long. */
export function diffLine(before: string, after: string): LinePiece[] {
	const pieces: LinePiece[] = [];
	const push = (text: string, kind: LinePiece['kind']) => {
		if (text !== '') pieces.push({ text, kind });
	};
	let at = 0;
	for (const { fromA, toA, fromB, toB } of joinNear(
		diff(before, after, { scanLimit: 500, timeout: 20 }),
		before,
		after,
	)) {
		push(before.slice(at, fromA), 'same');
		push(before.slice(fromA, toA), 'old');
		push(after.slice(fromB, toB), 'new');
		at = toA;
	}
	push(before.slice(at), 'same');
	return pieces.map((piece, index) => shorten(piece, index === 0, index === pieces.length - 1));
}

interface Change {
	fromA: number;
	toA: number;
	fromB: number;
	toB: number;
}

// Letters that two words happen to share are no place to stop: whole words change.
function joinNear(changes: readonly Change[], before: string, after: string): Change[] {
	const joined: Change[] = [];
	for (const change of changes) {
		const { fromA, toA, fromB, toB } = wholeWords(change, before, after);
		const last = joined.at(-1);
		if (last && fromA <= last.toA) joined[joined.length - 1] = { ...last, toA, toB };
		else joined.push({ fromA, toA, fromB, toB });
	}
	return joined;
}

function wholeWords({ fromA, toA, fromB, toB }: Change, before: string, after: string): Change {
	const isWord = (text: string, at: number) => /[\p{L}\p{N}_]/u.test(text.charAt(at));
	const touches = isWord(before, fromA) || isWord(after, fromB) || isWord(before, toA - 1) || isWord(after, toB - 1);
	let back = 0;
	while (touches && isWord(before, fromA - back - 1)) back += 1;
	let on = 0;
	while (touches && isWord(before, toA + on)) on += 1;
	return { fromA: fromA - back, toA: toA + on, fromB: fromB - back, toB: toB + on };
}

function shorten({ text, kind }: LinePiece, first: boolean, last: boolean): LinePiece {
	if (kind !== 'same') return { text, kind };
	if (first && last) return { text: text.slice(0, kept * 3), kind };
	if (first) {
		const bare = text.trimStart();
		return { text: bare.length > kept ? `…${bare.slice(-kept)}` : bare, kind };
	}
	if (last) return { text: text.length > kept * 2 ? `${text.slice(0, kept * 2)}…` : text, kind };
	return { text: text.length > kept * 2 ? `${text.slice(0, kept)}…${text.slice(-kept)}` : text, kind };
}
