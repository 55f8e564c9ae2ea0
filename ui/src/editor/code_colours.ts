// Colours code outside of an editor, with the same parsers and classes as inside.
import { highlightCode } from '@lezer/highlight';
import { noteHighlightStyle } from './highlight_style';
import { findCodeLanguage } from './syntax';

// Above this size colours cost more than they tell.
const longest = 100_000;

/** Colours the text of an element in a language, by the name a fence gives. An unknown one stays as it is. */
export async function colourCode(element: HTMLElement, language: string): Promise<void> {
	const code = element.textContent ?? '';
	const found = findCodeLanguage(language);
	if (!found || code.length > longest) return;
	const { language: loaded } = found.support ?? (await found.load());
	const nodes: Node[] = [];
	highlightCode(
		code,
		loaded.parser.parse(code),
		noteHighlightStyle,
		(text, classes) => nodes.push(classes === '' ? document.createTextNode(text) : span(text, classes)),
		() => nodes.push(document.createTextNode('\n')),
	);
	element.replaceChildren(...nodes);
}

function span(text: string, classes: string): HTMLElement {
	const element = document.createElement('span');
	element.className = classes;
	element.textContent = text;
	return element;
}
