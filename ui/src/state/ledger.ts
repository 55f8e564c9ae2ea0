// The ledger of a thesis as a table: filtered, sorted, and written out as CSV or Markdown.

import type { LedgerRow, Stance, ThesisPage } from '../backend/bindings';
import { formatSpan } from './days';
import { plainText } from './linked_text';
import { strings } from './strings';

export type LedgerColumn = keyof typeof strings.ledger.columns;

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

/** The rows that a choice shows, in its order; rows that are equal in it stay in the core's order. */
export function listLedger(rows: readonly LedgerRow[], choice: LedgerChoice): LedgerRow[] {
	const words = choice.words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
	const kept = rows.filter((row) => {
		if (choice.stance !== 'all' && row.stance !== choice.stance) return false;
		if (choice.pillar !== null && row.pillar !== choice.pillar) return false;
		const text = `${row.title} ${row.reason} ${sourceOf(row)}`.toLocaleLowerCase();
		return words.every((word) => text.includes(word));
	});
	const sign = choice.descending ? -1 : 1;
	const of = (row: LedgerRow) => rankOf(row, choice.column);
	return kept.sort((a, b) => {
		const [first, second] = [of(a), of(b)];
		// What has no value stays last, whichever way the rest goes.
		if (first === '' || second === '') return Number(first === '') - Number(second === '');
		return sign * (typeof first === 'number' ? first - Number(second) : first.localeCompare(String(second)));
	});
}

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

function cells(row: LedgerRow, page: ThesisPage): string[] {
	const pillar = page.pillars.find(({ id }) => id === row.pillar)?.text ?? row.pillar ?? '';
	return [
		row.published ? formatSpan(row.published) : '',
		row.title,
		strings.stance.words[row.stance],
		row.strength ?? '',
		plainText(pillar),
		sourceOf(row),
		row.reliability ?? '',
		row.root,
		plainText(row.reason),
		row.note,
	];
}

function heads(): string[] {
	return [...Object.values(strings.ledger.columns), strings.ledger.reason, strings.ledger.note];
}

/** The rows as CSV of RFC 4180. */
export function toCsv(rows: readonly LedgerRow[], page: ThesisPage): string {
	const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
	return [heads(), ...rows.map((row) => cells(row, page))].map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

/** The rows as a Markdown table. */
export function toMarkdown(rows: readonly LedgerRow[], page: ThesisPage): string {
	const escaped = (cell: string) => cell.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\s+/g, ' ');
	const line = (row: string[]) => `| ${row.map(escaped).join(' | ')} |\n`;
	return `# ${page.title}\n\n${line(heads())}${line(heads().map(() => '---'))}${rows.map((row) => line(cells(row, page))).join('')}`;
}
