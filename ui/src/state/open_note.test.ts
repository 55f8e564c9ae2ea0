// Tests of open note: what it does, told by examples.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask } from '../backend/backend';
import type { OpenedNote, Saved } from '../backend/bindings';
import { type Attached, OpenNote } from './open_note.svelte';
import { rebase } from './rebase';

/** A vault of one note that keeps to the core's rules: a save names the hash it has seen. */
class OneNoteVault {
	disk: string | null;
	drafts: string[] = [];
	saves: string[] = [];
	failure: unknown;
	merge: ((mine: string) => string) | undefined;

	constructor(text: string) {
		this.disk = text;
	}

	hash(text = this.disk): string {
		return `hash of ${text}`;
	}

	opened(draft: OpenedNote['draft'] = null): OpenedNote {
		const text = this.disk ?? '';
		return { path: 'a.md', title: 'a', text, hash: this.hash(), editable: true, reason: '', plain: false, draft };
	}

	ask = (async (request: { ask: string; text?: string; seen?: string }) => {
		if (this.failure) throw this.failure;
		if (request.ask === 'open') {
			if (this.disk === null) throw { code: 'not_found', message: 'a.md is gone' };
			return this.opened();
		}
		if (request.ask === 'keep_draft') this.drafts.push(request.text ?? '');
		if (request.ask === 'drop_draft') this.drafts = [];
		if (request.ask === 'save' || request.ask === 'overwrite') return this.save(request.text ?? '', request.seen);
		return null;
	}) as unknown as Ask;

	private save(text: string, seen?: string): Saved {
		this.saves.push(text);
		const expected = this.disk === null ? '' : this.hash();
		if (seen !== expected) {
			if (!this.merge)
				return { outcome: 'conflict', hash: this.disk === null ? null : this.hash(), text: this.disk ?? '' };
			this.disk = this.merge(text);
			return { outcome: 'merged', hash: this.hash(), text: this.disk };
		}
		this.disk = text;
		return { outcome: 'saved', hash: this.hash() };
	}
}

class Editor implements Attached {
	content = '';
	arrived: string[] = [];
	text = () => this.content;
	setText(text: string, how: string) {
		this.content = text;
		this.arrived.push(how);
	}
}

let vault: OneNoteVault;
let note: OpenNote;
let editor: Editor;
const merged = vi.fn();

function open(text: string, draft: OpenedNote['draft'] = null) {
	vault = new OneNoteVault(text);
	note = new OpenNote(vault.ask, { merged }, vault.opened(draft));
	editor = new Editor();
	editor.content = text;
	note.attach(editor);
}

function type(text: string) {
	editor.content = text;
	note.changed(editor);
}

beforeEach(() => {
	vi.useFakeTimers();
	merged.mockClear();
	open('old');
});

afterEach(() => {
	vi.useRealTimers();
});

describe('saving', () => {
	it('waits for a pause, saves once, and says so', async () => {
		type('new');
		expect(note.state).toBe('dirty');
		await vi.advanceTimersByTimeAsync(400);
		type('newer');
		await vi.advanceTimersByTimeAsync(500);
		expect(vault.saves).toEqual([]);
		await vi.advanceTimersByTimeAsync(200);
		expect(vault.saves).toEqual(['newer']);
		expect(note.state).toBe('saved');
		expect(note.isDirty).toBe(false);
	});

	it('writes nothing when the text is the saved one again', async () => {
		type('new');
		type('old');
		await note.save();
		expect(vault.saves).toEqual([]);
		expect(note.isDirty).toBe(false);
	});

	it('keeps a draft each second while typing goes on, and drops it once saved', async () => {
		for (let n = 0; n < 6; n += 1) {
			type(`text ${n}`);
			await vi.advanceTimersByTimeAsync(300);
		}
		expect(vault.drafts).toEqual(['text 3']);
		await note.flush();
		expect(vault.drafts).toEqual([]);
	});

	it('stays dirty after a failure, tries again by itself, and keeps the text as a draft when flushed', async () => {
		vault.failure = { code: 'disk_full', message: 'no room for a.md', hint: 'free some space' };
		type('new');
		await vi.advanceTimersByTimeAsync(700);
		expect(note.state).toBe('error');
		expect(note.problem).toBe('no room for a.md: free some space');
		vault.failure = undefined;
		await vi.advanceTimersByTimeAsync(5100);
		expect(vault.disk).toBe('new');
		expect(note.state).toBe('saved');
	});

	it('does not lose what is typed while a save is on its way', async () => {
		type('new');
		const saving = note.save();
		type('newest');
		await saving;
		expect(note.state).toBe('dirty');
		await note.flush();
		expect(vault.disk).toBe('newest');
	});
});

