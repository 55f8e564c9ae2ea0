// The page's tokens as colours a canvas takes.
import { hueToken } from '../state/thesis_marks';

export interface Colours {
	paper: string;
	panel: string;
	ink: string;
	ink2: string;
	ink3: string;
	line: string;
	lineStrong: string;
	accent: string;
	warn: string;
	supports: string;
	contradicts: string;
	context: string;
	ui: string;
	hue(colour: number): string;
	/** Any other token, `--h3`. */
	token(name: string): string;
}

/** Reads the tokens as they are now. */
export function readColours(element: Element): Colours {
	const style = getComputedStyle(element);
	const token = (name: string) => style.getPropertyValue(name).trim();
	return {
		paper: token('--paper'),
		panel: token('--panel'),
		ink: token('--ink'),
		ink2: token('--ink-2'),
		ink3: token('--ink-3'),
		line: token('--line'),
		lineStrong: token('--line-strong'),
		accent: token('--accent'),
		warn: token('--warn'),
		supports: token('--supports'),
		contradicts: token('--contradicts'),
		context: token('--context'),
		ui: token('--ui'),
		hue: (colour) => token(hueToken(colour)),
		token,
	};
}

/** Calls back when the theme changes; the answer stops it. */
export function followTheme(changed: () => void): () => void {
	const observer = new MutationObserver(changed);
	observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
	return () => observer.disconnect();
}
