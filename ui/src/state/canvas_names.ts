// What nodes and edges are called, for those who hear the canvas and for those who see it from afar.

import type { CanvasNode } from '../backend/bindings';
import { nameOf } from './file_tree.svelte';
import { strings } from './strings';

const longest = 80;

/** The name of a node: the first words of a card, a file's name, a link's host, a group's label. */
export function nodeTitle(node: CanvasNode): string {
	if (node.kind === 'text') return firstWords(node.text ?? '') || strings.canvas.emptyCard;
	if (node.kind === 'file') return nameOf(node.file ?? '').replace(/\.md$/i, '') + shownPart(node.subpath);
	if (node.kind === 'link') return hostOf(node.url ?? '');
	if (node.kind === 'group') return node.label || strings.canvas.unnamedGroup;
	return strings.canvas.kinds.unknown;
}

/** The name with the kind before it. */
export function nodeName(node: CanvasNode): string {
	return `${strings.canvas.kinds[node.kind]}: ${nodeTitle(node)}`;
}

/** The host of an address, or the address where it has none. */
export function hostOf(url: string): string {
	return URL.canParse(url) ? new URL(url).host || url : url;
}

function shownPart(subpath: string | null): string {
	return (subpath ?? '').replaceAll('#', ' › ').replace('› ^', '› ');
}

function firstWords(markdown: string): string {
	const line = markdown.split('\n').find((candidate) => /[\p{L}\p{N}]/u.test(candidate)) ?? '';
	const plain = line
		.replace(/^[\s>#*+-]+/, '')
		.replace(/!?\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, '$1')
		.replace(/[*_`~=]+/g, '')
		.trim();
	return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
}
