// Reads what a link node of the tree points to: a note, a web address, a tag or a footnote.
import { syntaxTree } from '@codemirror/language';
import type { EditorState, Text } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { shownTarget, splitWikilink } from './syntax_wikilink';

/** A link in the text. Positions are in the document. */
export interface NoteLink {
	kind: 'note' | 'external' | 'tag' | 'footnote';
	/** A note's target with its subpath, an address, a tag without `#`, or a footnote's id. */
	target: string;
	from: number;
	to: number;
}

const scheme = /^[a-z][a-z0-9+.-]*:/i;

/** Reads the destination of a Markdown link as written: an address with a scheme leads out of the vault. */
export function readDestination(written: string): { kind: 'note' | 'external'; target: string } {
	const bare = written.startsWith('<') && written.endsWith('>') ? written.slice(1, -1) : written;
	if (scheme.test(bare)) return { kind: 'external', target: bare };
	return { kind: 'note', target: decode(bare) };
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text; // A stray percent sign is a percent sign.
	}
}

/** The link that a node is, or null. */
export function linkOfNode(node: SyntaxNode, doc: Text): NoteLink | null {
	const { from, to } = node;
	const text = (of: { from: number; to: number }) => doc.sliceString(of.from, of.to);
	switch (node.name) {
		case 'Wikilink':
		case 'Embed': {
			const target = node.getChild('WikilinkTarget');
			return target && { kind: 'note', target: text(target).trim(), from, to };
		}
		case 'Link':
		case 'Image': {
			const url = node.getChild('URL') ?? findReference(node, doc);
			return url && { ...readDestination(text(url)), from, to };
		}
		case 'Autolink': {
			const url = node.getChild('URL');
			return url && { kind: 'external', target: withScheme(text(url)), from, to };
		}
		case 'URL':
			if (/^(?:Link|Image|Autolink|LinkReference)$/.test(node.parent?.name ?? '')) return null;
			return { kind: 'external', target: withScheme(text(node)), from, to };
		case 'Hashtag':
			return { kind: 'tag', target: text(node).slice(1), from, to };
		case 'FootnoteReference':
			return { kind: 'footnote', target: text(node).slice(2, -1), from, to };
		default:
			return null;
	}
}

function withScheme(address: string): string {
	if (scheme.test(address)) return address;
	return address.includes('@') ? `mailto:${address}` : `https://${address}`;
}

/** The URL of the definition that a reference link such as `[text][id]` names. */
function findReference(link: SyntaxNode, doc: Text): SyntaxNode | null {
	const label = link.getChild('LinkLabel');
	const whole = doc.sliceString(link.from, link.to);
	const id = (label && doc.sliceString(label.from, label.to) !== '[]' ? doc.sliceString(label.from, label.to) : whole)
		.replace(/\[\]$/, '')
		.toLowerCase();
	for (const definition of topNode(link).getChildren('LinkReference')) {
		const name = definition.getChild('LinkLabel');
		if (name && doc.sliceString(name.from, name.to).toLowerCase() === id) return definition.getChild('URL');
	}
	return null;
}

function topNode(node: SyntaxNode): SyntaxNode {
	let top = node;
	while (top.parent) top = top.parent;
	return top;
}

/** The link at a position, on either side of it. */
export function linkAt(state: EditorState, pos: number): NoteLink | null {
	for (const side of [1, -1] as const) {
		let node: SyntaxNode | null = syntaxTree(state).resolveInner(pos, side);
		for (; node && !node.type.isTop; node = node.parent) {
			const link = linkOfNode(node, state.doc);
			if (link) return link;
		}
	}
	return null;
}

/** The text a link shows in place of its source: a display text, or the target as Obsidian writes it. */
export function shownText(source: string): string {
	const parts = splitWikilink(source.replace(/^!?\[\[/, '').replace(/\]\]$/, ''));
	return parts.display || shownTarget(parts.target);
}
