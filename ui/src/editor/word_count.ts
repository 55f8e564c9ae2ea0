// Counts the words of a note when typing pauses.
import type { Extension, Text } from '@codemirror/state';
import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { noteOf } from './editor_host';
import { frontmatterEnd } from './syntax_frontmatter';

// A run of letters and digits is a word; in scripts without blanks every character counts as one.
const word =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+(?:['’_-](?=[\p{L}\p{N}])(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+)*/gu;
const pause = 400;

/** The number of words of a note's text, without its frontmatter. */
export function countWords(text: string): number {
	const body = text.startsWith('---') ? text.slice(frontmatterEnd(text) ?? 0) : text;
	let n = 0;
	word.lastIndex = 0;
	while (word.test(body)) n++;
	return n;
}

class WordCounter {
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(private readonly view: EditorView) {
		this.plan(0);
	}

	update(update: ViewUpdate) {
		if (update.docChanged) this.plan(pause);
	}

	destroy() {
		clearTimeout(this.timer);
	}

	private plan(delay: number) {
		const { host } = noteOf(this.view.state);
		if (!host.wordsChanged) return;
		clearTimeout(this.timer);
		this.timer = setTimeout(() => host.wordsChanged?.(countDocument(this.view.state.doc)), delay);
	}
}

function countDocument(doc: Text): number {
	return countWords(doc.toString());
}

/** Tells the host the number of words whenever typing pauses. */
export function wordCount(): Extension {
	return ViewPlugin.fromClass(WordCounter);
}
