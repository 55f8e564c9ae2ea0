// The kinds of callouts: their names, other names, colours and icons.

/** How a kind of callout looks. */
export interface CalloutLook {
	/** The kind that another name stands for. */
	kind: string;
	/** A token of the theme. */
	colour: string;
	/** Path data of the icon on a grid of 24. */
	icon: string;
}

const pencil = 'M21.2 6.8a2.8 2.8 0 0 0-4-4L3.8 16.2 2 22l5.8-1.8zM15 5l4 4';
const clipboard =
	'M9 2h6v4H9zM15 4h3a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h3M12 11h4M12 16h4M8 11h.01M8 16h.01';
const info = 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20M12 16v-4M12 8h.01';
const checkCircle = 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20M9 12l2 2 4-4';
const flame =
	'M8.5 14.5A2.5 2.5 0 0 0 11 12c0-1.4-.5-2-1-3-1.1-2.1-.2-4 2-6 .5 2.5 2 4.9 4 6.5s3 3.5 3 5.5a7 7 0 1 1-14 0c0-1.2.4-2.3 1-3a2.5 2.5 0 0 0 2.5 2.5';
const check = 'M20 6 9 17l-5-5';
const question = 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20M9.1 9a3 3 0 0 1 5.8 1c0 2-3 3-3 3M12 17h.01';
const warning = 'm21.7 18-8-14a2 2 0 0 0-3.5 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.7-3M12 9v4M12 17h.01';
const cross = 'M18 6 6 18M6 6l12 12';
const bolt =
	'M4 14a1 1 0 0 1-.8-1.6l9.9-10.2a.5.5 0 0 1 .9.5l-1.9 6A1 1 0 0 0 13 10h7a1 1 0 0 1 .8 1.6l-9.9 10.2a.5.5 0 0 1-.9-.5l1.9-6A1 1 0 0 0 11 14z';
const bug =
	'M8 2l1.9 1.9M14.1 3.9 16 2M9 7.1v-1a3 3 0 1 1 6 0v1M12 20c-3.3 0-6-2.7-6-6v-3a4 4 0 0 1 4-4h4a4 4 0 0 1 4 4v3c0 3.3-2.7 6-6 6M12 20v-9M6.5 9C4.6 8.8 3 7.1 3 5M6 13H2M3 21c0-2.1 1.7-3.9 3.8-4M21 5c0 2.1-1.6 3.8-3.5 4M22 13h-4M17.2 17c2.1.1 3.8 1.9 3.8 4';
const list = 'M8 6h13M8 12h13M8 18h13M3 6h.01M3 12h.01M3 18h.01';
const quote =
	'M16 3a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2 1 1 0 0 1 1 1v1a2 2 0 0 1-2 2 1 1 0 0 0-1 1v2a1 1 0 0 0 1 1 6 6 0 0 0 6-6V5a2 2 0 0 0-2-2zM5 3a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2 1 1 0 0 1 1 1v1a2 2 0 0 1-2 2 1 1 0 0 0-1 1v2a1 1 0 0 0 1 1 6 6 0 0 0 6-6V5a2 2 0 0 0-2-2z';

const looks: readonly [names: string[], colour: string, icon: string][] = [
	[['note'], '--accent', pencil],
	[['abstract', 'summary', 'tldr'], '--h7', clipboard],
	[['info'], '--accent', info],
	[['todo'], '--accent', checkCircle],
	[['tip', 'hint', 'important'], '--h7', flame],
	[['success', 'check', 'done'], '--supports', check],
	[['question', 'help', 'faq'], '--warn', question],
	[['warning', 'caution', 'attention'], '--h2', warning],
	[['failure', 'fail', 'missing'], '--contradicts', cross],
	[['danger', 'error'], '--contradicts', bolt],
	[['bug'], '--contradicts', bug],
	[['example'], '--h10', list],
	[['quote', 'cite'], '--context', quote],
];

const byName = new Map(
	looks.flatMap(([names, colour, icon]) =>
		names.map((name) => [name, { kind: names[0] ?? name, colour, icon }] as const),
	),
);
const fallback: CalloutLook = { kind: 'note', colour: '--accent', icon: pencil };

/** How a callout of a type looks, by any of its names; an unknown one looks like a note. */
export function calloutLook(type: string): CalloutLook {
	return byName.get(type.toLowerCase()) ?? fallback;
}

/** The title of a callout that was given none: its type with a capital letter. */
export function calloutTitle(type: string): string {
	return type.charAt(0).toUpperCase() + type.slice(1);
}

/** The icon of a callout. */
export function calloutIcon(type: string): SVGElement {
	const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
	svg.setAttribute('class', 'callout-icon');
	svg.setAttribute('viewBox', '0 0 24 24');
	svg.setAttribute('aria-hidden', 'true');
	const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
	path.setAttribute('d', calloutLook(type).icon);
	svg.append(path);
	return svg;
}
