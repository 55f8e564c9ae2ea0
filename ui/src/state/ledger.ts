// The ledger of a thesis as a table: filtered, sorted, and written out as CSV or Markdown.

import type { LedgerRow, Stance, ThesisPage } from '../backend/bindings';
import { formatSpan } from './days';
import { plainText } from './linked_text';
import { strings } from './strings';

export type LedgerColumn = keyof typeof strings.ledger.columns;

/** All columns in their order. */
export const ledgerColumns = Object.keys(strings.ledger.columns) as LedgerColumn[];
/** Those that are shown until a person chooses; the sign before a data point is its stance. */
export const usualColumns: readonly LedgerColumn[] = [
	'published',
	'title',
	'strength',
	'source',
	'reliability',
	'root',
];
/** What each column needs, in pixels; the data point takes what is left, and at least this. */
export const columnWidths: Record<LedgerColumn, number> = {
	published: 112,
	title: 232,
	stance: 96,
	strength: 96,
	pillar: 192,
	source: 152,
	reliability: 64,
	root: 80,
};
/** What cannot be taken away. */
const keptColumn: LedgerColumn = 'title';

/** The columns with one more, or one less; the data point itself stays. */
export function toggleColumn(columns: readonly LedgerColumn[], column: LedgerColumn): LedgerColumn[] {
	const wanted = (each: LedgerColumn) => each === keptColumn || columns.includes(each) !== (each === column);
	return ledgerColumns.filter(wanted);
}

/** Columns as they were remembered; those of another time are dropped. */
export function readColumns(remembered: unknown): readonly LedgerColumn[] {
	if (!Array.isArray(remembered)) return usualColumns;
	return ledgerColumns.filter((column) => column === keptColumn || remembered.includes(column));
}

export interface LedgerChoice {
	column: LedgerColumn;
	/** From the largest, newest or last. */
	descending: boolean;
	words: string;
	stance: Stance | 'all';
	/** A pillar's block id; null shows all. */
	pillar: string | null;
}

export const newestFirst: LedgerChoice = {
	column: 'published',
	descending: true,
	words: '',
	stance: 'all',
	pillar: null,
};

const hardness = { strong: 3, moderate: 2, weak: 1 };

/** The rows that a choice shows, in the order that they are in. */
export function filterLedger(
	rows: readonly LedgerRow[],
	choice: Pick<LedgerChoice, 'words' | 'stance' | 'pillar'>,
): LedgerRow[] {
	const words = choice.words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
	return rows.filter((row) => {
		if (choice.stance !== 'all' && row.stance !== choice.stance) return false;
		if (choice.pillar !== null && !isOn(row, choice.pillar)) return false;
		if (words.length === 0) return true;
		const text = `${row.title} ${row.reason} ${sourceOf(row)}`.toLocaleLowerCase();
		return words.every((word) => text.includes(word));
	});
}

/** Whether an edge bears on a pillar; block ids are compared without case, as the core does. */
export function isOn({ pillar }: Pick<LedgerRow, 'pillar'>, id: string): boolean {
	return pillar?.toLowerCase() === id.toLowerCase();
}

/** The rows in the order of a choice; those that are equal in it stay in the core's order. */
export function sortLedger(
	rows: readonly LedgerRow[],
	{ column, descending }: Pick<LedgerChoice, 'column' | 'descending'>,
): LedgerRow[] {
	const sign = descending ? -1 : 1;
	const ranked = rows.map((row) => ({ row, rank: rankOf(row, column) }));
	ranked.sort(({ rank: a }, { rank: b }) => {
		// What has no value stays last, whichever way the rest goes.
		if (a === '' || b === '') return Number(a === '') - Number(b === '');
		return sign * (typeof a === 'number' ? a - Number(b) : collator.compare(a, String(b)));
	});
	return ranked.map(({ row }) => row);
}

/** Made once: without it each comparison would make its own. */
const collator = new Intl.Collator();

function rankOf(row: LedgerRow, column: LedgerColumn): string | number {
	switch (column) {
		case 'published':
			return row.published?.from ?? row.published?.to ?? '';
		case 'title':
			return row.title.toLocaleLowerCase();
		case 'strength':
			return row.strength ? hardness[row.strength] : '';
		case 'root':
			return row.root;
		case 'source':
			return sourceOf(row).toLocaleLowerCase();
		case 'stance':
			return row.stance;
		default:
			return row[column] ?? '';
	}
}

/** Who said it, or where: the publisher, else the site, else what the note calls its source. */
export function sourceOf(row: LedgerRow): string {
	if (row.publisher.length > 0) return row.publisher.map(({ title }) => title).join(', ');
	const source = row.source ?? '';
	return URL.canParse(source) ? new URL(source).hostname.replace(/^www\./, '') : plainText(source);
}

/** What is written of a row: the columns that are shown, its stance, and always why and where. */
const written: Record<LedgerColumn | 'reason' | 'note', (row: LedgerRow, page: ThesisPage) => string> = {
	published: (row) => (row.published ? formatSpan(row.published) : ''),
	title: (row) => row.title,
	stance: (row) => strings.stance.words[row.stance],
	strength: (row) => row.strength ?? '',
	pillar: (row, page) => plainText(page.pillars.find(({ id }) => isOn(row, id))?.text ?? row.pillar ?? ''),
	source: (row) => sourceOf(row),
	reliability: (row) => row.reliability ?? '',
	root: (row) => row.root,
	reason: (row) => plainText(row.reason),
	note: (row) => row.note,
};

/** Heads and cells of the columns that are shown. */
function listLines(rows: readonly LedgerRow[], page: ThesisPage, columns: readonly LedgerColumn[]): string[][] {
	const listed = ledgerColumns.filter((column) => column === 'stance' || columns.includes(column));
	const parts = [...listed, 'reason', 'note'] as const;
	const heads = { ...strings.ledger.columns, reason: strings.ledger.reason, note: strings.ledger.note };
	return [parts.map((part) => heads[part]), ...rows.map((row) => parts.map((part) => written[part](row, page)))];
}

/** The rows as CSV of RFC 4180. */
export function toCsv(rows: readonly LedgerRow[], page: ThesisPage, columns: readonly LedgerColumn[]): string {
	const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
	return listLines(rows, page, columns)
		.map((line) => `${line.map(quoted).join(',')}\r\n`)
		.join('');
}

/** The rows as a Markdown table. */
export function toMarkdown(rows: readonly LedgerRow[], page: ThesisPage, columns: readonly LedgerColumn[]): string {
	const escaped = (cell: string) => cell.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\s+/g, ' ');
	const line = (row: readonly string[]) => `| ${row.map(escaped).join(' | ')} |\n`;
	const [heads = [], ...lines] = listLines(rows, page, columns);
	return `# ${page.title}\n\n${line(heads)}${line(heads.map(() => '---'))}${lines.map(line).join('')}`;
}
