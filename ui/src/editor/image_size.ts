// Sizes of images: `|200` and `|200x100` behind an embed's target or an image's text.

/** An image's display text, taken apart. */
export interface ImageText {
	alt: string;
	width: number | null;
	height: number | null;
}

const size = /^(\d{1,5})(?:x(\d{1,5}))?$/;

/** Reads `200`, `200x100`, `text|200` or a text alone. */
export function readImageText(text: string): ImageText {
	const pipe = text.lastIndexOf('|');
	const found = size.exec(text.slice(pipe + 1).trim());
	if (!found) return { alt: text, width: null, height: null };
	return {
		alt: pipe < 0 ? '' : text.slice(0, pipe),
		width: Number(found[1]),
		height: found[2] ? Number(found[2]) : null,
	};
}

const imageName = /\.(?:avif|bmp|gif|jpe?g|png|svg|webp)$/i;

/** Whether a target names an image by its extension. */
export function isImage(target: string): boolean {
	return imageName.test(target.split('#', 1)[0] ?? '');
}
