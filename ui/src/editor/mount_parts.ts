// Takes a note's HTML into the page: a long one in parts over several frames, so that the window is never held up.
import { listCleanParts } from './mount_html';

/** What is longer is taken in parts, in UTF-16 units. */
const long = 60_000;
/** How long a frame may take. */
const frameMs = 10;

/** Gives the cleaned parts in order, then says that it is whole. Returns what ends it. */
export function takeParts(html: string, take: (part: DocumentFragment) => void, whole: () => void): () => void {
	const parts = listCleanParts(html);
	let frame = 0;
	const go = () => {
		const began = performance.now();
		// Not `for … of`, which would end the parts where it is left.
		for (let next = parts.next(); !next.done; next = parts.next()) {
			take(next.value);
			if (html.length <= long || performance.now() - began < frameMs) continue;
			frame = requestAnimationFrame(go);
			return;
		}
		whole();
	};
	go();
	return () => cancelAnimationFrame(frame);
}
