// How the properties of a note are shown above its text, by the vault's own setting.
import { render, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import type { Ask, Backend } from '../backend/backend';
import type { Settings } from '../backend/bindings';
import { defaultSettings } from '../editor/test_keys';
import { AppState } from '../state/app_state.svelte';
import NoteReading from './note_reading.svelte';
import InState from './test_in_state.svelte';

const text = '---\nrank: 3\n---\nwords\n';
const table: Record<string, unknown> = {
	open: { path: 'a.md', title: 'a', text, hash: 'h', editable: true, reason: '', plain: false, draft: null },
	note_properties: { properties: [{ key: 'rank', value: 3, type: 'number', raw: 'rank: 3' }], invalid: null },
	render: { html: '<p data-line="4">words</p>' },
};

it('are fields, nothing or text, as the vault says', async () => {
	const ask = (async ({ ask }: { ask: string }) => {
		if (!(ask in table)) throw { code: 'failed', message: `no answer to ${ask}` };
		return table[ask];
	}) as unknown as Ask;
	const app = new AppState({ ask } as unknown as Backend);
	const show = (how: Settings['properties_in_document']) => {
		app.settings = { ...defaultSettings, properties_in_document: how };
	};
	show('visible');
	const note = await app.notes.open('a.md');
	const tab = app.panes.open({ view: 'note', path: 'a.md' }, 'tab');
	tab.mode = 'reading';
	render(InState, { props: { app, part: NoteReading, props: { note, tab } } as never });
	expect(await screen.findByRole('textbox', { name: 'rank' }, { timeout: 5000 })).toHaveValue('3');
	show('hidden');
	await waitFor(() => expect(screen.queryByRole('region', { name: 'Properties' })).toBeNull());
	expect(screen.getByText('words')).toBeInTheDocument();
	show('source');
	expect((await screen.findByRole('region', { name: 'Properties' })).textContent).toBe('---\nrank: 3\n---');
});
