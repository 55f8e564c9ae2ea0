// Finds what is on the screen by role and accessible name, as interface and assistive programs do.
// Called with a role, a name (null: any) and an element to search in (null: the page); returns elements.

const [role, name, within] = arguments;

const IMPLICIT = {
	button: 'button, input[type=button], summary',
	textbox: 'input:not([type]), input[type=text], textarea',
	searchbox: 'input[type=search]',
	checkbox: 'input[type=checkbox]',
	link: 'a[href]',
	region: 'section',
	table: 'table',
	dialog: 'dialog[open]',
	status: 'output',
	list: 'ul, ol',
	listitem: 'li',
	heading: 'h1, h2, h3, h4, h5, h6',
	img: 'img',
};

function textOf(ids) {
	return ids
		.split(/\s+/)
		.map((id) => document.getElementById(id)?.textContent ?? '')
		.join(' ');
}

// The text that is spoken: without what is hidden from assistive programs.
function spoken(node) {
	if (node.nodeType === Node.TEXT_NODE) return node.data;
	if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute('aria-hidden') === 'true') return '';
	return node.getAttribute('aria-label') ?? [...node.childNodes].map(spoken).join('');
}

function nameOf(element) {
	const labelled = element.getAttribute('aria-labelledby');
	const label = labelled ? textOf(labelled) : element.getAttribute('aria-label');
	const text = label ?? element.labels?.[0]?.textContent ?? element.getAttribute('alt') ?? spoken(element);
	return (text || element.getAttribute('title') || '').replace(/\s+/g, ' ').trim();
}

function isShown(element) {
	return element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
}

const implicit = IMPLICIT[role] ? `, :is(${IMPLICIT[role]}):not([role])` : '';
return [...(within ?? document).querySelectorAll(`[role="${role}"]${implicit}`)].filter(
	(element) => isShown(element) && !element.closest('[aria-hidden=true], [inert]') && (name === null || nameOf(element) === name),
);
