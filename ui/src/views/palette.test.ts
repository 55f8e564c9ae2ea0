// The command palette over the real state: what stands first, and how a command comes to stand there.
import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import type { Ask, Backend } from '../backend/backend';
import type { VaultStatus } from '../backend/bindings';
import { AppState } from '../state/app_state.svelte';
import { pinnedCommands, pinnedIds } from '../state/hotkeys';
import Palette from './palette.svelte';
import InState from './test_in_state.svelte';

// jsdom lays nothing out, and scrolls nothing.
Element.prototype.scrollTo ??= () => {};

let app: AppState;
let pinned: string[];
let asked: unknown[];

beforeEach(() => {
	pinned = [];
	asked = [];
	const ask = (async (request: { ask: string; command: string; pinned: boolean }) => {
		if (request.ask !== 'pin_command') throw { code: 'failed', message: `no answer to ${request.ask}` };
		asked.push([request.command, request.pinned]);
		pinned = pinned.filter((id) => id !== request.command);
		if (request.pinned) pinned.push(request.command);
		return pinned;
	}) as unknown as Ask;
	app = new AppState({ ask } as unknown as Backend);
	app.vault = { name: 'v', folder: '/v' } as VaultStatus;
	app.commands.register(
		{ id: 'aaa.first', title: 'AAA comes first', run() {} },
		{ id: 'zzz.last', title: 'Zzz comes last', run() {} },
	);
	app.overlay = 'palette';
	render(InState, { props: { app, part: Palette, props: {} } as never });
});

it('pins the command in front with Alt+P, under the id that the file has, and takes it back', async () => {
	await userEvent.type(await screen.findByRole('combobox', { name: 'Command palette' }), 'Zzz');
	await userEvent.keyboard('{Alt>}p{/Alt}');
	await waitFor(() => expect(app.vaultSettings.pinned).toEqual(['zzz.last']));
	// The window follows what the file says; here no window does.
	app.commands.pinned = pinnedCommands(app.vaultSettings.pinned, app.commands.listAll());
	expect(app.commands.list()[0]?.id).toBe('zzz.last');
	await userEvent.keyboard('{Alt>}p{/Alt}');
	await waitFor(() => expect(app.vaultSettings.pinned).toEqual([]));
	expect(asked).toEqual([
		['zzz.last', true],
		['zzz.last', false],
	]);
	expect(screen.getByRole('combobox', { name: 'Command palette' })).toHaveValue('Zzz');
});

it('pins a command by the sign in its row, and does not run it', async () => {
	await userEvent.type(await screen.findByRole('combobox', { name: 'Command palette' }), 'Zzz');
	await userEvent.click(await screen.findByTitle(/^Pin to the top/));
	await waitFor(() => expect(asked).toEqual([['zzz.last', true]]));
	expect(app.overlay).toBe('palette');
});

it('reads the ids of Obsidian, and leaves out what is none of ours', () => {
	const commands = app.commands.listAll();
	const ours = pinnedCommands(['other-plugin:x', 'switcher:open', 'zzz.last', 'switcher.open'], commands);
	expect(ours).toEqual(['switcher.open', 'zzz.last']);
	expect(pinnedIds('switcher.open', [])).toEqual(['switcher:open']);
	expect(pinnedIds('switcher.open', ['switcher.open', 'switcher:open'])).toEqual(['switcher.open', 'switcher:open']);
	expect(pinnedIds('zzz.last', [])).toEqual(['zzz.last']);
});
