// The links of a page: to a place in the same document, or to an address, which the person is asked about. Everything
// else that a document may want to be done stays undone.
import { strings } from '../state/strings';
import type { PDFDocumentProxy, PDFPageProxy } from './pdf_engine';

/** Where links lead. */
export interface LinkTargets {
	/** Shows a page, 1-based, at a height in points above its foot where the link names one. */
	goTo(page: number, top: number | null): void;
	/** Opens an address that stands in the document. */
	openAddress(url: string): void;
	/** The page in front, 1-based. */
	readonly page: number;
}

/** What is read of an annotation. */
interface Annotation {
	subtype?: string;
	rect?: number[];
	/** Only of a kind that PDF.js takes for harmless. */
	url?: string;
	dest?: unknown;
	action?: string;
}

type Viewport = ReturnType<PDFPageProxy['getViewport']>;

/** Makes the links of a page, to be laid over it. */
export async function makeLinks(
	page: PDFPageProxy,
	viewport: Viewport,
	document: PDFDocumentProxy,
	targets: LinkTargets,
): Promise<HTMLElement[]> {
	const annotations: Annotation[] = await page.getAnnotations({ intent: 'display' });
	return annotations.flatMap((annotation) => {
		if (annotation.subtype !== 'Link' || !annotation.rect) return [];
		const link = linkOf(annotation, document, targets);
		if (link) place(link, viewport.convertToViewportRectangle(annotation.rect), viewport);
		return link ?? [];
	});
}

function linkOf(annotation: Annotation, document: PDFDocumentProxy, targets: LinkTargets): HTMLElement | null {
	const { url, dest, action } = annotation;
	if (url && /^(?:https?|mailto):/i.test(url)) return button(url, () => targets.openAddress(url));
	if (dest) {
		return button(strings.pdf.linkInside, async () => {
			const place = await findPlace(document, dest);
			if (place) targets.goTo(place.page, place.top);
		});
	}
	if (!action || namedPage(action, 1, 1) === undefined) return null;
	return button(strings.pdf.linkInside, () => {
		targets.goTo(namedPage(action, targets.page, document.numPages) ?? targets.page, null);
	});
}

/** The page that one of the named actions of the format leads to. */
export function namedPage(action: string, page: number, pages: number): number | undefined {
	return { FirstPage: 1, PrevPage: Math.max(1, page - 1), NextPage: Math.min(pages, page + 1), LastPage: pages }[
		action
	];
}

/** Finds the page of a destination: by its name, or as it stands in the link. */
export async function findPlace(
	document: Pick<PDFDocumentProxy, 'getDestination' | 'getPageIndex' | 'numPages'>,
	dest: unknown,
): Promise<{ page: number; top: number | null } | null> {
	try {
		const explicit = typeof dest === 'string' ? await document.getDestination(dest) : dest;
		if (!Array.isArray(explicit)) return null;
		const [ref, kind] = explicit as [unknown, { name?: string } | undefined];
		const index = typeof ref === 'number' ? ref : await document.getPageIndex(ref as never);
		if (!(index >= 0 && index < document.numPages)) return null;
		const top = { XYZ: explicit[3], FitH: explicit[2], FitBH: explicit[2] }[kind?.name ?? ''];
		return { page: index + 1, top: typeof top === 'number' ? top : null };
	} catch {
		return null; // A link into nothing.
	}
}

function button(label: string, run: () => unknown): HTMLElement {
	const made = document.createElement('button');
	made.type = 'button';
	made.className = 'pdf-link';
	made.setAttribute('aria-label', label);
	made.title = label;
	made.addEventListener('click', () => void run());
	return made;
}

function place(link: HTMLElement, [x1 = 0, y1 = 0, x2 = 0, y2 = 0]: number[], { width, height }: Viewport) {
	const percent = (part: number, of: number) => `${(100 * part) / of}%`;
	Object.assign(link.style, {
		left: percent(Math.min(x1, x2), width),
		top: percent(Math.min(y1, y2), height),
		width: percent(Math.abs(x2 - x1), width),
		height: percent(Math.abs(y2 - y1), height),
	});
}
