// Tests of preferences: what it does, told by examples.
import { expect, it } from 'vitest';
import { Preferences } from './preferences.svelte';

it('takes up what was remembered and keeps its defaults for nonsense', () => {
	const preferences = new Preferences();
	preferences.restore({ theme: 'neon', text_size: 400, line_width: 0, left_width: 'wide', vaults: [] });
	expect(preferences.theme).toBe('system');
	expect(preferences.textSize).toBe(28);
	expect(preferences.lineWidth).toBe(0);
	expect(preferences.leftWidth).toBe(248);
	preferences.restore(null);
	expect(preferences.textSize).toBe(17);
});

it('comes back from its own record', () => {
	const preferences = new Preferences();
	preferences.theme = 'dark';
	preferences.toggleFold('outline');
	preferences.keepVault('/v', { expanded: ['a'], left: 'tags' });
	const again = new Preferences();
	again.restore(JSON.parse(JSON.stringify(preferences.record())));
	expect(again.record()).toEqual(preferences.record());
	expect(again.vault('/v')?.expanded).toEqual(['a']);
});

it('forgets the vault used longest ago', () => {
	const preferences = new Preferences();
	for (let n = 0; n < 25; n += 1) preferences.keepVault(`/v${n}`, {});
	expect(preferences.vault('/v0')).toBeUndefined();
	expect(preferences.vault('/v24')).toBeDefined();
	expect(Object.keys(preferences.record().vaults).length).toBe(20);
});

it('stays as small as can be remembered', () => {
	const preferences = new Preferences();
	const place = { anchor: 40, head: 40, line: 12, offset: 3, folds: [1, 2, 3] };
	const places = Object.fromEntries(
		Array.from({ length: 300 }, (_, n) => [`folder/a note with a name ${n}.md`, place]),
	);
	for (let n = 0; n < 12; n += 1) preferences.keepVault(`/v${n}`, { places });
	const bytes = new TextEncoder().encode(JSON.stringify(preferences.record())).length;
	expect(bytes).toBeLessThan(256 * 1024);
	expect(preferences.vault('/v11')?.places).toEqual(places);
	expect(preferences.vault('/v0')).toBeUndefined();
});
