// Tests of tabs: what it does, told by examples.
import { beforeEach, describe, expect, it } from 'vitest';
import { movedPath, Panes, type Place } from './tabs.svelte';

const note = (path: string): Place => ({ view: 'note', path });
let panes: Panes;

beforeEach(() => {
	panes = new Panes();
});

const shown = () => panes.active.tabs.map((tab) => (tab === panes.activeTab ? `[${tab.path}]` : tab.path));

describe('opening', () => {
	it('takes the active tab, and remembers where it was', () => {
		panes.open(note('a.md'));
		panes.open(note('b.md'));
		expect(shown()).toEqual(['[b.md]']);
		panes.activeTab?.step(-1);
		expect(shown()).toEqual(['[a.md]']);
		panes.activeTab?.step(1);
		expect(shown()).toEqual(['[b.md]']);
	});

	it('forgets what was ahead when it goes elsewhere', () => {
		for (const path of ['a.md', 'b.md']) panes.open(note(path));
		panes.activeTab?.step(-1);
		panes.open(note('c.md'));
		expect(panes.activeTab?.canGoForward).toBe(false);
		panes.activeTab?.step(-1);
		expect(panes.activeTab?.path).toBe('a.md');
	});

	it('shows the tab that has the note already', () => {
		panes.open(note('a.md'));
		panes.open(note('b.md'), 'tab');
		panes.open(note('a.md'));
		expect(shown()).toEqual(['[a.md]', 'b.md']);
	});

	it('follows a link in the same tab even then, so that back returns', () => {
		panes.open(note('a.md'));
		panes.open(note('b.md'), 'tab');
		panes.follow(note('a.md'), 'here');
		expect(shown()).toEqual(['a.md', '[a.md]']);
		panes.activeTab?.step(-1);
		expect(panes.activeTab?.path).toBe('b.md');
	});

	it('leaves a pinned tab as it is', () => {
		const tab = panes.open(note('a.md'));
		panes.pin(tab, true);
		panes.open(note('b.md'));
		expect(shown()).toEqual(['a.md', '[b.md]']);
	});

	it('opens a new tab beside the active one', () => {
		for (const path of ['a.md', 'b.md', 'c.md']) panes.open(note(path), 'tab');
		panes.showNth(1);
		panes.open(note('d.md'), 'tab');
		expect(shown()).toEqual(['a.md', '[d.md]', 'b.md', 'c.md']);
	});

	it('opens beside in a second pane, and uses that again', () => {
		panes.open(note('a.md'));
		panes.open(note('b.md'), 'split');
		expect(panes.list.length).toBe(2);
		panes.focus(panes.list[0] ?? panes.active);
		panes.open(note('c.md'), 'split');
		expect(panes.list.map((pane) => pane.tabs.map((tab) => tab.path))).toEqual([['a.md'], ['b.md', 'c.md']]);
	});
});

describe('closing', () => {
	it('shows the neighbour, and opens again what was closed last', () => {
		for (const path of ['a.md', 'b.md', 'c.md']) panes.open(note(path), 'tab');
		panes.showNth(2);
		panes.close(panes.activeTab ?? panes.open(note('x.md')));
		expect(shown()).toEqual(['a.md', '[c.md]']);
		expect(panes.reopen()).toBe(true);
		expect(shown()).toEqual(['a.md', '[b.md]', 'c.md']);
		expect(panes.reopen()).toBe(false);
	});

	it('takes an emptied pane away, but never the last one', () => {
		panes.open(note('a.md'));
		panes.split();
		for (const tab of panes.tabs) panes.close(tab);
		expect(panes.list.length).toBe(1);
		expect(panes.activeTab).toBeUndefined();
	});

	it('closes the tabs of a folder that is gone', () => {
		for (const path of ['a/x.md', 'ab.md', 'a/y/z.md']) panes.open(note(path), 'tab');
		panes.closePath('a');
		expect(shown()).toEqual(['[ab.md]']);
	});
});

describe('walking and moving', () => {
	beforeEach(() => {
		for (const path of ['a.md', 'b.md', 'c.md']) panes.open(note(path), 'tab');
	});

	it('walks round the end both ways', () => {
		panes.cycle(1);
		expect(panes.activeTab?.path).toBe('a.md');
		panes.cycle(-1);
		expect(panes.activeTab?.path).toBe('c.md');
		panes.showNth(9);
		expect(panes.activeTab?.path).toBe('c.md');
		panes.showNth(7);
		expect(panes.activeTab?.path).toBe('c.md');
	});

	it('moves a tab within its pane, pinned ones staying in front', () => {
		const [first, , last] = panes.active.tabs;
		if (!first || !last) throw new Error('three tabs');
		panes.moveTab(first, panes.active, 3);
		expect(shown()).toEqual(['b.md', 'c.md', '[a.md]']);
		panes.pin(last, true);
		panes.moveTab(first, panes.active, 0);
		expect(shown()).toEqual(['c.md', '[a.md]', 'b.md']);
	});

	it('moves a tab to the other pane', () => {
		panes.open(note('d.md'), 'split');
		const [left, right] = panes.list;
		const tab = left?.tabs[2];
		if (!left || !right || !tab) throw new Error('two panes');
		panes.moveTab(tab, right, 0);
		expect(left.tabs.map((it) => it.path)).toEqual(['a.md', 'b.md']);
		expect(left.active?.path).toBe('b.md');
		expect(right.tabs.map((it) => it.path)).toEqual(['c.md', 'd.md']);
		expect(panes.activeTab).toBe(tab);
	});

	it('follows a folder that was moved, in the past of a tab too', () => {
		panes.open(note('old/x.md'));
		panes.open(note('a.md'));
		panes.showNth(3);
		panes.move([{ from: 'old', to: 'new' }]);
		panes.activeTab?.step(-1);
		expect(movedPath('older/x.md', [{ from: 'old', to: 'new' }])).toBe('older/x.md');
		expect(panes.tabs.some((tab) => tab.path?.startsWith('old/'))).toBe(false);
	});
});

describe('remembering', () => {
	it('comes back as it was', () => {
		panes.open(note('a.md'));
		const pinned = panes.open(note('b.md'), 'tab');
		panes.pin(pinned, true);
		panes.open(note('c.md'), 'split');
		const record = JSON.parse(JSON.stringify(panes.record()));
		const again = new Panes();
		again.restore(record);
		expect(again.record()).toEqual(panes.record());
		expect(again.activeTab?.path).toBe('c.md');
	});

	it('starts with one empty pane when nothing is known or left', () => {
		panes.open(note('a.md'));
		const record = panes.record();
		const again = new Panes();
		again.restore(record, () => false);
		expect(again.list.length).toBe(1);
		expect(again.activeTab).toBeUndefined();
		again.restore(undefined);
		expect(again.list.length).toBe(1);
	});
});
