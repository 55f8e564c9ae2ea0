// Tests of what the research desk works out from the core's answers, told by examples.
import { describe, expect, it } from 'vitest';
import type { ThesisRow } from '../backend/bindings';
import { listBalance, placeChart } from './balance_chart';
import { dayNumber, dayOf, formatSpan, withDays } from './days';
import {
	filterLedger,
	ledgerColumns,
	newestFirst,
	readColumns,
	sortLedger,
	toCsv,
	toggleColumn,
	toMarkdown,
	usualColumns,
} from './ledger';
import { listPieces, plainText } from './linked_text';
import { findStatement } from './thesis_edits';
import { listLetters } from './thesis_marks';
import { listThesisRows } from './thesis_rows';
import { day, event, ledgerRow, thesisPage, timeline } from './thesis_samples';
import { TimelineChoice } from './timeline_choice.svelte';
import { listTimelineRows, stepRow } from './timeline_rows';

describe('days', () => {
	it('are counted without a time zone', () => {
		for (const written of ['1969-12-31', '2024-02-29', '2026-10-25']) expect(dayOf(dayNumber(written))).toBe(written);
		expect(dayNumber('1970-01-02')).toBe(1);
	});

	it('are written as exactly as they are known', () => {
		const span = (from: string | null, to: string | null, precision = 'range') =>
			formatSpan({ from, to, precision: precision as 'range' }, '2026-11-22');
		expect(span('2026-05-04', '2026-05-04', 'day')).toBe('4 May');
		expect(span('2025-05-04', '2025-05-04', 'day')).toBe('4 May 2025');
		expect(span('2026-05-01', '2026-05-31', 'month')).toBe('May 2026');
		expect(span('2026-04-01', '2026-06-30', 'quarter')).toBe('Q2 2026');
		expect(span('2026-01-01', '2026-12-31', 'year')).toBe('2026');
		expect(span('2026-05-01', '2026-05-03')).toBe('1 May – 3 May');
		expect(span('2026-05-01', null)).toBe('after 1 May');
		expect(span(null, null)).toBe('no date');
		expect(withDays('3 from 2026-05-04 to 2026-05-06', '2026-11-22')).toBe('3 from 4 May to 6 May');
	});
});

describe('a line with links', () => {
	it('falls into text and links, and reads as plain text', () => {
		const text = 'hits [[#^neutral]] and **not** [[Theses/Rails#Pillars|the rails]].';
		expect(listPieces(text).filter((piece) => piece.target)).toEqual([
			{ text: 'neutral', target: '#^neutral' },
			{ text: 'the rails', target: 'Theses/Rails#Pillars' },
		]);
		expect(plainText(text)).toBe('hits neutral and not the rails.');
	});
});

describe('letters', () => {
	it('are the initials of telling words, apart as long as there are any', () => {
		const titles = ['Amazon owns the rails', 'A model commoditizes', 'Models commoditize', 'مصدر', '…'];
		const letters = listLetters(titles.map((title) => ({ key: title, title })));
		expect([...letters.values()]).toEqual(['A', 'M', 'C', 'م', '?']);
	});
});

describe('the list of theses', () => {
	const row = (title: string, parts: Partial<ThesisRow> = {}) => ({ title, exists: true, ...parts }) as ThesisRow;
	const rows = [row('b', { last: '2026-01-01' }), row('c', { exists: false }), row('a', { status: 'Broken' })];

	it('is filtered by name and status, and those with no note come last', () => {
		expect(listThesisRows(rows, 'name', '').map(({ title }) => title)).toEqual(['a', 'b', 'c']);
		expect(listThesisRows(rows, 'last', '').map(({ title }) => title)).toEqual(['b', 'a', 'c']);
		expect(listThesisRows(rows, 'name', 'BROK').map(({ title }) => title)).toEqual(['a']);
	});
});

