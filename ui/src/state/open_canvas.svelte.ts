// One open canvas: what it shows, and the way of its changes to the file and back.
//
// Invariants: a change is shown at once, and is in the queue, on its way, or in the file; it names the hash of what was
// last seen, so that the core puts it together with what another program wrote, or leaves the choice to the person.

import type { Ask } from '../backend/backend';
import { errorText, isApiError } from '../backend/backend';
import type { BrokenCanvas, CanvasChange, CanvasSaved, CanvasShapes, Draft, OpenedCanvas } from '../backend/bindings';
import { changed, shiftsNames } from './canvas_shapes';
import { nameOf } from './file_tree.svelte';
import type { SaveState } from './open_note.svelte';

/** The file changed outside in what was changed here. A null hash: it is gone. */
export interface CanvasConflict {
	hash: string | null;
	/** The file as it would be with the changes made here. */
	mine: string;
}

/** What happens to a canvas that others should hear of. */
export interface CanvasEvents {
	merged(canvas: OpenCanvas): void;
	refused(thrown: unknown): void;
}

/** What the person did in one go, to be undone in one go. */
interface Step {
	changes: CanvasChange[];
	how: 'do' | 'undo' | 'redo';
	/** Steps of one kind in a row, such as moves by the arrow keys, are one. */
	kind: string;
}

/** Milliseconds. */
const savePause = 500;
const retryPauses = [5_000, 15_000, 60_000];
const mostSteps = 200;

export class OpenCanvas {
	path = $state('');
	shapes = $state.raw<CanvasShapes>({ nodes: [], edges: [] });
	broken = $state.raw<BrokenCanvas | null>(null);
	/** The text of a broken canvas. */
	text = $state.raw('');
	editable = $state(false);
	reason = $state('');
	state = $state<SaveState>('clean');
	/** Why the last save failed; empty otherwise. */
	problem = $state('');
	conflict = $state.raw<CanvasConflict | null>(null);
	draft = $state.raw<Draft | null>(null);
	canUndo = $state(false);
	canRedo = $state(false);
	/** How many views show it. */
	shown = 0;
	/** Nobody looked while it changed outside. */
	stale = false;
	/** The hash of the bytes last seen on disk. */
	hash = '';

	#queue: Step[] = [];
	#undo: CanvasChange[][] = [];
	#redo: CanvasChange[][] = [];
	#saving: Promise<void> | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#failures = 0;
	/** The shapes are to be read again after the next save. */
	#unsure = false;

	constructor(
		private ask: Ask,
		private events: CanvasEvents,
		opened: OpenedCanvas,
	) {
		this.#take(opened);
	}

	get title(): string {
		return nameOf(this.path).replace(/\.canvas$/i, '');
	}

	get isDirty(): boolean {
		return this.#queue.length > 0 || this.#saving !== undefined;
	}

	get isDeleted(): boolean {
		return this.conflict !== null && this.conflict.hash === null;
	}

	/** Whether changes are taken now. */
	get canChange(): boolean {
		return this.editable && this.conflict === null && this.draft === null;
	}

	/** Shows changes and saves them soon. `kind` joins them with the step before where that is of the same kind. */
	change(changes: CanvasChange[], kind = ''): void {
		if (!this.canChange || changes.length === 0) return;
		for (const change of changes) {
			this.#unsure ||= shiftsNames(this.shapes, change);
			this.shapes = changed(this.shapes, change);
		}
		const last = this.#queue.at(-1);
		if (kind !== '' && last?.kind === kind && last.how === 'do') last.changes.push(...changes);
		else this.#queue.push({ changes, how: 'do', kind });
		this.#redo = [];
		this.#count();
		this.#touch();
	}

	undo(): Promise<void> {
		return this.#takeBack('undo');
	}

	redo(): Promise<void> {
		return this.#takeBack('redo');
	}

