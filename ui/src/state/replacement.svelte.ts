// Replacing a text in all notes: what would change, what of it is left out, and the one step that does it.

import { type Asked, errorText } from '../backend/backend';
import type { LeftOut, LineEdit, Planned } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import { filesOf } from './refactorings';
import { strings } from './strings';

/** A note with the lines of it that would change. */
export interface ReplacedFile {
	path: string;
	edits: LineEdit[];
}

/** A row of the list: a note, or one of its lines. */
export interface ReplaceRow {
	key: string;
	path: string;
	/** Null for the row of the note. */
	edit: LineEdit | null;
	/** The lines of the note that would change. */
	lines: number;
}

/** Milliseconds of rest before what was typed is planned. */
const pause = 250;

export class Replacement {
	/** The field for the new text is shown, and what would change instead of what was found. */
	open = $state(false);
	find = $state('');
	to = $state('');
	within = $state('');
	matchCase = $state(false);
	plan = $state.raw<Planned | null>(null);
	/** Why there is no plan; empty where there is one, or nothing to look for. */
	problem = $state('');
	/** The plan is being made, or carried out. */
	busy = $state(false);
	folded = $state.raw<ReadonlySet<string>>(new Set());
	#left = $state.raw<ReadonlyMap<string, ReadonlySet<number> | 'all'>>(new Map());
	#asked = 0;

	readonly files = $derived.by(() => {
		const files = new Map<string, ReplacedFile>();
		for (const edit of this.plan?.edits ?? []) {
			const file = files.get(edit.path) ?? { path: edit.path, edits: [] };
			file.edits.push(edit);
			files.set(edit.path, file);
		}
		return [...files.values()];
	});

	readonly rows = $derived.by(() =>
		this.files.flatMap(({ path, edits }): ReplaceRow[] => [
			{ key: path, path, edit: null, lines: edits.length },
			...(this.folded.has(path)
				? []
				: edits.map((edit) => ({ key: `${path} ${edit.line}`, path, edit, lines: edits.length }))),
		]),
	);

	/** The lines that are not left out. */
	readonly chosen = $derived.by(() => {
		let lines = 0;
		const files = new Set<string>();
		for (const edit of this.plan?.edits ?? []) {
			if (this.isLeftOut(edit)) continue;
			lines += 1;
			files.add(edit.path);
		}
		return { lines, files: files.size };
	});

	constructor(private app: AppState) {}

	isLeftOut({ path, line }: Pick<LineEdit, 'path' | 'line'>): boolean {
		const left = this.#left.get(path);
		return left === 'all' || (left?.has(line) ?? false);
	}

	/** How much of a note is chosen. */
	chosenOf(path: string): 'all' | 'some' | 'none' {
		const left = this.#left.get(path);
		if (left === 'all') return 'none';
		return left && left.size > 0 ? 'some' : 'all';
	}

	/** Takes a whole note in, or leaves it out. */
	toggleFile(path: string): void {
		const left = new Map(this.#left);
		if (this.chosenOf(path) === 'none') left.delete(path);
		else left.set(path, 'all');
		this.#left = left;
	}

	/** Takes one line in, or leaves it out. */
	toggleLine({ path, line }: Pick<LineEdit, 'path' | 'line'>): void {
		const all = this.files.find((file) => file.path === path)?.edits.map((edit) => edit.line) ?? [];
		const former = this.#left.get(path);
		const lines = new Set(former === 'all' ? all : former);
		if (!lines.delete(line)) lines.add(line);
		const left = new Map(this.#left);
		if (lines.size === 0) left.delete(path);
		else left.set(path, lines.size === all.length ? 'all' : lines);
		this.#left = left;
	}

	toggleFold(path: string): void {
		const folded = new Set(this.folded);
		if (!folded.delete(path)) folded.add(path);
		this.folded = folded;
	}

	/** Plans anew what is in the fields, after a rest. Call in an effect; the answer ends the wait. */
	follow(): () => void {
		const request = this.#request();
		this.#forget();
		if (this.find.trim() === '') return () => {};
		const timer = setTimeout(() => void this.#preview(request), pause);
		return () => clearTimeout(timer);
	}

	/** Makes the changes that are not left out, as one step. */
	async apply(): Promise<void> {
		const { plan, chosen, app } = this;
		if (!plan || chosen.lines === 0 || this.busy) return;
		const left_out: LeftOut[] = [...this.#left].map(([path, lines]) => ({
			path,
			lines: lines === 'all' ? [] : [...lines],
		}));
		this.busy = true;
		await app.attempt(async () => {
			await app.notes.flush();
			const done = await app.ask<'replace'>({
				...this.#request(),
				shown: plan.shown,
				left_out,
				dry_run: false,
			});
			for (const warning of done.warnings) app.notices.problem(warning);
			app.files.tellOf(strings.replace.done(done.edits.length, filesOf(done)), () => void this.again());
			this.#forget();
		});
		this.busy = false;
		await this.again();
	}

	/** Plans anew at once. */
	async again(): Promise<void> {
		if (this.find.trim() !== '') await this.#preview(this.#request());
	}

	#request() {
		const { find, to, matchCase, within } = this;
		return { ask: 'replace' as const, find, to, match_case: matchCase, within, dry_run: true };
	}

	async #preview(request: Asked<'replace'>): Promise<void> {
		const asked = ++this.#asked;
		this.busy = true;
		try {
			// What is not saved yet would be missing, and would be in the way.
			await this.app.notes.flush();
			const plan = await this.app.ask<'replace'>(request);
			if (asked !== this.#asked) return;
			const same = this.plan?.shown === plan.shown;
			this.plan = plan;
			this.problem = '';
			if (!same) this.#left = new Map();
		} catch (thrown) {
			if (asked !== this.#asked) return;
			this.plan = null;
			this.problem = errorText(thrown);
		} finally {
			if (asked === this.#asked) this.busy = false;
		}
	}

	#forget(): void {
		this.#asked += 1;
		this.busy = false;
		this.plan = null;
		this.problem = '';
		this.#left = new Map();
	}
}
