// Nodes of a diagram that are links: those of the class `internal-link`, to the note that their text names. The drawing
// holds no address; the page follows them by itself.
import { type FollowHow, followHow } from './editor_host';

/** Makes links of the nodes of a drawing that ask for it. */
export function linkNodes(drawing: Element, follow: (target: string, how: FollowHow) => void) {
	for (const node of drawing.querySelectorAll<SVGElement>('.internal-link')) {
		const target = nodeText(node);
		if (target === '') continue;
		node.setAttribute('role', 'link');
		node.setAttribute('tabindex', '0');
		node.setAttribute('aria-label', target);
		const go = (event: MouseEvent | KeyboardEvent) => {
			event.preventDefault();
			event.stopPropagation();
			follow(target, followHow(event));
		};
		node.addEventListener('click', go);
		node.addEventListener('auxclick', (event) => {
			if (event.button === 1) go(event);
		});
		node.addEventListener('keydown', (event) => {
			if (event.key === 'Enter') go(event);
		});
	}
}

/** The words of a node; each line of them is drawn apart. */
function nodeText(node: Element): string {
	const lines = [...node.querySelectorAll('.text-outer-tspan')].map((line) => line.textContent ?? '');
	const text = lines.length > 0 ? lines.join(' ') : (node.textContent ?? '');
	return text.replace(/\s+/g, ' ').trim();
}
