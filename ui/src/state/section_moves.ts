// Moving a section of a note: which bytes go where, and what must stand between them so that every heading stays one.

import type { OutlineRow, TextChange } from '../backend/bindings';

/** The index behind a section: of the next heading of the same or a higher level, or the number of headings. */
export function sectionEnd(rows: readonly OutlineRow[], at: number): number {
	const level = rows[at]?.level ?? 0;
	const next = rows.findIndex((row, index) => index > at && row.level <= level);
	return next < 0 ? rows.length : next;
}

/**
 * Where a section comes to stand when it is dropped before the heading at an index: before that, or behind the
 * headings below it that would become part of what is dropped. Null where it stands there already.
 */
export function dropPlace(rows: readonly OutlineRow[], at: number, before: number): number | null {
	const end = sectionEnd(rows, at);
	const level = rows[at]?.level ?? 0;
	let place = before;
	while (place < rows.length && (rows[place]?.level ?? 0) > level) place += 1;
	return before > at && before < end ? null : place >= at && place <= end ? null : place;
}

/** The place of a section past its sibling above or below; null where it has none there. */
export function siblingPlace(rows: readonly OutlineRow[], at: number, way: 'up' | 'down'): number | null {
	const level = rows[at]?.level ?? 0;
	if (way === 'down') {
		const next = sectionEnd(rows, at);
		return rows[next]?.level === level ? sectionEnd(rows, next) : null;
	}
	const above = rows.findLastIndex((row, index) => index < at && row.level <= level);
	return rows[above]?.level === level ? above : null;
}

/**
 * The changes that move the section of the heading at `at` before the heading at `before` (their number: to the end),
 * in UTF-16 units of `text`. Only the section's own text moves; a line end is added where two lines would become one,
 * a blank line where a heading would become part of what stands above it. Null where the rows are not those of this
 * text, or where the section does not end by itself and would swallow what comes behind it.
 */
export function moveSection(
	text: string,
	rows: readonly OutlineRow[],
	at: number,
	before: number,
): TextChange[] | null {
	const starts = startsOfLines(text);
	if (!rows.every((row) => stands(text, starts, row))) return null;
	const startOf = (index: number) => starts[(rows[index]?.line ?? 0) - 1] ?? text.length;
	const end = sectionEnd(rows, at);
	if (before >= at && before <= end) return null;
	// Two stretches that touch change places: the section, and what it moves past.
	const isDown = before > end;
	const [first, middle, last] = isDown
		? [startOf(at), startOf(end), startOf(before)]
		: [startOf(before), startOf(at), startOf(end)];
	const one = text.slice(first, middle);
	const other = text.slice(middle, last);
	if (isOpen(other) && last >= text.length) return null;
	const newline = text.includes('\r\n') ? '\r\n' : '\n';
	// At the end of a text without a final line end, the other stretch is the one to end without.
	const ending = other.endsWith('\n') ? '' : newline;
	const cut = ending === '' ? 0 : newline.length;
	const seam = (above: string, below: string) => (needsBlank(above, below) ? newline : '');
	const ahead = seam(text.slice(0, first), other);
	const between = ending + seam(other + ending, one);
	const behind = last < text.length ? seam(one, text.slice(last)) : '';
	const shortened = one.slice(0, one.length - cut);
	if (isDown) {
		return [
			{ from: first, to: middle, text: ahead },
			{ from: last, to: last, text: between + shortened + behind },
		];
	}
	return [
		{ from: first, to: first, text: ahead + other + between },
		{ from: middle - cut, to: last, text: behind },
	];
}

function startsOfLines(text: string): number[] {
	const starts = [0];
	for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
	return starts;
}

/** Whether a heading still stands where the row says; what is typed is known to the core a moment later. */
function stands(text: string, starts: readonly number[], row: OutlineRow): boolean {
	const start = starts[row.line - 1];
	if (start === undefined) return false;
	const line = text.slice(start, starts[row.line] ?? text.length);
	// The text of a heading of several lines is known as one.
	const [words = ''] = row.text.split('\n', 1);
	return line.includes(words.trim()) && (atx(line) === row.level || (atx(line) === 0 && row.level <= 2));
}

function atx(line: string): number {
	return /^ {0,3}(#{1,6})(?:\s|$)/.exec(line)?.[1]?.length ?? 0;
}

/** Whether a heading would be read as part of the text above it without a blank line. */
function needsBlank(above: string, below: string): boolean {
	const lines = above.split('\n').slice(0, -1);
	if (lines.length === 0 || lines.at(-1)?.trim() === '') return false;
	// An underlined heading takes the lines above it in; HTML goes on until a blank line.
	const block = lines.slice(lines.findLastIndex((line) => line.trim() === '') + 1);
	return atx(below) === 0 || block.some((line) => /^ {0,3}</.test(line));
}

/** Whether a fence of code, of math or a comment is open at the end. */
function isOpen(text: string): boolean {
	let fence = '';
	for (const line of text.split(/\r?\n/)) {
		const found = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
		const [, marks = '', rest = ''] = found ?? [];
		if (fence === '') {
			if (marks !== '' && !(marks.startsWith('`') && rest.includes('`'))) fence = marks;
		} else if (marks.startsWith(fence) && rest.trim() === '') fence = '';
	}
	if (fence !== '') return true;
	return [/%%/g, /\$\$/g].some((mark) => (text.match(mark)?.length ?? 0) % 2 === 1);
}
