// A note's HTML at work: images, math, diagrams and code get drawn, links lead somewhere, checkboxes write.
import { mount, unmount } from 'svelte';
import { calloutIcon, calloutLook } from './callout_types';
import { drawCanvas } from './canvas_shapes_svg';
import { colourCode } from './code_colours';
import { copyButton } from './copy_button';
import { type EditorHost, followHow } from './editor_host';
import { Formulas } from './formulas';
import { renderMermaid } from './mermaid_render';
import { takeParts } from './mount_parts';
import type { NoteLink } from './note_link';
import PdfDocument from './pdf_document.svelte';

/** A note's HTML and where it comes from. */
export interface NoteHtml {
	/** What `render` answered. */
	html: string;
	/** Path of the note, from which its links are resolved. */
	path: string;
	host: EditorHost;
	/** Called when a late picture has changed the height. */
	resized?: () => void;
	/** Unfolds what hides an element that a link leads to. */
	reveal?: (element: Element) => void;
	/** Called when more of it is in the page, and when all of it is. */
	mounted?: (whole: boolean) => void;
	/**
	 * Writes the checkbox of a task on a 1-based line of a note, given as a path. Without it the note is opened and
	 * written through the core.
	 */
	toggleTask?: (path: string, line: number) => void;
}

/** A note's HTML in the page. */
export interface MountedNote {
	update(html: string): void;
	destroy(): void;
}

/** Mounts a note's HTML inside an element. */
export function mountNote(parent: HTMLElement, note: NoteHtml): MountedNote {
	parent.classList.add('note-html');
	let page: NotePage | null = null;
	let stop = () => {};
	let known: string | null = null;
	const show = (html: string) => {
		// Another note has changed, and nothing here; only the picture of a canvas comes from a file of its own.
		if (html === known && !html.includes('data-kind="canvas"')) return;
		known = html;
		stop();
		const former = page;
		const next = new NotePage(note, former === null);
		// At first what there is is shown at once; later the former page stays until the next one is whole, so that
		// nothing moves under the eye.
		if (!former) parent.replaceChildren();
		const into = former ? document.createDocumentFragment() : parent;
		const take = (part: DocumentFragment) => {
			next.draw(part);
			into.append(part);
			if (!former) note.mounted?.(false);
		};
		const whole = () => {
			former?.end();
			if (former) parent.replaceChildren(into);
			page = next;
			note.mounted?.(true);
		};
		const stopTaking = takeParts(html, take, whole);
		stop = () => {
			stopTaking();
			if (page !== next && former) next.end();
		};
		page ??= next;
	};
	const click = (event: MouseEvent) => onClick(event, parent, note);
	parent.addEventListener('click', click);
	parent.addEventListener('auxclick', click);
	show(note.html);
	return {
		update: show,
		destroy() {
			parent.removeEventListener('click', click);
			parent.removeEventListener('auxclick', click);
			stop();
			page?.end();
			parent.replaceChildren();
		},
	};
}

/** What lives in a page as long as it is shown. */
class NotePage {
	private readonly formulas: Formulas;
	private readonly living: (() => void)[] = [];

	constructor(
		private readonly note: NoteHtml,
		inSight: boolean,
	) {
		this.formulas = new Formulas(note.resized, inSight);
	}

	/** Draws what a part of the page holds. */
	draw(part: DocumentFragment) {
		this.living.push(...mountBases(part, this.note), ...mountQueries(part, this.note));
		drawPictures(part, this.note);
		this.formulas.draw(part);
		each(part, '.pdf-embed[data-path]', (embed) => this.living.push(drawDocument(embed, this.note)));
	}

	end() {
		this.formulas.end();
		for (const takeAway of this.living) takeAway();
	}
}

function each(parent: ParentNode, selector: string, draw: (element: HTMLElement) => void) {
	for (const element of parent.querySelectorAll<HTMLElement>(selector)) draw(element);
}

