// A text area as high as its text, so that no line is cut in half.

import type { Attachment } from 'svelte/attachments';

/** Fits a text area to its text; give it the text, so that it follows what is set from elsewhere, too. */
export function fitText(_text: string): Attachment<HTMLTextAreaElement> {
	return (area) => {
		const fit = () => {
			area.style.height = 'auto';
			const edges = area.offsetHeight - area.clientHeight;
			area.style.height = `${area.scrollHeight + edges}px`;
		};
		fit();
		area.addEventListener('input', fit);
		return () => area.removeEventListener('input', fit);
	};
}
