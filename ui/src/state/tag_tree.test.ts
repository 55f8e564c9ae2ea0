// Tests of tag tree: what it does, told by examples.
import { expect, it } from 'vitest';
import { TagTree } from './tag_tree.svelte';

it('grows nested tags, in natural order, with the counts the core gives', () => {
	const tree = new TagTree(() => [
		{ tag: 'b/x', notes: 2 },
		{ tag: 'b', notes: 5 },
		{ tag: 'a10', notes: 1 },
		{ tag: 'a2', notes: 1 },
	]);
	expect(tree.rows.map((row) => [row.title, row.notes, row.expanded])).toEqual([
		['a2', 1, null],
		['a10', 1, null],
		['b', 5, false],
	]);
	tree.begin();
	tree.step('End');
	tree.step('ArrowRight');
	tree.step('ArrowRight');
	expect(tree.active).toMatchObject({ tag: 'b/x', level: 2, notes: 2 });
	tree.step('ArrowLeft');
	expect(tree.activeTag).toBe('b');
});
