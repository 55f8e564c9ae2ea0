// Where an edge is being written: behind `supports::` in the text, or in the property of that name.
import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';

/** What can stand before a line's own words: quotes, a list item, a task. */
const marks = String.raw`^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?(?:\[.\]\s+)?`;
const field = new RegExp(`${marks}([\\p{L}\\p{N}_-]+)::[ \\t]*(.*)$`, 'u');
const firstWord = /^[\s>]*(?:[-*+]|\d+[.)])\s+(?:\[.\]\s+)?([\p{L}_-]{2,20})$/u;
const yamlKey = /^([\p{L}\p{N}_-]+):[ \t]+(.*)$/u;
const yamlItem = /^[ \t]*-[ \t]+(.*)$/;

/** A thesis that is being named. */
export interface ThesisPlace {
	/** The name of the field, `supports`. */
	field: string;
	/** What is typed of the thesis. */
	text: string;
	/** Where what is to be replaced begins: at the words or at the `[[` before them. */
	from: number;
	/** In properties: the quote that is open before it. */
	quote: string;
	inProperties: boolean;
}

/** The first word of a list item, as far as it is typed. */
export function firstWordAt(state: EditorState, pos: number): { text: string; from: number } | null {
	const text = firstWord.exec(lineBefore(state, pos))?.[1];
	return text === undefined ? null : { text, from: pos - text.length };
}

/** What stands behind the link of an edge up to the cursor; null where no link does. */
export function edgeTailAt(state: EditorState, pos: number): { field: string; tail: string } | null {
	const found = field.exec(lineBefore(state, pos));
	const tail = found && /^\[\[[^[\]]+\]\](.*)$/.exec(found[2] ?? '')?.[1];
	return found && tail !== null && tail !== undefined ? { field: found[1] ?? '', tail } : null;
}

/** The thesis that is being named at a position. */
export function thesisPlaceAt(state: EditorState, pos: number): ThesisPlace | null {
	const before = lineBefore(state, pos);
	if (isInProperties(state, pos)) return inProperties(state, pos, before);
	const found = field.exec(before);
	const rest = /^(?:\[\[)?([^[\]|]*)$/.exec(found?.[2] ?? '[');
	if (!found || !rest) return null;
	const from = pos - rest[0].length;
	return { field: found[1] ?? '', text: rest[1] ?? '', from, quote: '', inProperties: false };
}

function inProperties(state: EditorState, pos: number, before: string): ThesisPlace | null {
	const key = yamlKey.exec(before);
	const value = key?.[2] ?? yamlItem.exec(before)?.[1];
	const name = key?.[1] ?? keyAbove(state, pos);
	// Of a list on one line only the last item counts.
	const rest = /(?:^|[[,]\s*)(["']?)((?:\[\[)?([^[\]"',|]*))$/.exec(value ?? ']');
	if (!rest || name === null) return null;
	const [, quote = '', written = '', text = ''] = rest;
	return { field: name, text, from: pos - written.length, quote, inProperties: true };
}

function keyAbove(state: EditorState, pos: number): string | null {
	for (let n = state.doc.lineAt(pos).number - 1; n > 1; n--) {
		const { text } = state.doc.line(n);
		if (!yamlItem.test(text)) return /^([\p{L}\p{N}_-]+):\s*$/u.exec(text)?.[1] ?? null;
	}
	return null;
}

function isInProperties(state: EditorState, pos: number): boolean {
	for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(pos, -1); node; node = node.parent) {
		if (node.name === 'Frontmatter') return pos < node.to;
	}
	return false;
}

function lineBefore(state: EditorState, pos: number): string {
	const line = state.doc.lineAt(pos);
	return line.text.slice(0, pos - line.from);
}
