// Draws TeX with KaTeX, which is loaded when the first formula is on screen. What a frame has no time for waits for the
// next one with its source in sight, and what was drawn once is copied.
type Katex = typeof import('katex').default;

interface Formula {
	parent: HTMLElement;
	tex: string;
	display: boolean;
	/** Told when it is drawn later than asked. */
	drawn: (() => void) | undefined;
}

let katex: Katex | null = null;
let loading: Promise<Katex> | null = null;

// A formula can be written to expand without end; a person's is never this long.
const longest = 10_000;
/** How long may be drawn in one frame, in milliseconds. */
const frameMs = 8;
const mostKept = 1000;

const kept = new Map<string, Element>();
const waiting: Formula[] = [];
let spentMs = 0;
let frame = 0;

async function load(): Promise<Katex> {
	const [module] = await Promise.all([import('katex'), import('katex/dist/katex.min.css')]);
	katex = module.default;
	return katex;
}

function draw({ tex, parent, display }: Formula, renderer: Katex) {
	const began = performance.now();
	try {
		renderer.render(tex, parent, {
			displayMode: display,
			throwOnError: false,
			errorColor: 'var(--contradicts)',
			strict: 'ignore',
			trust: false,
			maxExpand: 500,
			maxSize: 50,
		});
	} catch {
		parent.textContent = tex; // Not TeX at all: what was written is the best picture of it.
	}
	if (parent.firstElementChild) keep(keyOf(tex, display), parent.firstElementChild);
	spentMs += performance.now() - began;
}

const keyOf = (tex: string, display: boolean) => `${display} ${tex}`;

function keep(key: string, drawn: Element) {
	kept.set(key, drawn.cloneNode(true) as Element);
	const oldest = kept.keys().next();
	if (kept.size > mostKept && !oldest.done) kept.delete(oldest.value);
}

/** The next frame has its own time. */
function nextFrame() {
	if (frame !== 0) return;
	frame = requestAnimationFrame(() => {
		frame = 0;
		spentMs = 0;
		if (katex) drawWaiting(katex);
	});
}

function drawWaiting(renderer: Katex) {
	while (spentMs < frameMs) {
		const formula = waiting.shift();
		if (!formula) return;
		// What was scrolled away meanwhile is asked for anew when it comes back.
		if (!formula.parent.isConnected) continue;
		draw(formula, renderer);
		formula.drawn?.();
	}
	nextFrame();
}

/** Shows a formula in an element; until it is drawn, its source. `drawn` is called where that comes later. */
export function renderMath(parent: HTMLElement, tex: string, display: boolean, drawn?: () => void) {
	const known = kept.get(keyOf(tex, display));
	if (known) {
		parent.replaceChildren(known.cloneNode(true));
		return;
	}
	parent.textContent = tex;
	if (tex.length > longest) return;
	if (katex && spentMs < frameMs && waiting.length === 0) {
		draw({ parent, tex, display, drawn }, katex);
		nextFrame();
		return;
	}
	waiting.push({ parent, tex, display, drawn });
	loading ??= load();
	// The source stays where the renderer cannot be loaded.
	loading.then(nextFrame, () => {});
}
