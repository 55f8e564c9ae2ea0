// Tests of format: what it does, told by examples.
import { describe, expect, it } from 'vitest';
import { editorFor, markedText, press } from './test_keys';

async function plays(before: string, keys: string[], after: string) {
	const editor = await editorFor(before);
	press(editor, ...keys);
	expect(markedText(editor)).toBe(after);
	editor.destroy();
}

async function runs(before: string, command: string, after: string) {
	const editor = await editorFor(before);
	expect(editor.command(command)).toBe(true);
	expect(markedText(editor)).toBe(after);
	editor.destroy();
}

describe('marks', () => {
	it.each([
		['«word»', ['Mod-b'], '**«word»**'],
		['**«word»**', ['Mod-b'], '«word»'],
		['a **wo¦rd** b', ['Mod-b'], 'a wo¦rd b'],
		['a wo¦rd b', ['Mod-b'], 'a **wo¦rd** b'],
		['word¦', ['Mod-b'], '**word¦**'],
		['a ¦ b', ['Mod-b'], 'a **¦** b'],
		['a ¦ b', ['Mod-b', 'Mod-b'], 'a ¦ b'],
		['a« b »c', ['Mod-i'], 'a« *b* »c'],
		['«one\ntwo»', ['Mod-b'], '**«one**\n**two»**'],
		['«- one\n- two»', ['Mod-i'], '«- *one*\n- *two»*'],
		['«# head»', ['Mod-b'], '«# **head»**'],
		['«x»', ['Mod-/'], '%%«x»%%'],
		['«x»', ['Mod-k'], '[x](¦)'],
		['«https://a.b»', ['Mod-k'], '[¦](https://a.b)'],
		['¦', ['Mod-k'], '[¦]()'],
	])('%j, %j → %j', async (before, keys, after) => {
		await plays(before, keys, after);
	});

	it.each([
		['«x»', 'highlight', '==«x»=='],
		['==«x»==', 'highlight', '«x»'],
		['«x»', 'strikethrough', '~~«x»~~'],
		['«x»', 'code', '`«x»`'],
		['«x»', 'wikilink', '[[x¦]]'],
	])('%j, %s → %j', async (before, command, after) => {
		await runs(before, command, after);
	});
});

describe('lines', () => {
	it.each([
		['te¦xt', 'toggle-task', '- [ ] te¦xt'],
		['- te¦xt', 'toggle-task', '- [ ] te¦xt'],
		['- [ ] te¦xt', 'toggle-task', '- [x] te¦xt'],
		['- [x] te¦xt', 'toggle-task', '- [ ] te¦xt'],
		['- [-] te¦xt', 'toggle-task', '- [ ] te¦xt'],
		['> - [ ] te¦xt', 'toggle-task', '> - [x] te¦xt'],
		['1. te¦xt', 'toggle-task', '1. [ ] te¦xt'],
		['te¦xt', 'heading-2', '## te¦xt'],
		['## te¦xt', 'heading-2', 'te¦xt'],
		['# te¦xt', 'heading-3', '### te¦xt'],
		['## te¦xt', 'heading-0', 'te¦xt'],
		['«a\nb»', 'bullet-list', '- «a\n- b»'],
		['«- a\n- b»', 'bullet-list', '«a\nb»'],
		['«a\nb»', 'numbered-list', '1. «a\n2. b»'],
		['«a\nb»', 'quote', '> «a\n> b»'],
		['«> a\n> b»', 'quote', '«a\nb»'],
		['¦', 'code-block', '```\n¦\n```'],
		['text¦', 'horizontal-rule', 'text\n\n---\n¦'],
		['text\n¦', 'horizontal-rule', 'text\n\n---\n¦'],
		['¦', 'table', '| ¦ |  |\n| --- | --- |\n|  |  |'],
	])('%j, %s → %j', async (before, command, after) => {
		await runs(before, command, after);
	});

	it('toggles a task by its key', async () => {
		await plays('a¦', ['Mod-l', 'Mod-l'], '- [x] a¦');
	});
});

describe('pairs', () => {
	it.each([
		['¦', ['('], '(¦)'],
		['¦', ['[', '['], '[[¦]]'],
		['«x»', ['['], '[«x»]'],
		['«x»', ['*'], '*«x»*'],
		['«x»', ['*', '*'], '**«x»**'],
		['«x»', ['='], '==«x»=='],
		['«x»', ['_'], '_«x»_'],
		['«x»', ['`'], '`«x»`'],
		['¦', ['*'], '*¦'],
		['don¦', ["'"], "don'¦"],
		['¦', ['"'], '"¦"'],
		['¦', ['(', ')'], '()¦'],
		['[[¦]]', ['Backspace'], '[¦]'],
	])('%j, %j → %j', async (before, keys, after) => {
		await plays(before, keys, after);
	});
});

describe('footnotes', () => {
	it.each([
		['a¦ b', 'a[^1] b\n\n[^1]: ¦'],
		['a[^1] b¦\n\n[^1]: one\n', 'a[^1] b[^2]\n\n[^1]: one\n[^2]: ¦'],
		['a¦', 'a[^1]\n\n[^1]: ¦'],
		['a[^2]¦', 'a[^2][^1]\n\n[^1]: ¦'],
		['a   ¦', 'a   [^1]\n\n[^1]: ¦'],
	])('%j → %j', (before, after) => runs(before, 'footnote', after));
});
