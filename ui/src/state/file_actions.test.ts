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
		return { path: request.path, links: request.path === 'alone.md' ? 0 : 2 };
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

	it('goes on once it is agreed to', async () => {
		vi.spyOn(app.dialogs, 'confirm').mockResolvedValue(true);
		await app.files.trash('a.md', 'file');
		expect(asked.at(-1)).toEqual({ ask: 'trash', path: 'a.md', dry_run: false });
	});
});
