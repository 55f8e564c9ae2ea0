// Throwing files away: what is asked first, and what is said about links that lead there.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask, Backend } from '../backend/backend';
import { AppState } from './app_state.svelte';

let asked: unknown[];
let app: AppState;

beforeEach(() => {
	asked = [];
	const ask = (async (request: { ask: string; path?: string }) => {
		asked.push(request);
		const attachments = request.path === 'album.md' ? ['a.png', 'b.png'] : [];
		const undone = { moved: [], title: 'delete b.md' };
		return { path: request.path, links: request.path === 'alone.md' ? 0 : 2, attachments, ...undone };
	}) as unknown as Ask;
	app = new AppState({ ask } as unknown as Backend);
});

describe('throwing away', () => {
	it('says how many links lead there before anything goes', async () => {
		const confirm = vi.spyOn(app.dialogs, 'confirm').mockResolvedValue(false);
		await app.files.trash('a.md', 'file');
		expect(confirm.mock.calls[0]?.[0].text).toContain('2 links lead there from other files.');
		expect(asked).toEqual([{ ask: 'trash', path: 'a.md', dry_run: true }]);
		await app.files.trash('alone.md', 'file');
		expect(confirm.mock.calls[1]?.[0].text).not.toContain('link');
	});

	it('offers the attachments that nothing else uses, none of them chosen', async () => {
		const confirm = vi.spyOn(app.dialogs, 'confirm').mockResolvedValue(true);
		await app.files.trash('a.md', 'file');
		expect(confirm.mock.calls[0]?.[0].also).toBeUndefined();
		await app.files.trash('album.md', 'file');
		expect(confirm.mock.calls[1]?.[0].also).toMatchObject({ items: ['a.png', 'b.png'], chosen: new Set() });
		expect(asked.at(-1)).toEqual({ ask: 'trash', path: 'album.md', dry_run: false });
	});

	it('takes those along that are chosen, closes their tabs, and can be taken back', async () => {
		vi.spyOn(app.dialogs, 'confirm').mockImplementation(async ({ also }) => {
			if (also) also.chosen = new Set(['b.png']);
			return true;
		});
		app.open('b.png', 'tab');
		await app.files.trash('album.md', 'file');
		expect(asked.at(-1)).toEqual({ ask: 'trash', path: 'album.md', dry_run: false, attachments: ['b.png'] });
		expect(app.panes.tabs.map((tab) => tab.path)).not.toContain('b.png');
		expect(app.notices.list.at(-1)?.text).toBe('“album” and 1 attachment were deleted.');
		expect(app.notices.list.at(-1)?.action?.title).toBe('Undo');
	});

	it('is taken back from the last notice only, which says what was taken back', async () => {
		vi.spyOn(app.dialogs, 'confirm').mockResolvedValue(true);
		await app.files.trash('a.md', 'file');
		await app.files.trash('b.md', 'file');
		const offers = () => app.notices.list.map(({ text, action }) => [text, action?.title]);
		expect(offers()).toEqual([
			['“a” was deleted.', undefined],
			['“b” was deleted.', 'Undo'],
		]);
		app.notices.list.at(-1)?.action?.run();
		await vi.waitFor(() => expect(offers().at(-1)).toEqual(['Taken back: delete b.md.', undefined]));
		expect(offers().map(([, action]) => action)).not.toContain('Undo');
	});

	it('is no longer offered once another change has come, which undo would take back first', async () => {
		vi.spyOn(app.dialogs, 'confirm').mockResolvedValue(true);
		await app.files.trash('a.md', 'file');
		expect(app.notices.list.at(-1)?.action?.title).toBe('Undo');
		await app.ask({ ask: 'theses' });
		expect(app.notices.list.at(-1)?.action?.title).toBe('Undo');
		await app.ask({ ask: 'set_property', path: 'b.md', key: 'status', value: 'x', seen: '' });
		expect(app.notices.list.at(-1)?.action).toBeUndefined();
	});

	it('goes on once it is agreed to', async () => {
		vi.spyOn(app.dialogs, 'confirm').mockResolvedValue(true);
		await app.files.trash('a.md', 'file');
		expect(asked.at(-1)).toEqual({ ask: 'trash', path: 'a.md', dry_run: false });
	});
});
