// Reading view: a note as the core renders it.
import type { EditorHost } from './editor_host';
import { hoverPreview } from './hover_preview';
import { mountNote } from './note_html';
import { passageCards } from './passage_card';
import type { Passage, PassageMark } from './passages';
import { type ReadingFolds, readingFolds } from './reading_folds';
import { ReadingPlace } from './reading_place';
import { washPage } from './reading_wash';
import { directionOf } from './text_direction';

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
	readonly folds: ReadingFolds;
	update(html: string): void;
	/** Washes passages, in UTF-16 units of the note's text `source`, for what they are tied to; none takes the wash away. */
	showPassages(passages: readonly Passage[], source: string, mark: PassageMark): void;
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
	const wash = new Wash(article);
	const folds = readingFolds(article, () => place.refold());
	const place = new ReadingPlace(parent, article, (block) => folds.reveal(block));
	const mountedMore = (whole: boolean) => {
		article.dir = directionOf(beginningOf(article));
		if (whole) folds.refresh();
		place.reach(whole);
		if (whole) wash.renew();
	};
	const reveal = (element: Element) => folds.reveal(element);
	const note = { html, path, host, reveal, mounted: mountedMore, ...(toggleTask && { toggleTask }) };
	const mounted = mountNote(article, note);
	const stopPreview = hoverPreview(article, () => ({ host, path }));
	const stopCards = passageCards(article);
	return {
		header,
		folds,
		update: (next) => mounted.update(next),
		showPassages: (passages, source, mark) => wash.show(passages, source, mark),
		goToLine: (line) => place.goTo(line),
		topLine: () => place.topLine(),
		destroy() {
			stopPreview();
			stopCards();
			place.end();
			mounted.destroy();
			parent.classList.remove('reading-view');
			parent.replaceChildren();
		},
	};
}

/** The text that says which way a page runs. `dir=auto` would read all of it anew for each block that comes. */
function beginningOf(article: HTMLElement): string {
	return [...article.children]
		.slice(0, 12)
		.map((block) => block.textContent?.slice(0, 500))
		.join(' ');
}

/** The wash over a page, which is laid anew over each new one. */
class Wash {
	private take = () => {};
	private lay = () => {};

	constructor(private readonly article: HTMLElement) {}

	show(passages: readonly Passage[], source: string, mark: PassageMark) {
		this.take();
		this.lay = () => {
			this.take = washPage(this.article, source, passages, mark);
		};
		this.lay();
	}

	/** Lays it over a page that came since. */
	renew() {
		this.take();
		this.lay();
	}
}
