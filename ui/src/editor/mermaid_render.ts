// Draws Mermaid diagrams, one after the other, in the colours of the theme. Mermaid is loaded for the first one.
import type { FollowHow } from './editor_host';
import { linkNodes } from './mermaid_links';
import { mountSvg } from './mount_html';

type Mermaid = typeof import('mermaid').default;

/** Opens the note that a node of a diagram links to. */
type Follow = (target: string, how: FollowHow) => void;

interface Diagram {
	source: string;
	follow: Follow;
	parent: WeakRef<HTMLElement>;
}

let loading: Promise<Mermaid> | null = null;
let queue: Promise<unknown> = Promise.resolve();
let count = 0;
const diagrams = new Set<Diagram>();

function token(name: string): string {
	return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function configure(mermaid: Mermaid) {
	mermaid.initialize({
		startOnLoad: false,
		securityLevel: 'strict',
		htmlLabels: false,
		flowchart: { htmlLabels: false },
		suppressErrorRendering: true,
		maxTextSize: 50_000,
		maxEdges: 500,
		theme: 'base',
		fontFamily: token('--ui'),
		themeVariables: {
			darkMode: document.documentElement.dataset.theme === 'dark',
			background: token('--paper'),
			primaryColor: token('--panel'),
			primaryTextColor: token('--ink'),
			primaryBorderColor: token('--line-strong'),
			secondaryColor: token('--accent-soft'),
			tertiaryColor: token('--raised'),
			lineColor: token('--ink-3'),
			textColor: token('--ink'),
			noteBkgColor: token('--accent-soft'),
			noteTextColor: token('--ink'),
			noteBorderColor: token('--line-strong'),
			fontSize: '14px',
		},
	});
}

async function load(): Promise<Mermaid> {
	const { default: mermaid } = await import('mermaid');
	configure(mermaid);
	new MutationObserver(() => {
		configure(mermaid);
		for (const diagram of diagrams) redraw(diagram);
	}).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
	return mermaid;
}

function redraw(diagram: Diagram) {
	const parent = diagram.parent.deref();
	if (parent?.isConnected) enqueue(parent, diagram);
	else diagrams.delete(diagram);
}

// Mermaid keeps its configuration and its drawing area to itself, so that two drawings at a time disturb each other.
function enqueue(parent: HTMLElement, { source, follow }: Pick<Diagram, 'source' | 'follow'>) {
	loading ??= load();
	const drawing = loading;
	queue = queue.then(async () => {
		try {
			const mermaid = await drawing;
			const { svg } = await mermaid.render(`diagram-${++count}`, source);
			mountSvg(parent, svg);
			linkNodes(parent, follow);
			parent.classList.remove('is-broken');
		} catch (error) {
			showError(parent, error);
		}
	});
}

function showError(parent: HTMLElement, error: unknown) {
	const message = error instanceof Error ? error.message : String(error);
	parent.classList.add('is-broken');
	parent.textContent = `This diagram cannot be drawn. ${message.split('\n').slice(0, 4).join('\n')}`;
}

/** Draws a diagram into an element, and again when the theme changes. Nodes that are links call `follow`. */
export function renderMermaid(parent: HTMLElement, source: string, follow: Follow) {
	parent.classList.add('diagram');
	const diagram = { source, follow, parent: new WeakRef(parent) };
	diagrams.add(diagram);
	enqueue(parent, diagram);
}
