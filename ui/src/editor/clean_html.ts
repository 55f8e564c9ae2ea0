// HTML from the clipboard, made safe and plain: no scripts, and what programs say by styles said by elements. It is
// never shown; it is only read.
import DOMPurify, { type Config } from 'dompurify';

const config: Config = {
	USE_PROFILES: { html: true, mathMl: true },
	// TeX stands in the annotations of a formula. They are refused where HTML is shown, and this is not.
	ADD_TAGS: ['semantics', 'annotation'],
	ADD_ATTR: ['encoding'],
	FORBID_TAGS: ['style', 'title', 'button', 'select', 'textarea', 'noscript', 'template'],
	ALLOWED_URI_REGEXP: /^(?!javascript:|vbscript:)/i,
	ALLOW_DATA_ATTR: true,
	RETURN_DOM: true,
};

// What pages hang on their text that is no part of it: this app's own reading view among them.
const decoration = '.code-head, .footnote-backref, .block-anchor, .anchor[aria-hidden=true], .mw-editsection';

/** Reads HTML and makes it plain. Nothing in it runs or is fetched. */
export function cleanHtml(html: string): HTMLElement {
	const page = DOMPurify.sanitize(html, config) as unknown as HTMLElement | null;
	if (!page) return document.createElement('body');
	for (const found of page.querySelectorAll(decoration)) found.remove();
	readFormulas(page);
	readOwn(page);
	readStyles(page);
	mendLists(page);
	mendText(page);
	return page;
}

function each<E extends Element = HTMLElement>(page: HTMLElement, selector: string, change: (element: E) => void) {
	for (const element of page.querySelectorAll<E>(selector)) change(element);
}

/** Puts Markdown in the place of an element. */
function write(element: Element, markdown: string, kind: 'inline' | 'block' = 'inline') {
	const raw = element.ownerDocument.createElement('span');
	raw.dataset.markdown = kind;
	raw.textContent = markdown;
	element.replaceWith(raw);
}

function unwrap(element: Element) {
	element.replaceWith(...element.childNodes);
}

function wrapContent(element: Element, name: string) {
	const wrapper = element.ownerDocument.createElement(name);
	wrapper.append(...element.childNodes);
	element.append(wrapper);
}

/** Formulas of KaTeX, MathJax, Wikipedia and this app carry their TeX with them. */
function readFormulas(page: HTMLElement) {
	each(page, '[data-tex]', (math) => {
		writeTex(math, math.dataset.tex ?? '', math.classList.contains('math-display'));
	});
	each<Element>(page, 'annotation[encoding="application/x-tex"]', (annotation) => {
		const outer = annotation.closest('.katex-display, .mwe-math-element-block');
		const inner = annotation.closest('.katex, .mwe-math-element, mjx-container') ?? annotation.closest('math');
		const math = outer ?? inner;
		const isBlock = outer !== null || annotation.closest('math')?.getAttribute('display') === 'block';
		if (math) writeTex(math, annotation.textContent ?? '', isBlock);
	});
}

function writeTex(element: Element, written: string, isBlock: boolean) {
	const tex = written
		.trim()
		.replace(/^\{\\displaystyle\s*([\s\S]*)\}$/, '$1')
		.trim();
	if (isBlock) write(element, `$$${tex}$$`, 'block');
	else write(element, `$${tex}$`);
}

/** What the reading view of this app shows is written as it was. */
function readOwn(page: HTMLElement) {
	each(page, 'a.internal-link[data-href]', (link) => {
		const target = link.dataset.href ?? '';
		const text = link.textContent?.trim() ?? '';
		const isBare = text === '' || text === target || text === target.replaceAll('#', ' > ');
		write(link, isBare ? `[[${target}]]` : `[[${target}|${text}]]`);
	});
	each(page, '.markdown-embed[data-href]', (embed) => write(embed, `![[${embed.dataset.href}]]`, 'block'));
	each(page, 'img[data-path]', (image) => write(image, `![[${image.dataset.path}]]`));
	each(page, '.remote-image[data-src]', (image) => write(image, `![](${image.dataset.src})`));
	each(page, 'a[data-tag]', (tag) => write(tag, tag.textContent?.trim() ?? ''));
	each(page, 'sup.footnote-ref', (reference) => write(reference, `[^${reference.textContent?.replace(/\W/g, '')}]`));
	each(page, 'section.footnotes li.footnote', readFootnote);
	each(page, '.callout[data-callout]', readCallout);
}

