// Lines of notes as plain text, told by examples.
import { expect, it } from 'vitest';
import { plainSnippet } from './linked_text';

const marked = (text: string, ...found: string[]) => {
	const spans = found.map((each) => [text.indexOf(each), text.indexOf(each) + each.length] as const);
	const plain = plainSnippet(text, spans);
	return [plain.text, ...plain.spans.map(([from, to]) => plain.text.slice(from, to))];
};

it('a snippet shows its links as their texts, and what was marked in one as a whole', () => {
	expect(marked('see [[a]] there', '[[a]]')).toEqual(['see a there', 'a']);
	expect(marked('supports:: [[Rails#^host]] (strong)', 'Rails')).toEqual([
		'supports:: Rails › host (strong)',
		'Rails › host',
	]);
	expect(marked('[[x]] and [[Rails|the rails]], then rails', 'Rails|the rails', 'then')).toEqual([
		'x and the rails, then rails',
		'the rails',
		'then',
	]);
	expect(marked('**bold** [[cut', 'bold')).toEqual(['**bold** [[cut', 'bold']);
});