describe('the ledger', () => {
	const rows = [
		ledgerRow({ title: 'old', published: null, strength: null, reason: 'says "no", plainly' }),
		ledgerRow({
			title: 'new',
			stance: 'contradicts',
			strength: 'weak',
			source: 'https://www.ft.com/x',
			pillar: 'neutral',
		}),
		ledgerRow({ title: 'mid', strength: 'strong', reason: 'a | b' }),
	];
	const titles = (choice: Partial<typeof newestFirst>) =>
		filterLedger(sortLedger(rows, { ...newestFirst, ...choice }), { ...newestFirst, ...choice }).map(
			({ title }) => title,
		);

	it('is sorted both ways, with what has no value last', () => {
		expect(titles({ column: 'strength', descending: true })).toEqual(['mid', 'new', 'old']);
		expect(titles({ column: 'strength', descending: false })).toEqual(['new', 'mid', 'old']);
		expect(titles({})).toEqual(['new', 'mid', 'old']);
	});

	it('is filtered by words, side and pillar', () => {
		expect(titles({ words: 'ft.com' })).toEqual(['new']);
		expect(titles({ stance: 'contradicts' })).toEqual(['new']);
		expect(titles({ pillar: 'neutral' })).toEqual(['new']);
	});

	it('is written as CSV and Markdown with nothing lost', () => {
		const page = thesisPage({ ledger: rows });
		const csv = toCsv(rows, page, ledgerColumns);
		expect(csv.split('\r\n')).toHaveLength(5);
		expect(csv).toContain('"says ""no"", plainly"');
		expect(csv).toContain('ft.com');
		expect(toMarkdown(rows, page, ledgerColumns)).toContain('a \\| b');
	});

	it('has the columns that are chosen, in one order, here and where it is written out', () => {
		const page = thesisPage({ ledger: rows });
		const chosen = toggleColumn(toggleColumn(usualColumns, 'pillar'), 'published');
		expect(chosen).toEqual(['title', 'strength', 'pillar', 'source', 'reliability', 'root']);
		expect(toggleColumn(chosen, 'title')).toEqual(chosen);
		expect(toCsv(rows, page, chosen).split('\r\n')[0]).toBe(
			'Data point,Stance,Strength,Pillar,Source,Rel.,Root,Reason,Note',
		);
		expect(readColumns(['pillar', 'of another time'])).toEqual(['title', 'pillar']);
		expect(readColumns('nonsense')).toEqual(usualColumns);
	});
});

describe('the balance', () => {
	const dated = (from: string, to: string) =>
		({ from, to, precision: 'range', basis: 'published', basis_words: '', hollow: false }) as const;
	const page = thesisPage({
		balance: [day('2026-05-04', 1, 0), day('2026-05-08', 2, 1)],
		confidence_log: [
			{ day: '2026-05-05', confidence: 0.5, was: null, cause: null, reason: '', line: 12 },
			{ day: '2026-05-08', confidence: 0.75, was: null, cause: null, reason: '', line: 13 },
			{ day: '2026-05-08', confidence: 0.25, was: 0.75, cause: null, reason: '', line: 14 },
		],
		ledger: [
			ledgerRow({ title: 'first' }),
			ledgerRow({ title: 'draft', review: 'draft' }),
			ledgerRow({ title: 'month', published: dated('2026-05-01', '2026-05-08') }),
			ledgerRow({ title: 'undated', published: null }),
		],
	});
	const rows = listBalance(page);

	it('has a row for each day on which something changed, with both', () => {
		expect(rows.map((row) => [row.day, row.balance?.supports.strong, row.confidence, row.changes.length])).toEqual([
			['2026-05-04', 1, null, 0],
			['2026-05-05', 1, 0.5, 1],
			['2026-05-08', 2, 0.25, 2],
		]);
	});

	it('knows what came on a day: every line of the log, each with the number before it, and the evidence', () => {
		expect(rows[2]?.changes.map(({ was, confidence }) => [was, confidence])).toEqual([
			[0.5, 0.75],
			[0.75, 0.25],
		]);
		expect(rows.map((row) => row.notes.map(({ title }) => title))).toEqual([['first'], [], ['month']]);
	});

	it('is placed with evidence on both sides of the line and confidence between floor and ceiling', () => {
		const size = { width: 400, height: 200, left: 0, right: 0, top: 20, bottom: 20 };
		const chart = placeChart(rows, '2026-05-14', size);
		expect(chart.x('2026-05-04')).toBe(0);
		expect(chart.x('2026-05-14')).toBe(400);
		expect(chart.baseline).toBeCloseTo(20 + (160 * 2) / 3);
		expect(chart.points.map(({ y }) => y)).toEqual([100, 60, 140]);
		expect(chart.curve).toBe('M40 100H160V60H160V140H400');
		expect(chart.areas.find(({ stance, part }) => stance === 'contradicts' && part === 'strong')?.path).not.toContain(
			'V180',
		);
	});

	it('has a stop for each day, and one for days that cannot be told apart', () => {
		const size = { width: 400, height: 200, left: 0, right: 0, top: 20, bottom: 20 };
		expect(placeChart(rows, '2026-05-14', size).stops.map(({ from, x, to }) => [from, x, to])).toEqual([
			[0, 0, 20],
			[20, 40, 100],
			[100, 160, 400],
		]);
		const far = placeChart(rows, '2036-05-14', size).stops;
		expect(far.map((stop) => stop.rows.map(({ day }) => day))).toEqual([['2026-05-04', '2026-05-05', '2026-05-08']]);
	});

	it('can be empty, or of one day', () => {
		const size = { width: 400, height: 200, left: 0, right: 0, top: 20, bottom: 20 };
		expect(placeChart([], '2026-05-14', size).curve).toBe('');
		expect(placeChart(rows.slice(0, 1), '2026-05-04', size).areas[0]?.path).not.toContain('NaN');
	});
});