function readFootnote(item: HTMLElement) {
	const number = [...(item.parentElement?.children ?? [])].indexOf(item) + 1;
	const text = item.ownerDocument.createElement('div');
	text.append(item.ownerDocument.createElement('span'), ' ', ...item.childNodes);
	if (text.firstElementChild) write(text.firstElementChild, `[^${number}]:`);
	text.querySelectorAll('p').forEach(unwrap);
	item.closest('section')?.before(text);
	item.remove();
}

function readCallout(callout: HTMLElement) {
	const { type, callout: kind, calloutFold = '' } = callout.dataset;
	const title = callout.querySelector('.callout-title');
	const quote = callout.ownerDocument.createElement('blockquote');
	// The brackets of its head are marks, not text to be escaped.
	const head = callout.ownerDocument.createElement('div');
	head.dataset.markdown = 'block';
	head.textContent = `[!${type ?? kind}]${calloutFold} ${title?.textContent?.trim() ?? ''}`;
	title?.remove();
	quote.append(head, ...callout.childNodes);
	callout.replaceWith(quote);
}

/** Google Docs, Word and browsers say bold and italic by style; Google Docs puts all of it into a `b` that is not bold. */
function readStyles(page: HTMLElement) {
	each(page, 'b[style], strong[style]', (bold) => {
		if (/^(?:normal|[1-4]00)$/.test(bold.style.fontWeight)) unwrap(bold);
	});
	each(page, 'span[style]', (span) => {
		if (span.textContent?.trim() === '') return;
		const { fontWeight, fontStyle, textDecoration, textDecorationLine } = span.style;
		const isHeading = span.closest('h1, h2, h3, h4, h5, h6, th, code, pre') !== null;
		if (!isHeading && /^(?:bold|bolder|[6-9]00)$/.test(fontWeight)) wrapContent(span, 'strong');
		if (!isHeading && fontStyle === 'italic') wrapContent(span, 'em');
		if (/line-through/.test(`${textDecoration} ${textDecorationLine}`)) wrapContent(span, 'del');
	});
	each(page, 'span:not([data-markdown])', unwrap);
	each<Element>(page, 'strong, b, em, i, del, s', (mark) => {
		while (mark.nextSibling instanceof Element && mark.nextSibling.localName === mark.localName) {
			const next = mark.nextSibling;
			mark.append(...next.childNodes);
			next.remove();
		}
	});
}

/** A list in a list belongs to the item before it, and an item's only paragraph is its text. */
function mendLists(page: HTMLElement) {
	each<Element>(page, ':is(ul, ol) > :is(ul, ol)', (list) => {
		let item = list.previousElementSibling;
		if (item?.localName !== 'li') {
			item = list.ownerDocument.createElement('li');
			list.before(item);
		}
		item.append(list);
	});
	each<Element>(page, 'li > p:first-of-type', (paragraph) => {
		const others = [...(paragraph.parentElement?.children ?? [])].filter((child) => child !== paragraph);
		if (others.every((child) => ['ul', 'ol', 'input', 'label'].includes(child.localName))) unwrap(paragraph);
	});
}

/** Line breaks in code are text, and a blank that only keeps others apart is a blank. */
function mendText(page: HTMLElement) {
	each<Element>(page, 'pre br', (br) => br.replaceWith('\n'));
	const walker = page.ownerDocument.createTreeWalker(page, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const text = walker.currentNode as Text;
		text.data = text.data.replace(/\u00a0(?=\s|$)|(?<=\s|^)\u00a0/g, ' ');
	}
}
