// What a person chose in a base since the window opened; nothing of it is written into the base.

import type { BaseResult, BaseSort } from '../backend/bindings';

/** The choices for one base. */
export class BaseSession {
	/** The name of the view; empty for the first one. */
	view = $state('');
	/** By what the person sorted, which goes before the order of the view. */
	sort = $state.raw<BaseSort | null>(null);
	/** Widths of columns in pixels, by their ids. */
	widths = $state.raw<Readonly<Record<string, number>>>({});
	/** What is shown. */
	result = $state.raw<BaseResult | undefined>(undefined);

	choose(view: string): void {
		if (view === this.view) return;
		this.view = view;
		this.sort = null;
		this.widths = {};
	}

	/** Sorts by a column: first upwards, then downwards, then as the base says. */
	sortBy(property: string): void {
		if (this.sort?.property !== property) this.sort = { property, descending: false };
		else this.sort = this.sort.descending ? null : { property, descending: true };
	}

	/** Goes to the next or the previous view, round the end. */
	step(by: -1 | 1): void {
		const views = this.result?.views ?? [];
		const next = views.at(((this.result?.shown ?? 0) + by) % views.length);
		if (next) this.choose(next.name);
	}

	widen(column: string, width: number): void {
		this.widths = { ...this.widths, [column]: Math.round(Math.max(60, Math.min(width, 1200))) };
	}
}

/** The sessions of all bases, by path. */
export class BaseSessions {
	#sessions = new Map<string, BaseSession>();

	of(path: string): BaseSession {
		let session = this.#sessions.get(path);
		if (!session) {
			session = new BaseSession();
			this.#sessions.set(path, session);
		}
		return session;
	}

	clear(): void {
		this.#sessions.clear();
	}
}

/** How many minutes this computer's clock is ahead of Greenwich. */
export function clockOffset(): number {
	return -new Date().getTimezoneOffset();
}
