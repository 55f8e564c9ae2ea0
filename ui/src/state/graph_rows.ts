// The links of the graph as the rows of its table.

import type { GraphNode, GraphPicture } from '../backend/bindings';

export type LinkColumn = 'source' | 'destination' | 'count';

export interface LinkRow {
	/** The number of the edge, which names the row. */
	edge: number;
	source: GraphNode;
	destination: GraphNode;
	count: number;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** One row for each edge of the picture, in order; equal ones stay in the order of the picture. */
export function listLinkRows({ nodes, edges }: GraphPicture, column: LinkColumn, descending: boolean): LinkRow[] {
	// Titles are compared once for each node, not once for each pair of edges.
	const byTitle = [...nodes.keys()].sort(
		(a, b) => collator.compare(nodes[a]?.title ?? '', nodes[b]?.title ?? '') || a - b,
	);
	const rankOf = new Uint32Array(nodes.length);
	byTitle.forEach((node, rank) => {
		rankOf[node] = rank;
	});
	const key = ([from, to, count]: GraphPicture['edges'][number]) =>
		column === 'count' ? count : (rankOf[column === 'source' ? from : to] ?? 0);
	const sign = descending ? -1 : 1;
	return edges
		.flatMap((edge, number) => {
			const [source, destination] = [nodes[edge[0]], nodes[edge[1]]];
			return source && destination ? [{ edge: number, source, destination, count: edge[2], key: key(edge) }] : [];
		})
		.sort((a, b) => sign * (a.key - b.key) || a.edge - b.edge);
}
