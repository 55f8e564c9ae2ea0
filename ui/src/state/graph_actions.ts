// What is done with a node of the graph: opened, made, searched for, and what its menu offers.

import type { GraphNode, GraphPicture } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import type { Where } from './tabs.svelte';

/** Opens a node: a file as it is, a tag as a search; a note that is not there yet is made. */
export async function openNode(app: AppState, picture: GraphPicture, node: GraphNode, where: Where): Promise<void> {
	if (node.kind === 'tag') app.search(`tag:${node.id}`);
	else if (node.kind === 'unresolved') await app.followLink(node.id, sourceOf(picture, node), where);
	else app.open(node.id, where);
}

/** A note that links to a node; the note that is made for a link is made as from there. */
function sourceOf({ nodes, edges }: GraphPicture, node: GraphNode): string {
	const number = nodes.indexOf(node);
	const edge = edges.find(([, to]) => to === number);
	return (edge && nodes[edge[0]]?.id) ?? '';
}
