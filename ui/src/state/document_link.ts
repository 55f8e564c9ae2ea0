// The link to a page of a document, as it is written in a note.

import type { AppState } from './app_state.svelte';
import { nameOf } from './file_tree.svelte';
import { strings } from './strings';

/** Puts a link to a page, 1-based, on the clipboard. */
export async function documentLink(app: AppState, path: string, page: number): Promise<void> {
	const name = nameOf(path);
	// The name alone, unless another file has it too.
	const isUnique = app.tree.files.filter((file) => nameOf(file.path) === name).length <= 1;
	await app.attempt(async () => {
		await navigator.clipboard.writeText(`[[${isUnique ? name : path}#page=${page}]]`);
		app.notices.done(strings.pdf.copied);
	});
}

/** The page that a link to a document names, 1-based; null where it names none. */
export function pageOf(target: string): number | null {
	const page = /\.pdf#(?:.*&)?page=(\d{1,6})\b/i.exec(target)?.[1];
	return page === undefined ? null : Number(page);
}
