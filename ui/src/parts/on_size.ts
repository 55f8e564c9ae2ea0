// Tells the size of an element without asking for it: asked while a page is being made, it would be laid out at once,
// and then once more when the rest of it is there.
import type { Attachment } from 'svelte/attachments';

/** Tells the inner width and height of an element, in pixels, before it is first drawn and whenever they change. */
export function onSize(told: (width: number, height: number) => void): Attachment<HTMLElement> {
	return (element) => {
		const observer = new ResizeObserver(() => told(element.clientWidth, element.clientHeight));
		observer.observe(element);
		return () => observer.disconnect();
	};
}
