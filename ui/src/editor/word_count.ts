// Counts the words of a note when typing pauses.
import type { Extension, Text } from '@codemirror/state';
import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { noteOf } from './editor_host';
import { frontmatterEnd } from './syntax_frontmatter';

// A run of letters and digits is a word; in scripts without blanks every character counts as one.
const word =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+(?:['’_-](?=[\p{L}\p{N}])(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+)*/gu;
const pause = 400;

// A piece takes a few milliseconds to count.
const piece = 100_000;

/** The number of words of a note's text, without its frontmatter. */
export function countWords(text: string): number {
	const body = text.startsWith('---') ? text.slice(frontmatterEnd(text) ?? 0) : text;
	return countIn(body);
}

function countIn(text: string): number {
	let n = 0;
	word.lastIndex = 0;
	while (word.test(text)) n++;
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
		this.timer = setTimeout(() => this.countFrom(this.view.state.doc, 0, 0), delay);
	}

	/** Counts a piece, and plans the next one: a text of many megabytes must not hold the window up. */
	private countFrom(doc: Text, start: number, before: number) {
		const end = start + piece >= doc.length ? doc.length : endOfWord(doc, start + piece);
		const text = doc.sliceString(start, end);
		const words = before + (start === 0 ? countWords(text) : countIn(text));
		if (end < doc.length) this.timer = setTimeout(() => this.countFrom(doc, end, words), 0);
		else noteOf(this.view.state).host.wordsChanged?.(words);
	}
}

/** The next place, not far behind a position, where no word is cut in two. */
function endOfWord(doc: Text, pos: number): number {
	const blank = /\s/.exec(doc.sliceString(pos, pos + 1000));
	return blank ? pos + blank.index : pos;
}

/** Tells the host the number of words whenever typing pauses. */
export function wordCount(): Extension {
	return ViewPlugin.fromClass(WordCounter);
}
