// What the context menu of a canvas offers, for what is selected or for the empty plane.

import type { MenuEntry } from '../../parts/menu';
import type { AppState } from '../../state/app_state.svelte';
import type { CanvasDesk, PlacedNode, Wanted } from '../../state/canvas_desk.svelte';
import { strings } from '../../state/strings';

const words = strings.canvas;

/** The entries for the selection as it is now. */
export function planeMenu(
	app: AppState,
	desk: CanvasDesk,
	open: (node: PlacedNode, where: 'here' | 'tab') => void,
): MenuEntry[] {
	const disabled = !desk.canChange;
	if (desk.selection.size === 0) return emptyEntries(desk, disabled);
	const [node] = desk.selectedNodes;
	const single = desk.selection.size === 1 ? node : undefined;
	return [
		...(single ? nodeEntries(app, desk, single, open) : []),
		{ title: words.fitSelection, keys: 'Shift+2', run: () => desk.fitSelection() },
		'rule',
		...(node
			? [
					{ title: words.duplicate, keys: 'Mod+D', disabled, run: () => desk.duplicate() },
					{ title: words.addGroup, disabled, run: () => desk.addGroup() },
					{ title: words.toFront, disabled, run: () => desk.toFront() },
					{ title: words.toBack, disabled, run: () => desk.toBack() },
				]
			: []),
		{ title: words.remove, keys: 'Delete', dangerous: true, disabled, run: () => desk.removeSelection() },
	];
}

function nodeEntries(
	app: AppState,
	desk: CanvasDesk,
	node: PlacedNode,
	open: (node: PlacedNode, where: 'here' | 'tab') => void,
): MenuEntry[] {
	const { kind, file } = node.node;
	const edit = () => {
		desk.editing = node.key;
	};
	if (kind === 'link') {
		return [
			{ title: words.openLink, keys: 'Enter', run: () => open(node, 'here') },
			{ title: words.edit, disabled: !desk.canChange, run: edit },
		];
	}
	if (kind === 'file' && file) {
		return [
			{ title: strings.menu.openTab, run: () => open(node, 'tab') },
			{ title: strings.menu.openSplit, run: () => app.open(file, 'split') },
		];
	}
	if (kind === 'unknown') return [];
	const title = kind === 'group' ? words.editLabel : words.edit;
	return [{ title, keys: 'Enter', disabled: !desk.canChange, run: edit }];
}

function emptyEntries(desk: CanvasDesk, disabled: boolean): MenuEntry[] {
	const at = desk.wantedAt;
	const want = (wanted: Wanted) => () => {
		desk.wantedAt = at;
		desk.wanted = wanted;
	};
	return [
		{ title: words.addCard, disabled, run: () => desk.addCard(at) },
		{ title: words.addNote, disabled, run: want('note') },
		{ title: words.addMedia, disabled, run: want('media') },
		{ title: words.addLink, disabled, run: want('link') },
		'rule',
		{ title: words.selectAll, keys: 'Mod+A', run: () => desk.selectAll() },
		{ title: words.fit, keys: 'Shift+1', run: () => desk.fit() },
	];
}
