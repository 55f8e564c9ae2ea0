// The canvases that are open, by path; the same canvas in two panes is one of them.

import type { Ask } from '../backend/backend';
import type { VaultEvent } from '../backend/bindings';
import { type CanvasEvents, OpenCanvas } from './open_canvas.svelte';
import { movedPath } from './tabs.svelte';

/** Canvases no longer shown that are kept for their undo history. */
const keptUnshown = 10;

export class Canvases {
	#canvases = $state.raw<ReadonlyMap<string, OpenCanvas>>(new Map());

	constructor(
		private ask: Ask,
		private events: CanvasEvents,
	) {}

	/** The open canvas of a path, or undefined. */
	find(path: string): OpenCanvas | undefined {
		return this.#canvases.get(path);
	}

	/** Opens a canvas, or finds it open. Rejects with the core's error. */
	async open(path: string): Promise<OpenCanvas> {
		const known = this.find(path);
		if (known) {
			if (known.stale) await known.reopen();
			return known;
		}
		const opened = await this.ask<'canvas'>({ ask: 'canvas', path });
		const meanwhile = this.find(opened.path);
		if (meanwhile) return meanwhile;
		const canvas = new OpenCanvas(this.ask, this.events, opened);
		this.#canvases = new Map([...this.#canvases, [canvas.path, canvas]]);
		this.#forgetUnshown();
		return canvas;
	}

	/** Takes up what changed outside in canvases that are shown; others when they are next opened. */
	accept(event: VaultEvent): void {
		const changed = new Set(event.changed);
		for (const canvas of this.#canvases.values()) {
			if (!event.all && !changed.has(canvas.path)) continue;
			if (canvas.shown > 0) void canvas.reopen();
			else canvas.stale = true;
		}
	}

	/** Saves everything, or has the core keep drafts of what cannot be saved. */
	async flush(): Promise<void> {
		await Promise.all([...this.#canvases.values()].map((canvas) => canvas.flush()));
	}

	/** Follows files that were moved or renamed inside the app. */
	move(moves: { from: string; to: string }[]): void {
		const canvases = [...this.#canvases.values()];
		for (const canvas of canvases) canvas.path = movedPath(canvas.path, moves);
		this.#canvases = new Map(canvases.map((canvas) => [canvas.path, canvas]));
	}

	/** Forgets a canvas whose file was thrown away on purpose. */
	forget(path: string): void {
		const isGone = (known: string) => known === path || known.startsWith(`${path}/`);
		for (const [known, canvas] of this.#canvases) if (isGone(known)) canvas.dispose();
		this.#canvases = new Map([...this.#canvases].filter(([known]) => !isGone(known)));
	}

	clear(): void {
		for (const canvas of this.#canvases.values()) canvas.dispose();
		this.#canvases = new Map();
	}

	#forgetUnshown(): void {
		const idle = [...this.#canvases].filter(([, canvas]) => canvas.shown === 0 && !canvas.isDirty && !canvas.conflict);
		const gone = new Set(idle.slice(0, Math.max(0, idle.length - keptUnshown)).map(([path]) => path));
		if (gone.size > 0) this.#canvases = new Map([...this.#canvases].filter(([path]) => !gone.has(path)));
	}
}
