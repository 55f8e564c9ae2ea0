// Tests of the links in diagrams, over a drawing as Mermaid makes it and the page cleans it.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { linkNodes } from './mermaid_links';
import { mountSvg } from './mount_html';

afterEach(() => document.body.replaceChildren());

const node = (classes: string, ...lines: string[]) =>
	`<g class="node default ${classes}"><rect/><g class="label"><text>${lines
		.map((line) => `<tspan class="text-outer-tspan"><tspan>${line}</tspan></tspan>`)
		.join('')}</text></g></g>`;

function drawn(...nodes: string[]) {
	const parent = document.body.appendChild(document.createElement('div'));
	mountSvg(parent, `<svg xmlns="http://www.w3.org/2000/svg">${nodes.join('')}</svg>`);
	const follow = vi.fn();
	linkNodes(parent, follow);
	return { parent, follow, links: [...parent.querySelectorAll<SVGElement>('[role=link]')] };
}

describe('nodes of a diagram', () => {
	it('are links where their class says so, to the note that their text names', () => {
		const { links, follow } = drawn(node('internal-link', 'A long', 'name'), node('', 'Other'));
		expect(links.map((link) => link.getAttribute('aria-label'))).toEqual(['A long name']);
		links[0]?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
		links[0]?.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }));
		links[0]?.dispatchEvent(new MouseEvent('auxclick', { bubbles: true, button: 1 }));
		links[0]?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, key: 'Enter' }));
		expect(follow.mock.calls).toEqual([
			['A long name', 'here'],
			['A long name', 'tab'],
			['A long name', 'tab'],
			['A long name', 'here'],
		]);
	});

	it('hold no address, whatever the drawing says', () => {
		const evil = '<a href="javascript:alert(1)" xlink:href="https://evil.example"><text>x</text></a>';
		const { parent } = drawn(`<g class="node internal-link" onclick="alert(1)">${evil}</g>`);
		expect(parent.querySelector('a, [href], [onclick]')).toBeNull();
	});
});
