// HTML as it comes from the clipboard, turned into the Markdown that a person would have written. Turndown walks it and
// escapes text: it is kept, has no dependency in the page, and answers at once, before the next key is typed.
import Turndown from 'turndown';
import { cleanHtml } from './clean_html';
import { htmlTables } from './html_tables';

/** Longer HTML is left alone: its plain text is pasted at once. In UTF-16 units. */
const longest = 2_000_000;

// What Markdown can say and plain text cannot; a page without any of it is best taken as its text.
const meaningful =
	'a[href], img, table, ul, ol, h1, h2, h3, h4, h5, h6, strong, b, em, i, code, pre, blockquote, hr, del, s, strike, ' +
	'mark, sup, sub, kbd, [data-markdown]';

let service: Turndown | undefined;

/** Turns HTML into Markdown; null where its plain text says as much, or it cannot be read. */
export function htmlToMarkdown(html: string): string | null {
	if (html.length > longest) return null;
	try {
		const page = cleanHtml(html);
		if (!page.querySelector(meaningful) || isTextFile(page)) return null;
		service ??= makeService();
		// The head of a callout stands right above its text.
		const markdown = service.turndown(page).replace(/^((?:> )+\[!.*)\n(?:> ?)+\n/gm, '$1\n');
		return markdown.trim() || null;
	} catch {
		return null; // Nested too deeply for a page that a person made: the plain text is still there.
	}
}

/** Whether this is a text file as a browser shows it: a `pre` and nothing else. */
function isTextFile(page: HTMLElement): boolean {
	const [only] = page.children;
	return page.children.length === 1 && only?.localName === 'pre' && only.querySelector('code') === null;
}

function makeService(): Turndown {
	const made = new Turndown({
		headingStyle: 'atx',
		hr: '---',
		bulletListMarker: '-',
		codeBlockStyle: 'fenced',
		emDelimiter: '*',
	});
	const usual = made.escape.bind(made);
	made.escape = (text) => escapeMore(usual(text));
	made
		.addRule('raw', { filter: (node) => node.dataset.markdown !== undefined, replacement: (_, node) => rawOf(node) })
		.addRule('heading', { filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'], replacement: heading })
		.addRule('strong', { filter: ['strong', 'b'], replacement: (text, node) => mark('**', 'strong, b', text, node) })
		.addRule('emphasis', { filter: ['em', 'i'], replacement: (text, node) => mark('*', 'em, i', text, node) })
		.addRule('strike', {
			filter: (node) => ['DEL', 'S', 'STRIKE'].includes(node.nodeName),
			replacement: (text, node) => mark('~~', 'del, s, strike', text, node),
		})
		.addRule('mark', { filter: 'mark', replacement: (text, node) => mark('==', 'mark', text, node) })
		.addRule('small', { filter: ['sub', 'sup', 'kbd'], replacement: inlineHtml })
		.addRule('link', { filter: (node) => node.nodeName === 'A', replacement: link })
		.addRule('image', { filter: 'img', replacement: (_, node) => image(node as HTMLImageElement) })
		.addRule('code', { filter: 'pre', replacement: (_, node) => fence(node as HTMLElement) })
		.addRule('item', { filter: 'li', replacement: (text, node) => listItem(text, node as HTMLElement) })
		.addRule('task', {
			filter: (node) => node.nodeName === 'INPUT',
			replacement: (_, node) => task(node as HTMLInputElement),
		})
		.use(htmlTables);
	return made;
}

// An underscore between letters is no mark, and escaped it is ugly; a `<` before a letter would begin a tag.
function escapeMore(escaped: string): string {
	return escaped.replace(/(?<=[\p{L}\p{N}])\\_(?=[\p{L}\p{N}])/gu, '_').replace(/<(?=[a-z/!?])/gi, '\\<');
}

function rawOf(node: Node): string {
	const text = (node.textContent ?? '').trim();
	return (node as HTMLElement).dataset.markdown === 'block' ? `\n\n${text}\n\n` : text;
}

/** The text on one line, for what cannot hold a line break. */
export function oneLine(text: string): string {
	return text.replace(/\s*\n\s*/g, ' ').trim();
}

function heading(text: string, node: Node): string {
	const line = oneLine(text);
	return line === '' ? '' : `\n\n${'#'.repeat(Number(node.nodeName.charAt(1)))} ${line}\n\n`;
}

// Marks hold neither blocks nor themselves.
function mark(sign: string, same: string, text: string, node: Node): string {
	const isInside = (node as Element).parentElement?.closest(same);
	return text.trim() === '' || isInside || /\n\s*\n/.test(text) ? text : sign + text + sign;
}

function inlineHtml(text: string, node: Node): string {
	const name = node.nodeName.toLowerCase();
	return text.trim() === '' ? text : `<${name}>${oneLine(text)}</${name}>`;
}

function link(text: string, node: Node): string {
	const element = node as Element;
	const href = element.getAttribute('href') ?? '';
	// Without its page an address of that page leads nowhere, and in a note it would name another note.
	if (!isAddress(href)) return text;
	const label = oneLine(text);
	if (label === '') return '';
	if (element.textContent?.trim() === href && /^https?:\/\/[^\s<>()*_`[\]]+$/.test(href)) return href;
	return `[${label}](${destination(href)})`;
}

function image(element: HTMLImageElement): string {
	const src = ['src', 'data-src'].map((name) => element.getAttribute(name) ?? '').find((it) => /^https?:/i.test(it));
	if (src === undefined) return '';
	const alt = oneLine(element.getAttribute('alt') ?? '').replace(/[[\]\\|]/g, '\\$&');
	return `![${alt}](${destination(src)})`;
}

/** Whether this names something by itself, as `https:` does; what runs or holds content is none. */
function isAddress(href: string): boolean {
	return /^(?!javascript:|vbscript:|data:|blob:|about:|file:)[a-z][a-z0-9+.-]*:/i.test(href.trim());
}

function destination(href: string): string {
	const safe = href.trim().replace(/[\s<>]/g, encodeURIComponent);
	const isBalanced = !/[()]/.test(safe.replace(/\([^()]*\)/g, ''));
	return isBalanced ? safe : safe.replaceAll('(', '%28').replaceAll(')', '%29');
}

function fence(pre: HTMLElement): string {
	const code = (pre.textContent ?? '').replace(/^\n/, '').trimEnd();
	if (code.trim() === '') return '';
	if (pre.closest('td, th')) return `\`${oneLine(code)}\``;
	const longestRun = Math.max(2, ...[...code.matchAll(/^ {0,3}(`{3,})/gm)].map((run) => run[1]?.length ?? 0));
	const ticks = '`'.repeat(longestRun + 1);
	return `\n\n${ticks}${languageOf(pre)}\n${code}\n${ticks}\n\n`;
}

// Each highlighter says it in its own way, on the code, on the block, or on the box around it.
function languageOf(pre: HTMLElement): string {
	const places = [pre.querySelector('code'), pre, pre.parentElement, pre.parentElement?.parentElement];
	for (const place of places) {
		const named = place?.getAttribute('data-lang') ?? place?.getAttribute('data-language');
		const classed = /(?:^|\s)(?:language|lang|highlight-source|brush:)-?\s*([\w+#-]+)/.exec(
			place?.className ?? '',
		)?.[1];
		const language = named ?? classed ?? '';
		if (/^[\w+#-]+$/.test(language)) return language.toLowerCase();
	}
	return '';
}

function listItem(text: string, item: HTMLElement): string {
	// A tab is a list's indent as Obsidian writes it, and wide enough below any marker of up to two digits.
	const content = text
		.replace(/^\n+|\n+$/g, '')
		.replace(/^\[(.)\]\s+/u, '[$1] ')
		.replace(/\n(?=[^\n])/g, '\n\t');
	return `${markerOf(item)} ${content}${item.nextElementSibling ? '\n' : ''}`;
}

function markerOf(item: HTMLElement): string {
	const list = item.parentElement;
	if (list?.localName !== 'ol') return '-';
	const start = Number.parseInt(list.getAttribute('start') ?? '1', 10);
	const items = [...list.children].filter((child) => child.localName === 'li');
	return `${(Number.isNaN(start) ? 1 : start) + items.indexOf(item)}.`;
}

function task(box: HTMLInputElement): string {
	if (box.getAttribute('type') !== 'checkbox' || !box.closest('li')) return '';
	const status = box.dataset.task ?? (box.hasAttribute('checked') ? 'x' : ' ');
	return `[${status}] `;
}
