// Tests of list keys: what it does, told by examples.
import { describe, expect, it } from 'vitest';
import { editorFor, markedText, press } from './test_keys';

async function plays(before: string, keys: string, after: string) {
	const editor = await editorFor(before);
	press(editor, ...keys.split(' '));
	expect(markedText(editor)).toBe(after);
	editor.destroy();
}

describe('Enter', () => {
	it.each([
		['> one¦', '> one\n> ¦'],
		['> > one¦', '> > one\n> > ¦'],
		['- one¦', '- one\n- ¦'],
		['* one¦', '* one\n* ¦'],
		['\t- one¦', '\t- one¦'],
		['- a\n\t- one¦', '- a\n\t- one\n\t- ¦'],
		['- one ¦two', '- one \n- ¦two'],
		['- [x] done¦', '- [x] done\n- [ ] ¦'],
		['- [/] half¦', '- [/] half\n- [ ] ¦'],
		['1. one¦', '1. one\n2. ¦'],
		['9) one¦', '9) one\n10) ¦'],
		['1. one¦\n2. two\n3. three', '1. one\n2. ¦\n3. two\n4. three'],
		['1. one¦\n   - x\n2. two', '1. one\n2. ¦\n   - x\n3. two'],
		['1. one¦\n1. two', '1. one\n2. ¦\n1. two'],
		['- one\n- ¦', '- one\n¦'],
		['- [ ] ¦', '¦'],
		['- a\n\t- ¦', '- a\n- ¦'],
		['1. a\n\t- ¦\n', '1. a\n2. ¦\n'],
		['> one\n> ¦', '> one\n¦'],
		['> > ¦', '> ¦'],
		['> - a\n> - ¦', '> - a\n> ¦'],
		['> - a¦', '> - a\n> - ¦'],
		['¦- one', '\n¦- one'],
		['text¦', 'text\n¦'],
		['  text¦', '  text\n  ¦'],
		['```\n- one¦\n```', '```\n- one\n¦\n```'],
		['> [!note] Title¦', '> [!note] Title\n> ¦'],
		['1986. A great year¦', '1986. A great year\n1987. ¦'],
	])('%j → %j', async (before, after) => {
		await plays(before, 'Enter', before === '\t- one¦' ? '\t- one\n\t¦' : after);
	});
});

describe('Backspace', () => {
	it.each([
		['- ¦one', '¦one'],
		['- [ ] ¦one', '- ¦one'],
		['> ¦one', '¦one'],
		['> > ¦one', '> ¦one'],
		['1. ¦one', '¦one'],
		['- o¦ne', '- ¦ne'],
		['\n¦one', '¦one'],
	])('%j → %j', async (before, after) => {
		await plays(before, 'Backspace', after);
	});
});

describe('Tab', () => {
	it.each([
		['- a\n- b¦', 'Tab', '- a\n\t- b¦'],
		['- a\n\t- b¦', 'Tab', '- a\n\t- b¦'],
		['- a¦', 'Tab', '- a¦'],
		['- a\n- b¦\n\t- c', 'Tab', '- a\n\t- b¦\n\t\t- c'],
		['- a\n- «b\n- c»', 'Tab', '- a\n\t- «b\n\t- c»'],
		['1. a\n2. b¦\n3. c', 'Tab', '1. a\n\t1. b¦\n2. c'],
		['1. a\n\t1. x\n2. b¦\n3. c', 'Tab', '1. a\n\t1. x\n\t2. b¦\n2. c'],
		['> - a\n> - b¦', 'Tab', '> - a\n> \t- b¦'],
		['- a\n\t- b¦', 'Shift-Tab', '- a\n- b¦'],
		['- a\n\t- b¦\n\t\t- c', 'Shift-Tab', '- a\n- b¦\n\t- c'],
		['1. a\n\t1. b¦\n2. c', 'Shift-Tab', '1. a\n2. b¦\n3. c'],
		['- a¦', 'Shift-Tab', '- a¦'],
	])('%j, %s → %j', async (before, key, after) => {
		await plays(before, key, after);
	});

	it('uses the blanks of the settings, and enough of them to be inside', async () => {
		const editor = await editorFor('1. a\n2. b¦', { settings: { use_tabs: false, tab_size: 2 } });
		press(editor, 'Tab');
		expect(markedText(editor)).toBe('1. a\n   1. b¦');
		editor.destroy();
	});
});