describe('the timeline', () => {
	const answer = timeline({
		Rails: [
			event({ label: 'first' }),
			event({ label: '40%', kind: 'confidence', stance: null }),
			event({ label: 'last', from: '2026-05-20', to: '2026-05-20' }),
		],
		Empty: [],
		Seats: [
			event({ label: 'near', from: '2026-05-19', to: '2026-05-19' }),
			event({ label: 'undated', from: null, to: null }),
		],
	});
	const rows = listTimelineRows(answer.lanes);
	const label = (index: number) => rows[index]?.event.label;

	it('is walked lane by lane, and across lanes to the nearest in time', () => {
		expect(rows.map((row) => row.event.label)).toEqual(['first', '40%', 'last', 'near', 'undated']);
		expect(label(stepRow(rows, 0, 'ArrowRight'))).toBe('40%');
		expect(label(stepRow(rows, 0, 'ArrowLeft'))).toBe('first');
		expect(label(stepRow(rows, 2, 'ArrowDown'))).toBe('near');
		expect(label(stepRow(rows, 3, 'ArrowUp'))).toBe('last');
		expect(label(stepRow(rows, 3, 'End'))).toBe('undated');
		expect(stepRow([], -1, 'ArrowRight')).toBe(-1);
	});

	it('is asked for what the filters say, whichever lanes and clock are chosen', () => {
		const choice = new TimelineChoice();
		expect(choice.filter).toEqual({ lane: 'thesis', clock: 'published' });
		choice.stances = new Set(['contradicts']);
		choice.toggle('watch');
		choice.choose('2026-06-30', '2026-05-01');
		choice.tag = { key: 'cloud', title: '#cloud' };
		choice.text = '  rents ';
		for (const lane of ['source', 'tag'] as const) {
			choice.lane = lane;
			expect(choice.filter).toEqual({
				lane,
				clock: 'published',
				from: '2026-05-01',
				to: '2026-06-30',
				only: {
					kinds: ['evidence', 'confidence', 'proposal'],
					stances: ['contradicts'],
					tags: ['cloud'],
					text: 'rents',
				},
			});
		}
		expect(choice.count).toBe(5);
		choice.clearFilters();
		expect(choice.count).toBe(0);
		expect(choice.filter).toEqual({ lane: 'tag', clock: 'published' });
	});

	it('comes back as it was left, but looks from today', () => {
		const choice = new TimelineChoice();
		choice.lane = 'source';
		choice.clock = 'occurred';
		choice.filtersOpen = true;
		choice.stances = new Set(['supports']);
		choice.strengths = new Set(['strong', 'weak']);
		choice.source = { key: 'ledger', title: 'Ledger' };
		choice.text = 'rents';
		choice.thesis = 'Theses/Rails.md';
		choice.knownOn = '2026-05-01';
		choice.toggle('watch');
		choice.choose('2026-05-01', '2026-06-30');
		const again = new TimelineChoice();
		again.restore(JSON.parse(JSON.stringify(choice.record())));
		expect(again.record()).toEqual(choice.record());
		expect(again.filter).toEqual({ ...choice.filter, as_known_on: undefined });
		again.restore(undefined);
		expect(again.record()).toEqual(new TimelineChoice().record());
	});

	it('takes up nothing that makes no sense', () => {
		const choice = new TimelineChoice();
		choice.restore({
			lane: 'moon',
			clock: 7,
			hidden: ['evidence', 'confidence', 'watch', 'proposal'],
			stances: 'supports',
			strengths: ['strong', 'loud'],
			range: { from: '2026-13-01', to: 'May' },
			source: 'Ledger',
			tag: { title: 'no key' },
			text: null,
		} as never);
		expect(choice.filter).toEqual({ lane: 'thesis', clock: 'published', only: { strengths: ['strong'] } });
	});
});

describe('the statement', () => {
	const at = (line: number, end = line) => ({ start: { line }, end: { line: end } });

	it('is the first paragraph behind the title', () => {
		const headings = [{ level: 1, position: at(3) }];
		const sections = [
			{ type: 'yaml', position: at(0, 2) },
			{ type: 'heading', position: at(3) },
			{ type: 'paragraph', position: at(5, 6) },
		];
		expect(findStatement({ headings, sections })).toEqual({ from: 5, to: 6 });
		expect(findStatement({ headings, sections: sections.slice(0, 2) })).toBeNull();
	});
});
