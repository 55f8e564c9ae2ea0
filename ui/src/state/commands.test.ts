// Tests of commands: what it does, told by examples.
import { describe, expect, it, vi } from 'vitest';
import { Commands } from './commands.svelte';
import { ariaForm, codeMirrorForm, fromCodeMirror, shownForm, tinykeysForm } from './keys';

const press = (key: string, modifiers: KeyboardEventInit = {}) =>
	new KeyboardEvent('keydown', { key, cancelable: true, ...modifiers });

describe('the registry', () => {
	it('runs the command whose keys are pressed, and uses the key up', () => {
		const commands = new Commands();
		const run = vi.fn();
		commands.register({ id: 'a', title: 'A', keys: ['Mod+Shift+F'], run });
		const event = press('F', { ctrlKey: true, shiftKey: true });
		expect(commands.accept(event)).toBe(true);
		expect(event.defaultPrevented).toBe(true);
		expect(commands.accept(press('f', { ctrlKey: true }))).toBe(false);
		expect(run).toHaveBeenCalledTimes(1);
	});

	it('leaves a key alone that someone used, and one of a command that cannot run', () => {
		const commands = new Commands();
		const run = vi.fn();
		commands.register({ id: 'a', title: 'A', keys: ['Mod+W'], when: () => false, run });
		commands.register({ id: 'b', title: 'B', keys: ['F2'], run });
		expect(commands.accept(press('w', { ctrlKey: true }))).toBe(false);
		const used = press('F2');
		used.preventDefault();
		expect(commands.accept(used)).toBe(false);
		expect(run).not.toHaveBeenCalled();
	});

	it('lists recent commands first, then by title, and only what can run', () => {
		const commands = new Commands();
		const run = () => {};
		commands.register(
			{ id: 'z', title: 'Zoom', run },
			{ id: 'a', title: 'Add', run },
			{ id: 'n', title: 'Never', when: () => false, run },
			{ id: 'h', title: 'Hidden', hidden: true, run },
		);
		expect(commands.list().map((command) => command.id)).toEqual(['a', 'z']);
		commands.runByName('z');
		expect(commands.list().map((command) => command.id)).toEqual(['z', 'a']);
	});

	it('lists pinned commands before all others, in their order', () => {
		const commands = new Commands();
		const run = () => {};
		commands.register(...['a', 'b', 'c', 'd'].map((id) => ({ id, title: id, run })));
		commands.runByName('d');
		commands.pinned = ['c', 'gone', 'b'];
		expect(commands.list().map((command) => command.id)).toEqual(['c', 'b', 'd', 'a']);
	});

	it('refuses two commands of one id', () => {
		const commands = new Commands();
		commands.register({ id: 'a', title: 'A', run: () => {} });
		expect(() => commands.register({ id: 'a', title: 'B', run: () => {} })).toThrow('registered twice');
	});

	it('gives its keys to the editor, but not the editor its own', () => {
		const commands = new Commands();
		const run = vi.fn();
		commands.register(
			{ id: 'a', title: 'A', keys: ['Mod+O'], run },
			{ id: 'b', title: 'B', keys: ['Mod+B'], inEditor: true, run },
		);
		const [key, ...others] = commands.editorKeys();
		expect(key?.key).toBe('Mod-o');
		expect(others).toEqual([]);
		expect(key?.run()).toBe(true);
		expect(commands.accept(press('b', { ctrlKey: true }))).toBe(false);
	});
});

describe('keys', () => {
	it('have one form for each that matches, shows or reads them', () => {
		expect(tinykeysForm('Mod+Shift+F')).toBe('$mod+Shift+F');
		expect(codeMirrorForm('Mod+Shift+F')).toBe('Mod-Shift-f');
		expect(codeMirrorForm('Control+PageUp')).toBe('Ctrl-PageUp');
		expect(fromCodeMirror('Mod-Shift-h')).toBe('Mod+Shift+H');
		expect(fromCodeMirror('Mod-/')).toBe('Mod+/');
		expect(shownForm('Mod+Shift+F', false)).toBe('Ctrl+Shift+F');
		expect(shownForm('Mod+Alt+ArrowLeft', true)).toBe('⌘⌥←');
		expect(shownForm('Mod++', false)).toBe('Ctrl++');
		expect(ariaForm('Mod+,')).toBe('Control+,');
	});
});
