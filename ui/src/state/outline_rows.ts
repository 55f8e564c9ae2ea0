// The headings of a note as the outline shows them: filtered, and with the one that the person is in.

import type { OutlineRow } from '../backend/bindings';

/** A heading that is shown. */
export interface ListedHeading {
	row: OutlineRow;
	/** Its index among all headings of the note. */
	at: number;
	/** It holds every word of the filter; otherwise it stands above one that does. */
	found: boolean;
}

/** The headings that hold every word of a filter, and those above them. */
export function filterOutline(rows: readonly OutlineRow[], filter: string): ListedHeading[] {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const shown: ListedHeading[] = [];
	// From the end: a heading above one that is found is known by then.
	let needed = 0;
	for (const [index, row] of rows.toReversed().entries()) {
		const text = row.text.toLowerCase();
		const found = words.every((word) => text.includes(word));
		if (!found && row.level >= needed) continue;
		shown.push({ row, at: rows.length - 1 - index, found });
		needed = row.level;
	}
	return shown.reverse();
}

/** The heading whose section a 1-based line is in; undefined above the first. */
export function headingAt(rows: readonly OutlineRow[], line: number): OutlineRow | undefined {
	return rows.findLast((row) => row.line <= line);
}