	/** Saves what is not saved. The outcome is in `state`. */
	async save(): Promise<void> {
		clearTimeout(this.#timer);
		while (this.#saving) await this.#saving;
		if (this.#queue.length === 0 || this.conflict) return;
		this.#saving = this.#send().finally(() => {
			this.#saving = undefined;
		});
		await this.#saving;
	}

	/** Saves until nothing is left; the core keeps a draft of what cannot be written. */
	async flush(): Promise<void> {
		for (let round = 0; round < 3 && this.isDirty && !this.conflict; round += 1) {
			await this.save();
			if (this.state === 'error') break;
		}
	}

	/** Ends a conflict: the canvas with the changes made here becomes the file. */
	async keepMine(): Promise<void> {
		const { conflict } = this;
		if (!conflict) return;
		await this.#attempt(async () => {
			const seen = conflict.hash ?? '';
			const saved = await this.ask<'overwrite'>({ ask: 'overwrite', path: this.path, text: conflict.mine, seen });
			if (saved.outcome === 'conflict') {
				this.conflict = { hash: saved.hash, mine: conflict.mine };
				return;
			}
			await this.#startOver();
		});
	}

	/** Ends a conflict: what is in the file is shown; the changes made here are dropped. */
	async takeTheirs(): Promise<void> {
		if (this.conflict?.hash == null) return;
		await this.#attempt(() => this.#startOver());
	}

	/** Writes the changes that an earlier save could not, put together with what the file is now. */
	async restoreDraft(): Promise<void> {
		const { draft } = this;
		if (!draft) return;
		await this.#attempt(async () => {
			const { text, seen } = draft;
			const saved = await this.ask<'save'>({ ask: 'save', path: this.path, text, seen });
			if (saved.outcome === 'conflict') this.conflict = { hash: saved.hash, mine: text };
			else await this.#startOver();
			this.draft = null;
		});
	}

	async discardDraft(): Promise<void> {
		this.draft = null;
		await this.ask<'drop_draft'>({ ask: 'drop_draft', path: this.path });
	}

	/** Takes up what another program or command wrote. Changes still to be saved meet it when they are. */
	async reopen(): Promise<void> {
		if (this.isDirty || (this.conflict !== null && !this.isDeleted)) return;
		const { hash, path } = this;
		try {
			const opened = await this.ask<'canvas'>({ ask: 'canvas', path });
			// Changed here meanwhile: what was read is older than what is shown, or is met by the next save.
			// Moved meanwhile: it was asked for again.
			if (this.isDirty || hash !== this.hash || path !== this.path) return;
			this.stale = false;
			if (opened.hash === this.hash && !this.conflict) return;
			this.conflict = null;
			this.#forgetSteps();
			this.#take(opened);
			this.state = 'clean';
		} catch (thrown) {
			if (isApiError(thrown) && thrown.code === 'not_found' && path === this.path) await this.#lose();
		}
	}

	/** Ends the timers; nothing is saved any more. */
	dispose(): void {
		clearTimeout(this.#timer);
	}

	#take(opened: OpenedCanvas): void {
		this.path = opened.path;
		this.hash = opened.hash;
		this.shapes = opened.shapes;
		this.broken = opened.broken;
		this.text = opened.text;
		this.editable = opened.editable;
		this.reason = opened.reason;
		this.draft = opened.draft;
		this.#unsure = false;
	}

	async #takeBack(how: 'undo' | 'redo'): Promise<void> {
		// What a step did is known once it is saved.
		await this.flush();
		const changes = (how === 'undo' ? this.#undo : this.#redo).pop();
		if (!changes || !this.canChange) return;
		this.#queue.push({ changes, how, kind: '' });
		this.#unsure = true;
		this.#count();
		await this.save();
	}

	#touch(): void {
		if (this.state !== 'error') this.state = 'dirty';
		this.#plan(savePause);
	}

	#plan(pause: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.save(), pause);
	}

	async #send(): Promise<void> {
		const steps = this.#queue;
		this.#queue = [];
		this.state = 'saving';
		try {
			const changes = steps.flatMap((step) => step.changes);
			const answer = await this.ask<'edit_canvas'>({ ask: 'edit_canvas', path: this.path, changes, seen: this.hash });
			await this.#accept(answer, steps);
		} catch (thrown) {
			await this.#fail(thrown, steps);
		}
	}

	async #accept({ saved, inverse, mine }: CanvasSaved, steps: Step[]): Promise<void> {
		if (saved.outcome === 'conflict') {
			this.#queue = [...steps, ...this.#queue];
			this.conflict = { hash: saved.hash, mine };
			this.state = 'conflict';
			return;
		}
		this.#failures = 0;
		this.problem = '';
		this.hash = saved.hash;
		this.#remember(steps, inverse);
		if (saved.outcome === 'merged' || this.#unsure) await this.#readShapes();
		if (saved.outcome === 'merged') this.events.merged(this);
		this.state = this.#queue.length > 0 ? 'dirty' : 'saved';
		if (this.#queue.length > 0) this.#plan(savePause);
	}

	#remember(steps: Step[], inverse: CanvasChange[][]): void {
		let at = 0;
		for (const { changes, how } of steps) {
			const back = inverse
				.slice(at, at + changes.length)
				.reverse()
				.flat();
			at += changes.length;
			(how === 'undo' ? this.#redo : this.#undo).push(back);
		}
		this.#undo.splice(0, this.#undo.length - mostSteps);
		this.#count();
	}

	async #readShapes(): Promise<void> {
		const opened = await this.ask<'canvas'>({ ask: 'canvas', path: this.path });
		// Changed again meanwhile: the next save meets it.
		if (opened.hash !== this.hash) return;
		this.#unsure = false;
		this.shapes = this.#queue.flatMap((step) => step.changes).reduce(changed, opened.shapes);
	}

	async #fail(thrown: unknown, steps: Step[]): Promise<void> {
		// What does not fit the canvas will not fit it later either: it is shown again as it is.
		if (isApiError(thrown) && ['not_found', 'invalid', 'exists'].includes(thrown.code)) {
			this.events.refused(thrown);
			await this.#startOver().catch(() => this.#lose());
			return;
		}
		this.#queue = [...steps, ...this.#queue];
		this.state = 'error';
		this.problem = errorText(thrown);
		const pause = retryPauses[Math.min(this.#failures, retryPauses.length - 1)] ?? savePause;
		this.#failures += 1;
		this.#plan(pause);
	}

	async #startOver(): Promise<void> {
		this.#queue = [];
		this.#forgetSteps();
		this.#take(await this.ask<'canvas'>({ ask: 'canvas', path: this.path }));
		this.conflict = null;
		this.problem = '';
		this.state = 'clean';
	}

	/** The file is gone: the canvas stays, and is only written again when asked to. */
	async #lose(): Promise<void> {
		const asked = { ask: 'edit_canvas', path: this.path, changes: [], seen: this.hash } as const;
		const { mine } = await this.ask<'edit_canvas'>({ ...asked, changes: [] });
		this.conflict = { hash: null, mine };
		this.state = 'conflict';
	}

	async #attempt(run: () => Promise<void>): Promise<void> {
		try {
			await run();
		} catch (thrown) {
			this.problem = errorText(thrown);
		}
	}

	#forgetSteps(): void {
		this.#undo = [];
		this.#redo = [];
		this.#count();
	}

	#count(): void {
		this.canUndo = this.#undo.length > 0 || this.#queue.length > 0;
		this.canRedo = this.#redo.length > 0;
	}
}
