// Short messages that come up beside the work: what was done, what went wrong, and what can be done about it.

import { errorText } from '../backend/backend';

export interface Notice {
	readonly id: number;
	readonly kind: 'done' | 'problem';
	readonly text: string;
	readonly action?: { title: string; run: () => void };
	/** The action takes back the last change of the vault. */
	readonly takesBack?: boolean;
}

/** Milliseconds a notice stays; a problem stays until it is closed. */
const shownFor = 6000;
const shownAtOnce = 4;

export class Notices {
	list = $state.raw<readonly Notice[]>([]);
	#lastId = 0;

	done(text: string, action?: Notice['action']): void {
		const id = this.#add({ kind: 'done', text, action });
		setTimeout(() => this.close(id), action ? shownFor * 2 : shownFor);
	}

	/** Tells of a change and offers to take it back for as long as it is the last one. */
	changed(text: string, takeBack: NonNullable<Notice['action']>): void {
		this.keepChanges();
		const id = this.#add({ kind: 'done', text, action: takeBack, takesBack: true });
		setTimeout(() => this.close(id), shownFor * 2);
	}

	/** What was changed is no longer the last change: no notice offers to take it back. */
	keepChanges(): void {
		this.list = this.list.map(({ action, takesBack, ...notice }) =>
			action && !takesBack ? { ...notice, action } : notice,
		);
	}

	problem(thrown: unknown, action?: Notice['action']): void {
		const text = typeof thrown === 'string' ? thrown : errorText(thrown);
		if (this.list.some((notice) => notice.text === text)) return;
		this.#add({ kind: 'problem', text, action });
	}

	close(id: number): void {
		this.list = this.list.filter((notice) => notice.id !== id);
	}

	#add(notice: Omit<Notice, 'id'>): number {
		const id = ++this.#lastId;
		this.list = [...this.list, { ...notice, id }].slice(-shownAtOnce);
		return id;
	}
}
