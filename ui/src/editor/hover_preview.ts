// A look at a linked note: after a moment over a link its text appears beside it; Escape or leaving closes it.
import type { Extension } from '@codemirror/state';
import { ViewPlugin } from '@codemirror/view';
import { type EditorHost, noteOf } from './editor_host';
import { type MountedNote, mountNote } from './note_html';

const openAfter = 500;
const closeAfter = 250;
const links = '.live-link[data-href], a.internal-link[data-href]';

interface PreviewContext {
	host: EditorHost;
	/** Path of the note whose links are looked at. */
	path: string;
}

let shown: Preview | null = null;

/** The open preview; there is one at a time. */
class Preview {
	readonly dom = document.createElement('div');
	private mounted: MountedNote | null = null;

	constructor(
		readonly link: HTMLElement,
		private readonly closed: () => void,
	) {
		this.dom.className = 'hover-preview';
		this.dom.setAttribute('role', 'tooltip');
		document.addEventListener('keydown', this.onKey, true);
		document.addEventListener('scroll', this.onScroll, true);
	}

	show(context: PreviewContext, html: string) {
		document.body.append(this.dom);
		const body = this.dom.appendChild(document.createElement('div'));
		const follow: EditorHost['followLink'] = (target, how) => {
			this.close();
			context.host.followLink(target, how);
		};
		this.mounted = mountNote(body, { html, path: context.path, host: { ...context.host, followLink: follow } });
		this.place();
	}

	close() {
		document.removeEventListener('keydown', this.onKey, true);
		document.removeEventListener('scroll', this.onScroll, true);
		this.mounted?.destroy();
		this.dom.remove();
		if (shown === this) shown = null;
		this.closed();
	}

	private readonly onKey = (event: KeyboardEvent) => {
		if (event.key === 'Escape') event.stopPropagation();
		if (!/^(?:Control|Meta|Alt|Shift)$/.test(event.key)) this.close();
	};

	private readonly onScroll = (event: Event) => {
		if (!(event.target instanceof Node && this.dom.contains(event.target))) this.close();
	};

	// Below the link where there is room, else above; never outside of the window.
	private place() {
		const link = this.link.getClientRects()[0] ?? this.link.getBoundingClientRect();
		const { width, height } = this.dom.getBoundingClientRect();
		const below = link.bottom + 6;
		const top = below + height <= window.innerHeight - 8 ? below : Math.max(8, link.top - 6 - height);
		const left = Math.max(8, Math.min(link.left, window.innerWidth - width - 8));
		this.dom.style.left = `${left}px`;
		this.dom.style.top = `${top}px`;
	}
}

class PreviewWatch {
	private timer: ReturnType<typeof setTimeout> | undefined;
	private asked: HTMLElement | null = null;

	constructor(
		private readonly dom: HTMLElement,
		private readonly context: () => PreviewContext,
	) {
		dom.addEventListener('mouseover', this.onOver);
		dom.addEventListener('mousedown', this.onPress);
	}

	destroy() {
		clearTimeout(this.timer);
		this.dom.removeEventListener('mouseover', this.onOver);
		this.dom.removeEventListener('mousedown', this.onPress);
		shown?.close();
	}

	private readonly onPress = () => {
		clearTimeout(this.timer);
		this.asked = null;
		shown?.close();
	};

	private readonly onOver = (event: MouseEvent) => {
		const target = event.target instanceof Element ? event.target : null;
		const link = target?.closest<HTMLElement>(links) ?? null;
		if (link === this.asked) return;
		clearTimeout(this.timer);
		this.asked = link;
		if (link && event.buttons === 0) this.timer = setTimeout(() => this.open(link), openAfter);
		else if (shown) this.timer = setTimeout(() => this.closeUnlessHovered(), closeAfter);
	};

	private closeUnlessHovered() {
		if (!shown) return;
		if (shown.dom.matches(':hover')) this.timer = setTimeout(() => this.closeUnlessHovered(), closeAfter);
		else shown.close();
	}

	private async open(link: HTMLElement) {
		shown?.close();
		const context = this.context();
		const target = link.dataset.href ?? '';
		const destination = await context.host.ask({ ask: 'destination', target, source: context.path }).catch(() => null);
		if (!destination?.path?.endsWith('.md') || this.asked !== link) return;
		const subpath = target.includes('#') ? target.slice(target.indexOf('#')) : '';
		const note = destination.path;
		const rendered = await context.host.ask({ ask: 'render', note, text: null, subpath }).catch(() => null);
		// The mouse may be elsewhere by now, and a redraw may have taken the link away.
		if (!rendered || this.asked !== link || !link.isConnected) return;
		shown = new Preview(link, () => {
			this.asked = null;
		});
		shown.show({ ...context, path: note }, rendered.html);
	}
}

/** Shows previews for the links inside an element; the answer stops it. */
export function hoverPreview(dom: HTMLElement, context: () => PreviewContext): () => void {
	const watch = new PreviewWatch(dom, context);
	return () => watch.destroy();
}

/** Shows previews for the links of the editor. */
export function linkPreview(): Extension {
	return ViewPlugin.define((view) => {
		const stop = hoverPreview(view.contentDOM, () => noteOf(view.state));
		return { destroy: stop };
	});
}
