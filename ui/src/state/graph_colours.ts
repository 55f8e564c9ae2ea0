// Which colour each node of the graph has: by group, by thesis or by cluster. No DOM.

import type { ColorGroup } from '../backend/bindings';
import type { GraphModel } from './graph_model';
import { hueToken } from './thesis_marks';

export interface NodeColours {
	/** Colours by number: a token of the page, `--h3`, or a colour as CSS writes it. */
	palette: readonly string[];
	/** The number of the colour of each node. */
	of: Uint8Array;
}

const kinds = { note: '--ink-3', canvas: '--ink-3', attachment: '--h5', tag: '--h3', unresolved: '--line-strong' };
const kindPalette = [...new Set(Object.values(kinds))];

/** Colours nodes by what they are, and those of a group as the group says. */
export function colourByGroup(model: GraphModel, groups: readonly ColorGroup[]): NodeColours {
	const palette = [...kindPalette, ...groups.slice(0, 200).map(cssOf)];
	return colour(model, palette, ({ group }) => (group === null ? undefined : kindPalette.length + group));
}

/** Colours nodes by the hue, from 0 to 11, that `hueOf` has for their id. */
export function colourByHue(model: GraphModel, hueOf: (id: string) => number | undefined): NodeColours {
	const palette = [...kindPalette, ...Array.from({ length: 12 }, (_, hue) => hueToken(hue))];
	return colour(model, palette, ({ id }) => {
		const hue = hueOf(id);
		return hue === undefined ? undefined : kindPalette.length + (((hue % 12) + 12) % 12);
	});
}

function colour(
	model: GraphModel,
	palette: readonly string[],
	special: (node: GraphModel['nodes'][number]) => number | undefined,
): NodeColours {
	const of = Uint8Array.from(model.nodes, (node) => {
		const found = special(node);
		return found !== undefined && found < palette.length ? found : kindPalette.indexOf(kinds[node.kind]);
	});
	return { palette, of };
}

function cssOf({ color: { a, rgb } }: ColorGroup): string {
	return `rgb(${(rgb >> 16) & 255} ${(rgb >> 8) & 255} ${rgb & 255} / ${Math.round(a * 100)}%)`;
}
