// Changes to many notes: what is left out, what is asked first, what a line names, and how a line is shown.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask, Backend } from '../backend/backend';
import type { LineEdit, Planned } from '../backend/bindings';
import { AppState } from './app_state.svelte';
import { diffLine } from './line_diff';
import { namedPart } from './refactorings';
import { searchText } from './search_rows';

const edit = (path: string, line: number): LineEdit => ({ path, line, before: `old ${line}`, after: `new ${line}` });
const edits = [edit('a.md', 1), edit('a.md', 4), edit('b.md', 2)];
const plan = (shown = 'hash'): Planned => ({ moved: [], edits, warnings: [], shown });

let asked: { ask: string; dry_run?: boolean }[];
let answer: (request: { ask: string }) => unknown;
let app: AppState;

beforeEach(() => {
	asked = [];
	answer = () => plan();
	const ask = (async (request: { ask: string }) => {
		asked.push(request);
		return answer(request);
	}) as unknown as Ask;
	app = new AppState({ ask } as unknown as Backend);
});

describe('replacing', () => {
	beforeEach(async () => {
		app.replacement.find = 'old';
		app.replacement.to = 'new';
		await app.replacement.again();
	});

	it('shows every line below its note, and folds', () => {
		const keys = () => app.replacement.rows.map((row) => row.key);
		expect(keys()).toEqual(['a.md', 'a.md 1', 'a.md 4', 'b.md', 'b.md 2']);
		app.replacement.toggleFold('a.md');
		expect(keys()).toEqual(['a.md', 'b.md', 'b.md 2']);
	});

	it('leaves out lines and notes, and takes them in again', () => {
		const { replacement } = app;
		replacement.toggleLine(edit('a.md', 4));
		expect(replacement.chosenOf('a.md')).toBe('some');
		expect(replacement.chosen).toEqual({ lines: 2, files: 2 });
		replacement.toggleLine(edit('a.md', 1));
		expect(replacement.chosenOf('a.md')).toBe('none');
		replacement.toggleLine(edit('a.md', 4));
		expect(replacement.isLeftOut(edit('a.md', 4))).toBe(false);
		expect(replacement.isLeftOut(edit('a.md', 1))).toBe(true);
		replacement.toggleFile('b.md');
		expect(replacement.chosen).toEqual({ lines: 1, files: 1 });
		replacement.toggleFile('b.md');
		expect(replacement.chosen).toEqual({ lines: 2, files: 2 });
	});

	it('names what was shown and what was left out', async () => {
		app.replacement.toggleLine(edit('a.md', 4));
		app.replacement.toggleFile('b.md');
		await app.replacement.apply();
		const done = asked.find((request) => request.dry_run === false);
		expect(done).toMatchObject({
			ask: 'replace',
			find: 'old',
			to: 'new',
			shown: 'hash',
			left_out: [
				{ path: 'a.md', lines: [4] },
				{ path: 'b.md', lines: [] },
			],
		});
		expect(app.notices.list[0]?.action?.title).toBe('Undo');
	});

	it('does nothing where every line is left out', async () => {
		app.replacement.toggleFile('a.md');
		app.replacement.toggleFile('b.md');
		await app.replacement.apply();
		expect(asked.some((request) => request.dry_run === false)).toBe(false);
	});

	it('says what was refused, and shows what would change now', async () => {
		answer = (request) => {
			if ((request as unknown as { dry_run: boolean }).dry_run) return plan('other');
			throw { code: 'conflict', message: 'the notes have changed since this was shown' };
		};
		await app.replacement.apply();
		expect(app.notices.list[0]?.text).toContain('have changed');
		expect(app.replacement.plan?.shown).toBe('other');
	});
});

describe('a rename', () => {
	it('writes nothing before there is a name, and offers to take it back', async () => {
		const renaming = app.refactor.renameTag('old');
		await vi.waitFor(() => expect(app.dialogs.naming?.title).toBe('Rename the tag #old'));
		expect(asked).toEqual([]);
		await app.dialogs.naming?.plan('#new');
		expect(asked).toEqual([{ ask: 'rename_tag', tag: 'old', to: 'new', dry_run: true }]);
		app.dialogs.answerName('new');
		await renaming;
		expect(asked.at(-1)).toEqual({ ask: 'rename_tag', tag: 'old', to: 'new', dry_run: false });
		expect(app.notices.list[0]?.text).toBe('Done. 3 lines in 2 notes changed.');
	});

	it('is given up with the dialog', async () => {
		const renaming = app.refactor.renamePart('a.md', 3, '## Heading ^id');
		await vi.waitFor(() => expect(app.dialogs.naming?.value).toBe('Heading'));
		app.dialogs.answerName(null);
		await renaming;
		expect(asked).toEqual([]);
	});

	it('knows what a line names', () => {
		expect(namedPart('## A *b* ## ')).toEqual({ subpath: '#A *b*', text: 'A *b*', kind: 'heading' });
		expect(namedPart('text ^a-1')).toEqual({ subpath: '#^a-1', text: 'a-1', kind: 'block' });
		expect(namedPart('^a')?.text).toBe('a');
		expect(namedPart('x^2')).toBeNull();
		expect(namedPart('#tag')).toBeNull();
	});
});

describe('a merge', () => {
	it('asks for the other note, shows the plan, and closes what is gone', async () => {
		app.panes.open({ view: 'note', path: 'a.md' }, 'tab');
		const merging = app.refactor.merge('a.md');
		await vi.waitFor(() => expect(app.dialogs.picking?.except).toBe('a.md'));
		app.dialogs.answerPick({ path: 'b.md' });
		await vi.waitFor(() => expect(app.dialogs.asked?.title).toBe('Merge “a” into “b”?'));
		expect(asked).toEqual([{ ask: 'merge_notes', note: 'a.md', into: 'b.md', dry_run: true }]);
		app.dialogs.answer(true);
		await merging;
		expect(asked.at(-1)).toMatchObject({ ask: 'merge_notes', dry_run: false });
		expect(app.panes.activeNote).toBe('b.md');
	});
});

describe('a changed line', () => {
	const shown = (before: string, after: string) =>
		diffLine(before, after)
			.map(({ text, kind }) => (kind === 'old' ? `[-${text}-]` : kind === 'new' ? `[+${text}+]` : text))
			.join('');

	it('shows whole words that go and come', () => {
		expect(shown('see the last line', 'see THE Last line')).toBe('see [-the-][+THE+] [-last-][+Last+] line');
		expect(shown('a [[Old]] b', 'a [[New name]] b')).toBe('a [[[-Old-][+New name+]]] b');
		expect(shown('gone', '')).toBe('[-gone-]');
	});

	it('is cut where it is long and stays', () => {
		const text = shown(`${'x '.repeat(200)}old${' y'.repeat(200)}`, `${'x '.repeat(200)}new${' y'.repeat(200)}`);
		expect(text).toContain('[-old-][+new+]');
		expect(text.length).toBeLessThan(200);
	});
});

it('what was found is copied as links with their lines', () => {
	const hit = { path: 'x/a.md', title: 'a', score: 1, found: 1, matches: [{ line: 2, text: 'two', spans: [] }] };
	expect(searchText([hit as never])).toBe('- [[a]]\n\t- two\n');
});
