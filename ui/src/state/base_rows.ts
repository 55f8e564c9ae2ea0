// The rows of a base for the screen and for taking along.

import type { BaseCell, BaseGroup, BaseResult, BaseRow } from '../backend/bindings';
import { baseStrings } from './base_strings';

/** A line of a table: the head of a group, or a row. */
export type BaseLine = { group: BaseGroup; row?: undefined } | { row: BaseRow; group?: undefined };

/** The lines of a result in order; groups have heads only where rows are grouped. */
export function listLines(result: BaseResult): BaseLine[] {
	return result.groups.flatMap((group) => [
		...(result.grouped_by === null ? [] : [{ group }]),
		...group.rows.map((row) => ({ row })),
	]);
}

export function countRows(result: BaseResult): number {
	return result.groups.reduce((sum, group) => sum + group.rows.length, 0);
}

/** What a cell says, as plain text. */
export function cellText(cell: BaseCell): string {
	if (cell === null) return '';
	if (typeof cell === 'string') return cell;
	switch (cell.kind) {
		case 'checkbox':
			return cell.checked ? 'true' : 'false';
		case 'tag':
			return `#${cell.tag}`;
		case 'list':
			return cell.items.map(cellText).join(', ');
		case 'icon':
			return cell.name;
		case 'html':
			return cell.html;
		case 'error':
			return `! ${cell.message}`;
		default:
			return cell.text;
	}
}

/** The value that a group has in common, in words. */
export function groupTitle(result: BaseResult, group: BaseGroup): string {
	return baseStrings.group(result.grouped_by ?? '', cellText(group.value) || baseStrings.nothing);
}

function heads(result: BaseResult): string[] {
	return result.columns.map(({ title }) => title);
}

function rows(result: BaseResult): string[][] {
	return result.groups.flatMap((group) => group.rows.map((row) => row.cells.map(cellText)));
}

/** The rows as CSV of RFC 4180. */
export function baseCsv(result: BaseResult): string {
	const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
	return [heads(result), ...rows(result)].map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

/** The rows as a Markdown table; links stay links. */
export function baseMarkdown(result: BaseResult): string {
	const escaped = (cell: string) => cell.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\s+/g, ' ');
	const line = (cells: string[]) => `| ${cells.join(' | ')} |\n`;
	const body = result.groups.flatMap((group) => group.rows.map((row) => line(row.cells.map(markdownCell))));
	return line(heads(result).map(escaped)) + line(heads(result).map(() => '---')) + body.join('');

	function markdownCell(cell: BaseCell): string {
		if (cell === null || typeof cell === 'string' || cell.kind !== 'link') return escaped(cellText(cell));
		const target = cell.target.replace(/\.md$/i, '');
		return target === cell.text ? `[[${target}]]` : `[[${target}\\|${escaped(cell.text)}]]`;
	}
}
