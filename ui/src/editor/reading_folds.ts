// Folding in reading view: a heading hides what stands below it, up to the next one of its level or a higher one.

/** The folds of a page that is read. Lines are those of the headings in the note, 1-based. */
export interface ReadingFolds {
	/** Puts the buttons on headings that were drawn anew; what was folded is so again. */
	refresh(): void;
	/** Folds the headings on these lines and no others; lines of anything else are kept for who asks. */
	restore(lines: readonly number[]): void;
	/** The lines of what is folded, with those that `restore` was given and that are no headings. */
	lines(): number[];
	foldAll(): void;
	unfoldAll(): void;
	/** Unfolds what hides an element. */
	reveal(element: Element): void;
}

const headings = ':is(h1, h2, h3, h4, h5, h6)[data-heading]';

/** Folds headings that stand directly in an element; `changed` is called when something is hidden or shown. */
export function readingFolds(article: HTMLElement, changed = () => {}): ReadingFolds {
	/** Ids of folded headings: they last while the text around them changes. */
	let folded = new Set<string>();
	let others: number[] = [];
	/** All of the page was there once. */
	let isWhole = false;
	const foldable = () => [...article.querySelectorAll<HTMLElement>(`:scope > ${headings}`)].filter(hasSection);

	function show() {
		/** The level of the folded heading that hides what comes; 7 is below all. */
		let hiding = 7;
		for (const child of article.children) {
			const level = levelOf(child);
			if (level <= hiding || isFoot(child)) hiding = 7;
			child.toggleAttribute('hidden', hiding < 7);
			const isFolded = folded.has(child.id) && hasSection(child);
			if (level < 7) mark(child, isFolded);
			if (isFolded && hiding === 7) hiding = level;
		}
		changed();
	}

	function set(ids: Iterable<string>) {
		folded = new Set(ids);
		show();
	}

	function toggle(heading: Element) {
		const next = new Set(folded);
		if (!next.delete(heading.id)) next.add(heading.id);
		set(next);
	}

	/** Folds headings that were to be folded before they were there. */
	function takeWaiting() {
		const waiting = foldable().filter((heading) => others.includes(lineOf(heading)));
		for (const heading of waiting) folded.add(heading.id);
		const taken = waiting.map(lineOf);
		others = others.filter((line) => !taken.includes(line));
	}

	return {
		refresh() {
			for (const heading of foldable()) {
				heading.prepend(foldButton(() => toggle(heading)));
			}
			if (!isWhole) takeWaiting();
			isWhole = true;
			show();
		},
		restore(lines) {
			const found = foldable().filter((heading) => lines.includes(lineOf(heading)));
			const known = foldable().map(lineOf);
			others = lines.filter((line) => !known.includes(line));
			set(found.map((heading) => heading.id));
		},
		lines() {
			const own = foldable().filter((heading) => folded.has(heading.id));
			return [...others, ...own.map(lineOf)].sort((a, b) => a - b);
		},
		foldAll: () => set(foldable().map((heading) => heading.id)),
		unfoldAll: () => set([]),
		reveal(element) {
			const child = [...article.children].find((each) => each.contains(element));
			for (const heading of foldable()) {
				if (child && sectionOf(heading).includes(child)) folded.delete(heading.id);
			}
			show();
		},
	};
}

function levelOf(element: Element): number {
	return element.matches(headings) ? Number(element.localName.slice(1)) : 7;
}

function isFoot(element: Element): boolean {
	return element.matches('section.footnotes');
}

function lineOf(heading: HTMLElement): number {
	return Number(heading.dataset.line ?? 0);
}

/** The elements below a heading up to the next one that is as high; footnotes belong to the note. */
function sectionOf(heading: Element): Element[] {
	const section: Element[] = [];
	const level = levelOf(heading);
	for (let next = heading.nextElementSibling; next; next = next.nextElementSibling) {
		if (levelOf(next) <= level || isFoot(next)) break;
		section.push(next);
	}
	return section;
}

function hasSection(heading: Element): boolean {
	return sectionOf(heading).length > 0;
}

function mark(heading: Element, isFolded: boolean) {
	heading.classList.toggle('is-folded', isFolded);
	heading.querySelector(':scope > .heading-fold')?.setAttribute('aria-expanded', String(!isFolded));
}

function foldButton(toggle: () => void): HTMLButtonElement {
	const button = document.createElement('button');
	button.type = 'button';
	button.className = 'heading-fold';
	button.setAttribute('aria-label', 'Fold this section');
	button.addEventListener('click', toggle);
	return button;
}
