// Keys as they are written in the registry, `Mod+Shift+F`, and the three forms others want them in.
// `Mod` is Ctrl, on a Mac Cmd.

const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform);

/** The form tinykeys matches: `$mod+Shift+F`. A letter is matched by what it types, whatever the layout. */
export function tinykeysForm(keys: string): string {
	const own = keys.replace(/^Mod\b|(?<=\+)Mod\b/, '$mod');
	// With Shift a digit's key types something else, but is the same key.
	return own.includes('Shift+') ? own.replace(/\+(\d)$/, '+Digit$1') : own;
}

/** The form a CodeMirror keymap wants: `Mod-Shift-f`. */
export function codeMirrorForm(keys: string): string {
	const parts = splitKeys(keys).map((part) => (part === 'Control' ? 'Ctrl' : part));
	const key = parts.pop() ?? '';
	return [...parts, key.length === 1 ? key.toLowerCase() : key].join('-');
}

/** From the form of a CodeMirror keymap to the registry's. */
export function fromCodeMirror(key: string): string {
	const parts = key.replace(/-$/, '-Minus').split('-');
	return parts.map((part) => (part.length === 1 ? part.toUpperCase() : part.replace('Minus', '-'))).join('+');
}

/** The form a person reads: `Ctrl+Shift+F`, on a Mac with its signs. */
export function shownForm(keys: string, mac = isMac): string {
	const signs: Record<string, string> = mac
		? { Mod: '⌘', Ctrl: '⌃', Control: '⌃', Shift: '⇧', Alt: '⌥' }
		: { Mod: 'Ctrl', Control: 'Ctrl' };
	const arrows: Record<string, string> = {
		ArrowLeft: '←',
		ArrowRight: '→',
		ArrowUp: '↑',
		ArrowDown: '↓',
		PageUp: 'Page Up',
		PageDown: 'Page Down',
	};
	return splitKeys(keys)
		.map((part) => signs[part] ?? arrows[part] ?? part)
		.join(mac ? '' : '+');
}

/** The form of the attribute aria-keyshortcuts: `Control+Shift+F`. */
export function ariaForm(keys: string): string {
	return splitKeys(keys)
		.map((part) => (part === 'Mod' ? (isMac ? 'Meta' : 'Control') : part))
		.join('+');
}

// `Mod++` is Mod and the plus sign.
function splitKeys(keys: string): string[] {
	const plus = keys.endsWith('+');
	const parts = (plus ? keys.slice(0, -2) : keys).split('+').filter((part) => part !== '');
	return plus ? [...parts, '+'] : parts;
}
