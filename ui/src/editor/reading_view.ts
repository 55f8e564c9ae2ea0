// Reading view: a note as the core renders it.
import type { EditorHost } from './editor_host';
import { hoverPreview } from './hover_preview';
import { mountNote } from './note_html';
import type { Passage } from './passages';
import { washPage } from './reading_wash';

/** What a reading view shows. */
export interface ReadingOptions {
	path: string;
	/** What `render` answered. */
	html: string;
	host: EditorHost;
	/**
	 * Writes the checkbox of a task, on a 1-based line of a note; the new HTML comes by `update`. Without it the core
	 * writes the note as it is on disk.
	 */
	toggleTask?: (path: string, line: number) => void;
}

/** A note in reading view. */
export interface ReadingView {
	/** An element above the text that scrolls with it, for the title and the properties. */
	readonly header: HTMLElement;
	update(html: string): void;
	/** Washes passages, in UTF-16 units of the note's text `source`, in a hue's token; none takes the wash away. */
	showPassages(passages: readonly Passage[], source: string, hue: string): void;
	/** Scrolls to the block that holds a 1-based line of the source. */
	goToLine(line: number): void;
	/** The first source line in sight, 1-based. */
	topLine(): number;
	destroy(): void;
}

/** Shows rendered HTML inside an element, which becomes its scroller. */
export function mountReading(parent: HTMLElement, { path, html, host, toggleTask }: ReadingOptions): ReadingView {
	parent.classList.add('reading-view');
	const header = parent.appendChild(document.createElement('div'));
	header.className = 'note-header';
	const article = parent.appendChild(document.createElement('article'));
	article.dir = 'auto';
	const mounted = mountNote(article, { html, path, host, ...(toggleTask && { toggleTask }) });
	let takeWash = () => {};
	const stopPreview = hoverPreview(article, () => ({ host, path }));
	return {
		header,
		update(html) {
			takeWash = () => {};
			mounted.update(html);
		},
		showPassages(passages, source, hue) {
			takeWash();
			takeWash = washPage(article, source, passages, hue);
		},
		goToLine: (line) => blockAt(article, line)?.scrollIntoView({ block: 'start' }),
		topLine: () => topLine(parent, article),
		destroy() {
			stopPreview();
			mounted.destroy();
			parent.classList.remove('reading-view');
			parent.replaceChildren();
		},
	};
}

function blocks(article: HTMLElement): HTMLElement[] {
	return [...article.querySelectorAll<HTMLElement>('[data-line]')].filter((block) => !block.closest('.markdown-embed'));
}

function blockAt(article: HTMLElement, line: number): HTMLElement | undefined {
	return blocks(article).findLast((block) => Number(block.dataset.line) <= line);
}

function topLine(scroller: HTMLElement, article: HTMLElement): number {
	const { top } = scroller.getBoundingClientRect();
	const first = blocks(article).find((block) => block.getBoundingClientRect().bottom > top);
	return Number(first?.dataset.line ?? 1);
}
