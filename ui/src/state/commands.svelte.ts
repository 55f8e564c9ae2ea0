// The registry of everything the person can do by name: the palette, the keys of the window and the keys of the
// editor are all fed from it.

import { matchKeyBindingPress, parseKeybinding } from 'tinykeys';
import { codeMirrorForm, tinykeysForm } from './keys';

export interface Command {
	/** Stable, `topic.verb`; the hotkey settings and the list of recent commands name it. */
	id: string;
	/** As the palette shows it. */
	title: string;
	/** Default keys, `Mod+Shift+F`; the first is shown. */
	keys?: string[];
	/** Whether it can be run now; left out: always. */
	when?: () => boolean;
	run: () => unknown;
	/** Not listed in the palette: it makes sense as keys only. */
	hidden?: boolean;
	/** Its keys work in the editor alone, which listens to them itself. */
	inEditor?: boolean;
}

/** A key of CodeMirror, in the shape its `keymap` facet takes. */
export interface EditorKey {
	key: string;
	run: () => boolean;
}

const recentLength = 20;

export class Commands {
	#commands = $state.raw<ReadonlyMap<string, Command>>(new Map());
	/** Ids of the commands run last by name, the newest first. */
	recent = $state.raw<readonly string[]>([]);
	/** Ids of the commands that the person pinned, in their order. */
	pinned = $state.raw<readonly string[]>([]);
	/** Keys that the person gave, by command; they stand in the place of the usual ones. */
	custom = $state.raw<ReadonlyMap<string, readonly string[]>>(new Map());

	register(...commands: Command[]): void {
		const next = new Map(this.#commands);
		for (const command of commands) {
			if (next.has(command.id)) throw new Error(`the command ${command.id} is registered twice`);
			next.set(command.id, command);
		}
		this.#commands = next;
	}

	find(id: string): Command | undefined {
		return this.#commands.get(id);
	}

	/** The first keys of a command, for showing; undefined where it has none. */
	keysOf(id: string): string | undefined {
		const command = this.find(id);
		return command && this.keysFor(command)[0];
	}

	/** The keys of a command: the person's own, else the usual ones. */
	keysFor(command: Command): readonly string[] {
		return this.custom.get(command.id) ?? command.keys ?? [];
	}

	/** Every command that keys can be given to, by title. */
	listAll(): Command[] {
		return [...this.#commands.values()].sort((a, b) => a.title.localeCompare(b.title));
	}

	/** The commands that can be run now: pinned ones first, then those run last, then by title. */
	list(): Command[] {
		const place = (command: Command) => {
			const pin = this.pinned.indexOf(command.id);
			if (pin >= 0) return pin - this.pinned.length;
			const at = this.recent.indexOf(command.id);
			return at < 0 ? recentLength : at;
		};
		return [...this.#commands.values()]
			.filter((command) => !command.hidden && isRunnable(command))
			.sort((a, b) => place(a) - place(b) || a.title.localeCompare(b.title));
	}

	/** Runs a command; false when it does not exist or cannot be run now. */
	run(id: string): boolean {
		const command = this.find(id);
		if (!command || !isRunnable(command)) return false;
		command.run();
		return true;
	}

	/** Runs a command chosen by name, and remembers it as recent. */
	runByName(id: string): boolean {
		this.recent = [id, ...this.recent.filter((other) => other !== id)].slice(0, recentLength);
		return this.run(id);
	}

	/**
	 * Runs the command whose keys the event is. True when there was one; the event is then used up. `among` narrows
	 * it to some commands, while a dialog is open.
	 */
	accept(event: KeyboardEvent, among?: readonly string[]): boolean {
		if (event.defaultPrevented || event.isComposing) return false;
		for (const command of this.#byKeys()) {
			if (command.inEditor || (among && !among.includes(command.id))) continue;
			const pressed = this.keysFor(command).some((keys) => isPressed(event, keys));
			if (!pressed || !isRunnable(command)) continue;
			event.preventDefault();
			command.run();
			return true;
		}
		return false;
	}

	/** The same keys for CodeMirror, which sees a key before the window does and would use some for itself. */
	editorKeys(): EditorKey[] {
		const outer = this.#byKeys().filter((command) => !command.inEditor);
		return outer.flatMap((command) =>
			this.keysFor(command).map((keys) => ({
				key: codeMirrorForm(keys),
				run: () => this.run(command.id),
			})),
		);
	}

	// Keys that the person gave win over usual ones.
	#byKeys(): Command[] {
		const commands = [...this.#commands.values()];
		const isCustom = (command: Command) => Number(this.custom.has(command.id));
		return commands.sort((a, b) => isCustom(b) - isCustom(a));
	}
}

function isRunnable(command: Command): boolean {
	return command.when?.() ?? true;
}

const parsed = new Map<string, ReturnType<typeof parseKeybinding>>();

function isPressed(event: KeyboardEvent, keys: string): boolean {
	let presses = parsed.get(keys);
	if (!presses) {
		presses = parseKeybinding(tinykeysForm(keys));
		parsed.set(keys, presses);
	}
	const [press] = presses;
	return press !== undefined && matchKeyBindingPress(event, press);
}
