// Following links: a click in live preview, Mod+click in source mode, Mod or the middle button for a new tab, Alt+Enter.
import { syntaxTree } from '@codemirror/language';
import { EditorSelection, type EditorState, type Extension } from '@codemirror/state';
import { type Command, EditorView, ViewPlugin } from '@codemirror/view';
import { type FollowHow, noteOf } from './editor_host';
import { linkAt, type NoteLink } from './note_link';
import { isRevealed } from './reveal';

/** Opens what a link points to. */
export function followLink(view: EditorView, link: NoteLink, how: FollowHow) {
	const { host } = noteOf(view.state);
	if (link.kind === 'tag') host.openTag(link.target);
	else if (link.kind === 'external') host.openExternal(link.target);
	else if (link.kind === 'footnote') goToFootnote(view, link);
	else host.followLink(link.target, how);
}

/** A command that follows the link at the cursor. */
export function followLinkAtCursor(how: FollowHow): Command {
	return (view) => {
		const link = linkAt(view.state, view.state.selection.main.head);
		if (!link) return false;
		followLink(view, link, how);
		return true;
	};
}

// From a reference to its definition; the definition's own label is no reference, so that the way back is by undoing
// the jump with the cursor's history.
function goToFootnote(view: EditorView, link: NoteLink) {
	const pos = findDefinition(view.state, link.target);
	if (pos === null) return;
	view.dispatch({ selection: { anchor: pos }, effects: EditorView.scrollIntoView(pos, { y: 'center' }) });
	view.focus();
}

/** Where the text of a footnote begins, by its id. */
export function findDefinition(state: EditorState, id: string): number | null {
	const wanted = `[^${id.toLowerCase()}]:`;
	let found: number | null = null;
	syntaxTree(state).iterate({
		enter(node) {
			if (found !== null) return false;
			if (node.name !== 'FootnoteLabel') return undefined;
			if (state.sliceDoc(node.from, node.to).toLowerCase() === wanted) found = Math.min(node.to + 1, state.doc.length);
			return false;
		},
	});
	return found;
}

function howOf(event: MouseEvent): FollowHow {
	if (!event.metaKey && !event.ctrlKey && event.button !== 1) return 'here';
	return event.altKey ? 'split' : 'tab';
}

/** Whether a click on a link follows it; in a link whose source is shown a plain click sets the cursor. */
function follows(view: EditorView, link: NoteLink, event: MouseEvent): boolean {
	if (event.button === 1 || event.metaKey || event.ctrlKey) return true;
	const { mode } = noteOf(view.state);
	return mode === 'live' && event.button === 0 && !event.shiftKey && !event.altKey && !isRevealed(view.state, link);
}

function linkUnder(view: EditorView, event: MouseEvent): NoteLink | null {
	const target = event.target instanceof Element ? event.target : null;
	if (!target?.closest('.md-link, .md-tag, .md-url, .live-link, .live-footnote')) return null;
	const pos = view.posAtCoords({ x: event.clientX, y: event.clientY });
	return pos === null ? null : linkAt(view.state, pos);
}

// A press may begin a selection; only when the button comes up at the same place it was a click.
class LinkClicks {
	private pressed: { link: NoteLink; x: number; y: number } | null = null;

	press(event: MouseEvent, view: EditorView): boolean {
		const link = linkUnder(view, event);
		this.pressed = link && follows(view, link, event) ? { link, x: event.clientX, y: event.clientY } : null;
		if (!this.pressed) return false;
		event.preventDefault();
		return true;
	}

	release(event: MouseEvent, view: EditorView): boolean {
		const pressed = this.pressed;
		this.pressed = null;
		if (!pressed || Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > 4) return false;
		event.preventDefault();
		followLink(view, pressed.link, howOf(event));
		return true;
	}
}

/** Follows links with the mouse. Alt+click, not Mod+click, adds a cursor. */
export function linkClicks(): Extension {
	return [
		EditorView.clickAddsSelectionRange.of((event) => event.altKey && !event.metaKey && !event.ctrlKey),
		ViewPlugin.define(() => new LinkClicks(), {
			eventHandlers: {
				mousedown(event, view) {
					return this.press(event, view);
				},
				mouseup(event, view) {
					return this.release(event, view);
				},
			},
		}),
	];
}

/** A cursor at a line, 1-based, and a column, 1-based in characters; both are brought into the document. */
export function placeOf(state: EditorState, line: number, column = 1): EditorSelection {
	const at = state.doc.line(Math.min(Math.max(Math.trunc(line), 1), state.doc.lines));
	return EditorSelection.single(Math.min(at.from + Math.max(column - 1, 0), at.to));
}
