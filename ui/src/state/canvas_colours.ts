// The colours of a canvas: six by number, mapped to hues that hold in both themes, and those written as digits.

/** The six colours in their order, by the token of each. */
const hues: Record<string, string> = {
	'1': 'var(--h8)',
	'2': 'var(--h2)',
	'3': 'var(--h5)',
	'4': 'var(--h3)',
	'5': 'var(--h7)',
	'6': 'var(--h6)',
};

export const presets = Object.keys(hues);

/** The colour as CSS, or null for none and for what is no colour. */
export function colourOf(color: string | null): string | null {
	if (color === null) return null;
	return hues[color] ?? (/^#(?:[0-9a-f]{3,4}){1,2}$/i.test(color) ? color : null);
}
