// What a selection is searched for.
import { describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend';
import { AppState } from './app_state.svelte';
import { selectedQuery } from './refactor_commands';

function queryOf(selected: string): string | null {
	const app = new AppState({} as unknown as Backend);
	app.editor = { place: () => ({ selected }) } as unknown as NonNullable<AppState['editor']>;
	return selectedQuery(app);
}

describe('the query of a selection', () => {
	it('is the selected text, in quotes where it has blanks', () => {
		expect(queryOf('word')).toBe('word');
		expect(queryOf(' two words ')).toBe('"two words"');
		expect(queryOf('say "so" twice')).toBe('"say \\"so\\" twice"');
	});

	it('is none where nothing or more than a line is selected', () => {
		expect(queryOf('  ')).toBeNull();
		expect(queryOf('two\nlines')).toBeNull();
	});
});
