// Tests of file tree: what it does, told by examples.
import { beforeEach, describe, expect, it } from 'vitest';
import type { FileRow } from '../backend/bindings';
import { FileTree, parentsOf } from './file_tree.svelte';

function file(path: string, modified = 0): FileRow {
	const name = path.slice(path.lastIndexOf('/') + 1);
	const isNote = name.endsWith('.md');
	return {
		path,
		title: isNote ? name.slice(0, -3) : name,
		kind: isNote ? 'note' : name.includes('.') ? 'image' : 'folder',
		modified,
		size: 0,
	};
}

// As the core lists them: in preorder, folders first.
const files = ['a', 'a/b', 'a/b/deep.md', 'a/one.md', 'a/two.md', 'c', 'c/pic.png', 'x.md', 'y 2.md', 'y 10.md'];
let tree: FileTree;

beforeEach(() => {
	tree = new FileTree();
	tree.files = files.map((path, index) => file(path, index));
});

const shown = () => tree.rows.map((row) => row.path);

describe('rows', () => {
	it('are those of open folders, in the order given', () => {
		expect(shown()).toEqual(['a', 'c', 'x.md', 'y 2.md', 'y 10.md']);
		tree.toggle('a');
		expect(shown()).toEqual(['a', 'a/b', 'a/one.md', 'a/two.md', 'c', 'x.md', 'y 2.md', 'y 10.md']);
		tree.toggle('a');
		expect(shown().length).toBe(5);
	});

	it('say their level, their place among their siblings, and the notes below', () => {
		tree.toggle('a');
		const row = tree.rows[2];
		expect(row).toMatchObject({ path: 'a/one.md', level: 2, position: 2, setSize: 3, expanded: null });
		expect(tree.rows[0]).toMatchObject({ notes: 3, expanded: true });
		expect(tree.rows[4]).toMatchObject({ path: 'c', notes: 0, expanded: false });
	});

	it('can be sorted another way, folders staying first', () => {
		tree.toggle('a');
		tree.sort = 'modified';
		expect(shown()).toEqual(['a', 'a/b', 'a/two.md', 'a/one.md', 'c', 'y 10.md', 'y 2.md', 'x.md']);
		tree.sort = 'name_reverse';
		expect(shown()[0]).toBe('c');
	});
});

describe('the keyboard', () => {
	it('walks the rows and stays at the ends', () => {
		tree.step('ArrowDown');
		expect(tree.activePath).toBe('a');
		tree.step('ArrowUp');
		expect(tree.activePath).toBe('a');
		tree.step('End');
		expect(tree.activePath).toBe('y 10.md');
		tree.step('ArrowDown');
		expect(tree.activePath).toBe('y 10.md');
		tree.step('Home');
		expect(tree.activePath).toBe('a');
		expect(tree.step('q')).toBe(false);
	});

	it('opens a folder, goes in, comes out, closes it', () => {
		tree.step('Home');
		tree.step('ArrowRight');
		expect(tree.expanded.has('a')).toBe(true);
		tree.step('ArrowRight');
		expect(tree.activePath).toBe('a/b');
		tree.step('ArrowDown');
		tree.step('ArrowLeft');
		expect(tree.activePath).toBe('a');
		tree.step('ArrowLeft');
		expect(tree.expanded.has('a')).toBe(false);
	});

	it('goes to what is typed, and on when the same letter comes again later', () => {
		tree.type('y', 0);
		expect(tree.activePath).toBe('y 2.md');
		tree.type(' ', 100);
		tree.type('1', 200);
		expect(tree.activePath).toBe('y 10.md');
		tree.type('y', 5000);
		expect(tree.activePath).toBe('y 2.md');
		expect(tree.type('q', 9000)).toBe(false);
	});
});

describe('following', () => {
	it('reveals a note in closed folders', () => {
		tree.reveal('a/b/deep.md');
		expect(shown()).toContain('a/b/deep.md');
		expect(tree.active?.title).toBe('deep');
		expect(parentsOf('a/b/deep.md')).toEqual(['a', 'a/b']);
	});

	it('keeps a moved folder open', () => {
		tree.reveal('a/b/deep.md');
		tree.move([{ from: 'a', to: 'z' }]);
		expect([...tree.expanded]).toEqual(['z', 'z/b']);
		expect(tree.activePath).toBe('z/b/deep.md');
	});
});

it('shows ten thousand rows in a moment, and only the open folder’s are made', () => {
	const many = Array.from({ length: 10_000 }, (_, n) => file(`big/n${n}.md`));
	tree.files = [file('big'), ...many];
	expect(tree.rows.length).toBe(1);
	tree.toggle('big');
	expect(tree.rows.length).toBe(10_001);
	expect(tree.indexOf('big/n9999.md')).toBe(10_000);
});
