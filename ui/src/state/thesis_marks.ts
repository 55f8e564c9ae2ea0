// The letter that stands in the coloured square of a thesis or cluster, so that colour never speaks alone.

const small = new Set(['a', 'an', 'the', 'of', 'and', 'or', 'for', 'in', 'on', 'to', 'is', 'are', 'its']);
const word = /[\p{L}\p{N}]+/gu;

/**
 * A letter for each title, by key: the initial of the first telling word whose initial is still free, else of the
 * first word. The same titles in the same order always get the same letters.
 */
export function listLetters(titled: readonly { key: string; title: string }[]): Map<string, string> {
	const letters = new Map<string, string>();
	const taken = new Set<string>();
	for (const { key, title } of titled) {
		const initials = listInitials(title);
		const letter = initials.find((initial) => !taken.has(initial)) ?? initials[0] ?? '?';
		taken.add(letter);
		letters.set(key, letter);
	}
	return letters;
}

function listInitials(title: string): string[] {
	const words = title.match(word) ?? [];
	const telling = words.filter((each) => !small.has(each.toLowerCase()));
	return (telling.length > 0 ? telling : words).map((each) => [...each][0]?.toUpperCase() ?? '?');
}

/** The token of a hue from 0 to 11. */
export function hueToken(colour: number): string {
	return `--h${(((Math.trunc(colour) % 12) + 12) % 12) + 1}`;
}
