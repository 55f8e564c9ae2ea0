// The one place where the HTML of a note enters the page: cleaned here again after the core, and mounted as nodes.
import DOMPurify, { type Config } from 'dompurify';

// What the core writes and nothing more: no scripts, styles, forms or frames, and no address but those of links.
const noteConfig: Config = {
	USE_PROFILES: { html: true },
	FORBID_TAGS: [
		'style',
		'form',
		'textarea',
		'select',
		'option',
		'button',
		'iframe',
		'object',
		'embed',
		'template',
		'base',
		'link',
		'meta',
	],
	FORBID_ATTR: [
		'style',
		'srcset',
		'action',
		'formaction',
		'ping',
		'autofocus',
		'background',
		'poster',
		'usemap',
		'contenteditable',
		'tabindex',
		'name',
		'is',
		'slot',
	],
	ADD_ATTR: ['target'],
	ALLOW_DATA_ATTR: true,
	ALLOW_ARIA_ATTR: true,
	SANITIZE_NAMED_PROPS: true,
	// DOMPurify's own pattern with fewer schemes; it also looks at attributes that hold no address, hence the rest of it.
	ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto):|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
	RETURN_DOM_FRAGMENT: true,
};

const svgConfig: Config = {
	USE_PROFILES: { svg: true, svgFilters: true },
	FORBID_TAGS: ['foreignObject', 'script', 'a', 'image', 'use', 'animate', 'set'],
	RETURN_DOM_FRAGMENT: true,
};

/** Replaces the content of an element by a note's HTML. */
export function mountHtml(parent: HTMLElement, html: string) {
	parent.replaceChildren(cleanNote(html));
}

/** How many blocks of a note are cleaned at once where it is taken in parts. */
const blocksInPart = 24;

/** A note's HTML, cleaned, some of its blocks at a time. */
export function* listCleanParts(html: string): Generator<DocumentFragment> {
	// A document that is parsed like this runs no script and fetches nothing.
	const unclean = new DOMParser().parseFromString(html, 'text/html');
	while (unclean.body.firstChild) {
		const part = unclean.createElement('body');
		for (let block = 0; block < blocksInPart && unclean.body.firstChild; block++) part.append(unclean.body.firstChild);
		yield cleanNote(part);
	}
}

function cleanNote(html: string | Node): DocumentFragment {
	const fragment = purify(html, noteConfig);
	for (const image of fragment.querySelectorAll('img')) blockAddress(image);
	for (const box of fragment.querySelectorAll('input')) if (box.type !== 'checkbox') box.remove();
	for (const media of fragment.querySelectorAll('audio, video, source, track')) blockAddress(media);
	return fragment;
}

/** Replaces the content of an element by a diagram that was drawn in the page. */
export function mountSvg(parent: HTMLElement, svg: string) {
	parent.replaceChildren(purify(svg, svgConfig));
}

function purify(html: string | Node, config: Config): DocumentFragment {
	// Some inputs leave it with no document at all, for which it answers null in spite of its type.
	const clean = DOMPurify.sanitize(html, config) as unknown as DocumentFragment | null;
	return clean ?? document.createDocumentFragment();
}

// Nothing is fetched because a note says so. Attachments get their address from the window afterwards.
function blockAddress(element: Element) {
	const src = element.getAttribute('src');
	if (element.localName === 'img' && src && /^data:image\//i.test(src)) return;
	element.removeAttribute('src');
	if (src && !element.hasAttribute('data-path')) element.setAttribute('data-src', src);
}
