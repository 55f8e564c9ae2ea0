// The tables of HTML as tables of Markdown. The plugins there are leave the boxes of their own app around a table, or
// lose how its columns are aligned.
import type Turndown from 'turndown';

/** Adds the rules for tables. */
export function htmlTables(service: Turndown): void {
	service
		.addRule('cell', { filter: ['td', 'th'], replacement: (text, node) => cell(text, node as HTMLTableCellElement) })
		.addRule('row', { filter: 'tr', replacement: (text, node) => row(text, node as HTMLTableRowElement) })
		.addRule('section', { filter: ['thead', 'tbody', 'tfoot'], replacement: (text) => text })
		.addRule('caption', { filter: 'caption', replacement: () => '' })
		.addRule('table', { filter: 'table', replacement: (text, node) => table(text, node as HTMLTableElement) });
}

/** Whether a table only puts things side by side, or below each other: its cells are then taken as blocks. */
function isLayout(table: HTMLTableElement | null): boolean {
	if (!table || table.querySelector('table')) return true;
	return width(table) < 2;
}

function width(table: HTMLTableElement): number {
	return Math.max(0, ...[...table.rows].map((row) => [...row.cells].reduce((sum, each) => sum + spanOf(each), 0)));
}

function spanOf(cell: HTMLTableCellElement): number {
	// A hostile page may claim any number.
	return Math.min(Math.max(cell.colSpan, 1), 50);
}

function cell(text: string, element: HTMLTableCellElement): string {
	if (isLayout(element.closest('table'))) return `\n\n${text}\n\n`;
	const line = text
		.trim()
		.replace(/[ \t]*\n\s*/g, '<br>')
		.replace(/(?<!\\)\|/g, '\\|');
	return `| ${line} ${'|  '.repeat(spanOf(element) - 1)}`;
}

function row(text: string, element: HTMLTableRowElement): string {
	const table = element.closest('table');
	if (!table || isLayout(table)) return text;
	const missing = width(table) - [...element.cells].reduce((sum, each) => sum + spanOf(each), 0);
	const line = `${text}${'|  '.repeat(missing)}|\n`;
	return element === table.rows[0] ? `${line}${divider(table)}\n` : line;
}

function divider(table: HTMLTableElement): string {
	return `|${Array.from({ length: width(table) }, (_, column) => ` ${signOf(table, column)} |`).join('')}`;
}

/** A column is aligned as the first of its cells that says so. */
function signOf(table: HTMLTableElement, column: number): string {
	for (const { cells } of table.rows) {
		const found = cells[column];
		const said =
			found?.getAttribute('align') || found?.style.textAlign || /\balign-(\w+)/.exec(found?.className ?? '')?.[1];
		if (said) return { left: ':---', center: ':---:', right: '---:' }[said.toLowerCase()] ?? '---';
	}
	return '---';
}

function table(text: string, element: HTMLTableElement): string {
	if (isLayout(element)) return text;
	const caption = element.caption?.textContent?.trim() ?? '';
	return `\n\n${caption === '' ? '' : `${caption}\n\n`}${text.trim()}\n\n`;
}