/** Puts bases in the place of their embeds and blocks; a host that has none leaves a link and the text. */
function mountBases(parent: ParentNode, note: NoteHtml): (() => void)[] {
	const mounted: (() => void)[] = [];
	const mount = (element: HTMLElement, base: { path?: string; view?: string; text?: string }) => {
		if (!note.host.mountBase) return;
		const { frame, place } = frameFor(element, 'base-frame', note);
		mounted.push(note.host.mountBase(frame, { ...place, ...base }));
	};
	each(parent, '.internal-embed[data-kind=base]', (embed) =>
		mount(embed, { path: embed.dataset.path ?? '', view: (embed.dataset.subpath ?? '').replace(/^#/, '') }),
	);
	each(parent, 'pre > code.language-base', (code) => {
		if (code.parentElement) mount(code.parentElement, { text: code.textContent ?? '' });
	});
	return mounted;
}

/** Puts what they find in the place of blocks of the language `query`; a host that cannot search leaves their text. */
function mountQueries(parent: ParentNode, note: NoteHtml): (() => void)[] {
	const { host } = note;
	const mounted: (() => void)[] = [];
	each(parent, 'pre > code.language-query', (code) => {
		const text = code.textContent ?? '';
		if (!code.parentElement || !host.mountQuery || text.trim() === '') return;
		const { frame, place } = frameFor(code.parentElement, 'query-frame', note);
		mounted.push(host.mountQuery(frame, { ...place, text }));
	});
	return mounted;
}

/** A frame in the place of an element, and what all that is mounted in one has to know. */
function frameFor(element: HTMLElement, className: string, note: NoteHtml) {
	const place = { note: sourceOf(element, note), ...(note.resized && { resized: note.resized }) };
	const frame = document.createElement('div');
	frame.className = className;
	frame.dataset.line = element.dataset.line ?? '';
	element.replaceWith(frame);
	return { frame, place };
}

function drawPictures(parent: ParentNode, note: NoteHtml) {
	each(parent, 'pre.mermaid-source', (pre) => drawDiagram(pre, note));
	each(parent, 'pre > code', drawCode);
	each(parent, '.callout[data-callout]', drawCallout);
	each(parent, 'img[data-path]', (image) => drawImage(image as HTMLImageElement, note));
	each(parent, ':is(audio, video)[data-path]', (media) => loadMedia(media as HTMLMediaElement, note));
	each(parent, '.file-embed[data-kind=canvas]', (embed) => drawCanvasEmbed(embed, note));
	each(parent, 'img[data-src]:not([data-path])', replaceRemote);
	each(parent, '.remote-image[data-src]', describeRemote);
	each(parent, 'li.task-list-item input[type=checkbox]', (box) => {
		box.classList.add('task-box');
		box.dataset.task = box.closest<HTMLElement>('li')?.dataset.task || ' ';
		box.removeAttribute('disabled');
		box.setAttribute('aria-label', box.closest('li')?.textContent?.trim().slice(0, 200) || 'Task');
	});
}

function drawDiagram(pre: HTMLElement, { host }: NoteHtml) {
	const drawing = document.createElement('div');
	drawing.dataset.line = pre.dataset.line ?? '';
	pre.replaceWith(drawing);
	renderMermaid(drawing, pre.textContent ?? '', (target, how) => host.followLink(target, how));
}

function drawCode(code: HTMLElement) {
	const language = /(?:^|\s)language-(\S+)/.exec(code.className)?.[1] ?? '';
	const text = code.textContent ?? '';
	// A language that cannot be loaded leaves its code in one colour.
	if (language !== '') colourCode(code, language).catch(() => {});
	const head = document.createElement('div');
	head.className = 'code-head';
	const name = head.appendChild(document.createElement('span'));
	name.textContent = language;
	head.append(copyButton(() => text));
	code.parentElement?.prepend(head);
}

function drawCallout(callout: HTMLElement) {
	const type = callout.dataset.callout ?? 'note';
	callout.style.setProperty('--callout', `var(${calloutLook(type).colour})`);
	callout.querySelector(':scope > .callout-title')?.prepend(calloutIcon(type));
}

function drawImage(image: HTMLImageElement, { host, resized }: NoteHtml) {
	const path = image.dataset.path ?? '';
	image.classList.add('note-image');
	if (resized) image.addEventListener('load', resized);
	const lost = () => {
		const note = document.createElement('span');
		note.className = 'missing-image';
		note.textContent = `“${path}” cannot be shown`;
		image.replaceWith(note);
	};
	image.addEventListener('error', lost);
	host.attachmentUrl(path).then((url) => {
		image.src = url;
	}, lost);
}

function loadMedia(media: HTMLMediaElement, { host, resized }: NoteHtml) {
	media.preload = 'metadata';
	media.controls = true;
	if (resized) media.addEventListener('loadedmetadata', resized);
	host.attachmentUrl(media.dataset.path ?? '').then(
		(url) => {
			media.src = url;
		},
		() => media.replaceWith(`“${media.dataset.path}” cannot be played`),
	);
}

/** The picture of a canvas stands above the link to it. */
function drawCanvasEmbed(embed: HTMLElement, { host, resized }: NoteHtml) {
	const picture = document.createElement('div');
	embed.append(picture);
	void drawCanvas(picture, embed.dataset.path ?? '', host.ask).then(resized);
}

/** A document stands in the place of the link to it; `#page=3` and `#height=400` say where and how high. */
function drawDocument(embed: HTMLElement, { host, resized }: NoteHtml): () => void {
	const { path = '', subpath = '' } = embed.dataset;
	const number = (key: string) => Number(new RegExp(`[#&]${key}=(\\d{1,5})`).exec(subpath)?.[1] ?? 0);
	const height = number('height');
	if (height > 0) embed.style.height = `${Math.min(Math.max(height, 120), 4000)}px`;
	embed.replaceChildren();
	const props = {
		path,
		read: (document: string) => host.readDocument(document),
		first: number('page') || 1,
		openAddress: (url: string) => host.openUnseen(url),
	};
	const shown = mount(PdfDocument, { target: embed, props });
	resized?.();
	return () => void unmount(shown);
}

function replaceRemote(image: HTMLElement) {
	const note = document.createElement('span');
	note.className = 'remote-image';
	note.dataset.src = image.dataset.src;
	image.replaceWith(note);
	describeRemote(note);
}

// The window's rights forbid images of the web, so that there is nothing to load: the placeholder says what it is.
function describeRemote(note: HTMLElement) {
	const url = note.dataset.src ?? '';
	const host = URL.canParse(url) ? new URL(url).host : 'the web';
	note.textContent = `Image from ${host}, not loaded`;
	note.title = url;
}

function onClick(event: MouseEvent, parent: HTMLElement, note: NoteHtml) {
	const target = event.target instanceof Element ? event.target : null;
	if (event.button > 1) return;
	const box = target?.closest<HTMLInputElement>('input[type=checkbox][data-line]');
	const link = target?.closest<HTMLElement>('a, .remote-image');
	if (box) toggle(event, box, note);
	else if (link) follow(event, link, parent, note);
}

/** The note that an element was rendered from: an embed's own, else the whole. */
function sourceOf(element: Element, { path }: NoteHtml): string {
	return element.closest<HTMLElement>('.markdown-embed[data-path]')?.dataset.path ?? path;
}

async function toggle(event: Event, box: HTMLInputElement, note: NoteHtml) {
	// The text decides what the box shows.
	event.preventDefault();
	const line = Number(box.dataset.line);
	try {
		const path = sourceOf(box, note);
		if (note.toggleTask) note.toggleTask(path, line);
		else await toggleByCore(path, line, note.host);
	} catch (error) {
		note.host.notice(
			error instanceof Error ? error.message : String((error as { message?: unknown })?.message ?? error),
		);
	}
}

async function toggleByCore(path: string, line: number, host: EditorHost) {
	const { hash } = await host.ask({ ask: 'open', note: path });
	await host.ask({ ask: 'toggle_task', path, line, seen: hash });
}

/** A link as it is shown, and the note that it stands in. */
export interface ShownLink extends Pick<NoteLink, 'kind' | 'target'> {
	element: HTMLElement;
	source: string;
}

/** The link that an element of a note's HTML is part of; null where it is part of none. */
export function shownLink(element: Element, path: string): ShownLink | null {
	const link = element.closest<HTMLElement>('a, .remote-image');
	if (!link) return null;
	const source = element.closest<HTMLElement>('.markdown-embed[data-path]')?.dataset.path ?? path;
	const { href, tag, src } = link.dataset;
	const written = link.getAttribute('href') ?? '';
	const as = (kind: NoteLink['kind'], target: string) => ({ kind, target, element: link, source });
	if (href !== undefined) return as('note', href);
	if (tag !== undefined) return as('tag', tag.replace(/^#/, ''));
	if (src !== undefined) return as('external', src);
	if (written.startsWith('#')) return as('footnote', written.slice(1));
	return /^(?:https?|mailto):/i.test(written) ? as('external', written) : null;
}

function follow(event: MouseEvent, clicked: HTMLElement, parent: HTMLElement, { host, path, reveal }: NoteHtml) {
	event.preventDefault();
	const link = shownLink(clicked, path);
	if (link?.kind === 'note') host.followLink(link.target, followHow(event));
	else if (link?.kind === 'tag') host.openTag(link.target);
	else if (link?.kind === 'external') host.openExternal(link.target);
	else if (link) scrollToId(parent, link.target, reveal);
}

// The sanitiser puts a prefix before every id, so that a note cannot name the page's own elements.
function scrollToId(parent: HTMLElement, id: string, reveal: NoteHtml['reveal']) {
	const wanted = [id, `user-content-${id}`, `user-content-${safeDecode(id)}`];
	const found = [...parent.querySelectorAll<HTMLElement>('[id]')].find((element) => wanted.includes(element.id));
	if (found) reveal?.(found);
	found?.scrollIntoView({ block: 'center' });
}

function safeDecode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
