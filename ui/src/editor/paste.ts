// Pasting and dropping: an address over a selection makes a link, HTML becomes Markdown, images and files become
// attachments of the vault.
import { syntaxTree } from '@codemirror/language';
import { type ChangeSet, EditorSelection, type EditorState, type Extension } from '@codemirror/state';
import { EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { ApiError } from '../backend/bindings';
import { noteOf } from './editor_host';
import { currentSettings } from './editor_settings';
import { importFile } from './import_file';
import { markdownOf, pasteMarkdown, placeMarkdown, plainPaste } from './paste_html';

const address = /^(?:https?:\/\/|mailto:)[^\s<>]+$/i;
const noLinks = /Code|Math|URL|Wikilink|Embed|HTML|Frontmatter|Comment/;

/** A place in the text that moves with it, until a file that is pasted there has been written. */
interface Place {
	pos: number;
}

class PendingPastes {
	private readonly places = new Set<Place>();

	constructor(private readonly view: EditorView) {}

	update({ docChanged, changes }: ViewUpdate) {
		if (docChanged) for (const place of this.places) place.pos = mapped(changes, place.pos);
	}

	/** Writes files into the vault, one after the other, and their links where they were pasted. */
	async add(files: readonly File[], pos: number) {
		const place = { pos };
		this.places.add(place);
		for (const file of files) await this.addOne(file, place);
		this.places.delete(place);
	}

	private async addOne(file: File, place: Place) {
		const { host, path } = noteOf(this.view.state);
		try {
			const { link } = await importFile(host.ask, file, path);
			this.insert(link, place);
		} catch (error) {
			host.notice(`The file was not added: ${(error as ApiError | Error).message}`);
		}
	}

	/** Writes the link to a file of the vault, which is embedded where it is no note. */
	async link(file: string, pos: number) {
		const { host, path } = noteOf(this.view.state);
		const place = { pos };
		this.places.add(place);
		try {
			const { link } = await host.ask({ ask: 'file_link', path: file, source: path });
			this.insert(/\.md$/i.test(file) ? link : `!${link}`, place);
		} catch (error) {
			host.notice((error as ApiError).message);
		}
		this.places.delete(place);
	}

	private insert(link: string, place: Place) {
		const { state } = this.view;
		const follows = place.pos > 0 && !/\s/.test(state.sliceDoc(place.pos - 1, place.pos));
		const insert = (follows ? ' ' : '') + link;
		this.view.dispatch({ changes: { from: place.pos, insert }, userEvent: 'input.paste' });
	}
}

const pendingPastes = ViewPlugin.fromClass(PendingPastes);

function mapped(changes: ChangeSet, pos: number): number {
	return changes.mapPos(pos, 1);
}

/** The transaction that makes links of the selections, or null where the text is no address or links make no sense. */
export function linkSelection(state: EditorState, text: string) {
	const url = text.trim();
	if (!address.test(url) || state.readOnly || state.selection.ranges.some((range) => !canLink(state, range)))
		return null;
	return state.changeByRange((range) => {
		const insert = `[${state.sliceDoc(range.from, range.to)}](${url})`;
		return {
			changes: { from: range.from, to: range.to, insert },
			range: EditorSelection.cursor(range.from + insert.length),
		};
	});
}

function canLink(state: EditorState, { from, to, empty }: { from: number; to: number; empty: boolean }): boolean {
	const selected = state.sliceDoc(from, to);
	if (empty || /\n/.test(selected) || address.test(selected)) return false;
	let plain = true;
	syntaxTree(state).iterate({
		from,
		to,
		enter(node) {
			if (noLinks.test(node.name) || node.name === 'Link') plain = false;
		},
	});
	return plain;
}

function onPaste(event: ClipboardEvent, view: EditorView): boolean {
	const text = event.clipboardData?.getData('text/plain') ?? '';
	const files = [...(event.clipboardData?.files ?? [])];
	if (view.state.readOnly) return false;
	if (text === '' && files.length > 0) {
		view.plugin(pendingPastes)?.add(files, view.state.selection.main.head);
		return true;
	}
	const change = linkSelection(view.state, text);
	if (change) {
		view.dispatch(view.state.update(change, { userEvent: 'input.paste', scrollIntoView: true }));
		return true;
	}
	return convertsHtml(view.state) && event.clipboardData !== null && pasteMarkdown(view, event.clipboardData);
}

function convertsHtml(state: EditorState): boolean {
	return state.facet(currentSettings)?.convert_html ?? true;
}

function onDrop(event: DragEvent, view: EditorView): boolean {
	const data = event.dataTransfer;
	if (!data || view.state.readOnly) return false;
	const files = [...data.files];
	const pos = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.selection.main.head;
	if (files.length > 0) {
		view.plugin(pendingPastes)?.add(files, pos);
		return true;
	}
	const markdown = convertsHtml(view.state) ? markdownOf(data) : null;
	const insert = markdown === null ? null : placeMarkdown(view.state, pos, pos, markdown);
	if (insert === null) return false;
	const selection = EditorSelection.single(pos, pos + insert.length);
	view.dispatch({ changes: { from: pos, insert }, selection, userEvent: 'input.drop' });
	return true;
}

/** Takes a file that is dragged here from the tree. */
function takeFile(event: Event, view: EditorView): boolean {
	const { path, x, y } = (event as CustomEvent<{ path: string; x: number; y: number }>).detail;
	if (view.state.readOnly) return false;
	const pos = view.posAtCoords({ x, y }) ?? view.state.selection.main.head;
	view.plugin(pendingPastes)?.link(path, pos);
	view.focus();
	return true;
}

/** Pastes addresses, HTML and files, and takes what is dropped. */
export function smartPaste(): Extension {
	return [
		pendingPastes,
		plainPaste,
		EditorView.contentAttributes.of(
			({ state }): Record<string, string> => (state.readOnly ? {} : { 'data-takes-files': 'note' }),
		),
		EditorView.domEventHandlers({
			paste(event, view) {
				const isPlain = view.plugin(plainPaste)?.take() ?? false;
				const taken = !isPlain && onPaste(event, view);
				if (taken) event.preventDefault();
				return taken;
			},
			takefile: takeFile,
			drop(event, view) {
				const taken = onDrop(event, view);
				if (taken) event.preventDefault();
				return taken;
			},
		}),
	];
}