describe('a change outside', () => {
	it('comes into a clean note', async () => {
		vault.disk = 'outside';
		await note.reopen();
		expect(editor.content).toBe('outside');
		expect(editor.arrived).toEqual(['outside']);
		expect(note.isDirty).toBe(false);
	});

	it('waits for the save while the note is dirty, and merges there with what was typed since', async () => {
		vault.disk = 'zero\nold';
		vault.merge = (mine) => `zero\n${mine}`;
		type('old\nmine');
		await note.reopen();
		expect(editor.content).toBe('old\nmine');
		const saving = note.save();
		type('old\nmine and more');
		await saving;
		expect(editor.content).toBe('zero\nold\nmine and more');
		expect(merged).toHaveBeenCalledOnce();
		vault.merge = undefined;
		await note.flush();
		expect(vault.disk).toBe('zero\nold\nmine and more');
	});

	it('is a conflict when it does not merge; nothing is written until the person decides', async () => {
		vault.disk = 'theirs';
		type('mine');
		await note.save();
		expect(note.conflict).toEqual({ hash: 'hash of theirs', text: 'theirs' });
		type('mine, longer');
		await vi.advanceTimersByTimeAsync(5000);
		expect(vault.disk).toBe('theirs');
		expect(vault.drafts).toEqual(['mine, longer']);
		await note.keepMine();
		expect(vault.disk).toBe('mine, longer');
		expect(note.conflict).toBeNull();
		expect(note.isDirty).toBe(false);
	});

	it('can be taken instead, and undone', async () => {
		vault.disk = 'theirs';
		type('mine');
		await note.save();
		await note.takeTheirs();
		expect(editor.content).toBe('theirs');
		expect(editor.arrived).toEqual(['merge']);
		expect(note.isDirty).toBe(false);
	});

	it('that deletes the file keeps the text, and writes it again only when asked', async () => {
		vault.disk = null;
		await note.reopen();
		expect(note.isDeleted).toBe(true);
		expect(editor.content).toBe('old');
		type('old and new');
		await vi.advanceTimersByTimeAsync(5000);
		expect(vault.disk).toBeNull();
		await note.keepMine();
		expect(vault.disk).toBe('old and new');
		expect(note.isDeleted).toBe(false);
	});

	it('that was looked at before the note moved says nothing about it', async () => {
		vault.disk = null;
		const looked = note.reopen();
		note.path = 'b.md';
		await looked;
		expect(note.isDeleted).toBe(false);
		vault.disk = 'new';
		const found = note.reopen();
		note.path = 'c.md';
		await found;
		expect([note.path, editor.content]).toEqual(['c.md', 'old']);
	});
});

describe('two editors of one note', () => {
	it('show the same text a moment later', async () => {
		const other = new Editor();
		other.content = 'old';
		note.attach(other);
		type('new');
		await vi.advanceTimersByTimeAsync(200);
		expect(other.content).toBe('new');
	});

	it('keep the text when the one that was typed in goes', () => {
		const other = new Editor();
		other.content = 'old';
		note.attach(other);
		const third = new Editor();
		third.content = 'old';
		const detach = note.attach(third);
		third.content = 'typed';
		note.changed(third);
		detach();
		expect(note.text()).toBe('typed');
		expect(other.content).toBe('typed');
	});
});

describe('a draft from before a crash', () => {
	const draft = { path: 'a.md', text: 'typed before', seen: 'hash of older', kept: 1 };

	it('is offered, not taken, and not overwritten by new drafts', async () => {
		open('old', draft);
		expect(note.draft?.text).toBe('typed before');
		expect(note.text()).toBe('old');
		vault.failure = { code: 'failed', message: 'no' };
		type('new');
		await vi.advanceTimersByTimeAsync(1500);
		expect(vault.drafts).toEqual([]);
	});

	it('is saved against what it was typed on when taken up', async () => {
		open('old', draft);
		vault.merge = (mine) => `${mine} and old`;
		note.restoreDraft();
		expect(editor.content).toBe('typed before');
		await note.save();
		expect(vault.disk).toBe('typed before and old');
		expect(editor.content).toBe('typed before and old');
	});
});

describe('rebase', () => {
	it('keeps both changes', () => {
		expect(rebase('a\nb\nc', 'A\nb\nc', 'a\nb\nC')).toBe('A\nb\nC');
		expect(rebase('a', 'x a', 'a y')).toBe('x a y');
		expect(rebase('a', 'a', 'b')).toBe('b');
		expect(rebase('a', 'b', 'a')).toBe('b');
	});

	it('keeps both insertions at one place', () => {
		const both = rebase('', 'theirs', 'mine');
		expect(both).toContain('theirs');
		expect(both).toContain('mine');
	});
});
