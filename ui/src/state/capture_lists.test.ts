// Where tags and names stand in a clipping.
import { expect, it } from 'vitest';
import { placesOf } from './capture_lists';

const text =
	'Amazon pays\nTags: amazon, ai-inference\nMentions Amazon · Azure\n\nIt is #rents, not #rents/old.\nTags\namazonawsrents\n';
const words = (kind: 'tags' | 'mentions', values: string[]) =>
	placesOf(kind, values, text).map(({ from, to, value }) => [value, text.slice(from, to), from]);

it('is the lines that list them, and wherever a tag has its sign', () => {
	expect(words('mentions', ['[[Amazon]]', '[[Clouds/Azure|Azure]]', 'Google'])).toEqual([
		['[[Amazon]]', 'Amazon', text.indexOf('Amazon ·')],
		['[[Clouds/Azure|Azure]]', 'Azure', text.indexOf('Azure')],
	]);
	expect(words('tags', ['rents', 'ai-inference'])).toEqual([
		['rents', 'rents', text.lastIndexOf('rents')],
		['rents', '#rents', text.indexOf('#rents')],
		['ai-inference', 'ai-inference', text.indexOf('ai-inference')],
	]);
});
