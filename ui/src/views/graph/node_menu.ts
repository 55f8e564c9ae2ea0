// What the context menu of a node offers: that of its file, or what else can be done with it.

import type { GraphNode, GraphPicture } from '../../backend/bindings';
import { menuOfFile } from '../../panels/files/file_menu';
import type { MenuEntry } from '../../parts/menu';
import type { AppState } from '../../state/app_state.svelte';
import { openNode } from '../../state/graph_actions';
import { strings } from '../../state/strings';

const words = strings.graph;

export function nodeMenu(app: AppState, picture: GraphPicture, node: GraphNode): MenuEntry[] {
	if (node.kind === 'tag' || node.kind === 'unresolved') {
		const title = node.kind === 'tag' ? words.searchTag : words.make;
		return [{ title, run: () => openNode(app, picture, node, 'here') }];
	}
	return [{ title: words.openHere, run: () => openNode(app, picture, node, 'here') }, ...menuOfFile(app, node.id)];
}
