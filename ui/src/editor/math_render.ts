// Draws TeX with KaTeX, which is loaded when the first formula is on screen.
type Katex = typeof import('katex').default;

let katex: Katex | null = null;
let loading: Promise<Katex> | null = null;

// A formula can be written to expand without end; a person's is never this long.
const longest = 10_000;

async function load(): Promise<Katex> {
	const [module] = await Promise.all([import('katex'), import('katex/dist/katex.min.css')]);
	katex = module.default;
	return katex;
}

function draw(tex: string, parent: HTMLElement, display: boolean, renderer: Katex) {
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
}

/** Shows a formula in an element; until KaTeX is there, its source. */
export function renderMath(parent: HTMLElement, tex: string, display: boolean) {
	if (tex.length > longest) {
		parent.textContent = tex;
		return;
	}
	if (katex) {
		draw(tex, parent, display, katex);
		return;
	}
	parent.textContent = tex;
	loading ??= load();
	loading.then(
		(renderer) => draw(tex, parent, display, renderer),
		() => {}, // The source stays where the renderer cannot be loaded.
	);
}
