// Where the tags and names of a clipping stand in its text: the core tells them without their places.

/** A passage of a text, in UTF-16 units. */
export interface Place {
	from: number;
	to: number;
	value: string;
}

/** A line that lists tags or names, with its head: `Tags: a, b`, `Mentions A · B`. */
const heads = { tags: /^\W*(tags?|keywords)\b/i, mentions: /^\W*mentions?\b/i };

/** The places of tags or names: in the lines that list them, and of tags wherever they carry a `#`. */
export function placesOf(kind: keyof typeof heads, values: readonly string[], text: string): Place[] {
	const lines = linesThatList(kind, text);
	return values.flatMap((value) => {
		const word = plain(value);
		if (word === '') return [];
		const listed = lines.flatMap(({ from, line }) => {
			const at = line.toLowerCase().indexOf(word.toLowerCase());
			return at < 0 ? [] : [{ from: from + at, to: from + at + word.length, value }];
		});
		return [...listed, ...(kind === 'tags' ? hashed(word, value, text) : [])];
	});
}

function plain(value: string): string {
	const link = /^\[\[([^\]|]*)(?:\|([^\]]*))?\]\]$/.exec(value.trim());
	return (link ? (link[2] ?? link[1] ?? '') : value).replace(/^#/, '').trim();
}

/** The lines after their heads; a head alone speaks for the line below it. */
function linesThatList(kind: keyof typeof heads, text: string): { from: number; line: string }[] {
	const found: { from: number; line: string }[] = [];
	let [at, below] = [0, false];
	for (const line of text.split('\n')) {
		const head = heads[kind].exec(line)?.[0];
		if (head !== undefined) found.push({ from: at + head.length, line: line.slice(head.length) });
		else if (below) found.push({ from: at, line });
		below = head !== undefined && !/[\p{L}\p{N}]/u.test(line.slice(head.length));
		at += line.length + 1;
	}
	return found;
}

function hashed(word: string, value: string, text: string): Place[] {
	const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const pattern = new RegExp(`(?<![\\p{L}\\p{N}_/])#${escaped}(?![\\p{L}\\p{N}_/-])`, 'giu');
	return [...text.matchAll(pattern)].map(({ index, 0: all }) => ({ from: index, to: index + all.length, value }));
}
