// Addresses that other programs hand over, `throughline://open?file=…`: the person is told what is wanted and agrees,
// or nothing happens.

import { isApiError } from '../backend/backend';
import type { Address } from '../backend/bindings';
import { addressStrings as words } from './address_strings';
import type { AppState } from './app_state.svelte';
import { openDailyNote } from './daily_commands';
import { localMoment } from './local_moment';

/** How much of a text that is handed over is shown before the person agrees, in characters. */
const shownText = 2000;

/** Asks about an address and does what it wants. */
export async function followAddress(app: AppState, address: Address): Promise<void> {
	if (!app.vault) {
		app.notices.problem(words.noVault);
		return;
	}
	// The vault alone is wanted, and it is in front.
	if (address.action === 'open' && address.file === null) return;
	const text = address.content ?? '';
	const agreed = await app.dialogs.confirm({
		title: words.titles[address.action],
		text: words.texts[address.action](subjectOf(address), app.vault.name) + consequence(address),
		action: words.actions[address.action],
		quote: text.length > shownText ? `${text.slice(0, shownText)}…` : text,
		dangerous: address.overwrite,
	});
	if (agreed) await app.attempt(() => carryOut(app, address));
}

function subjectOf(address: Address): string {
	if (address.action === 'search') return address.query ?? '';
	return address.file ?? address.name ?? words.unnamed;
}

function consequence(address: Address): string {
	const from = address.clipboard ? words.clipboard : address.content === null ? '' : words.content;
	const isWritten = address.action !== 'open' || address.append || address.prepend || address.overwrite;
	if (from === '' || !isWritten) return '';
	if (address.overwrite) return ` ${words.overwrite(from)}`;
	if (address.prepend) return ` ${words.prepend(from)}`;
	return ` ${words.append(from)}`;
}

async function carryOut(app: AppState, address: Address): Promise<void> {
	if (address.action === 'search') return app.search(address.query ?? '');
	const text = address.clipboard ? await navigator.clipboard.readText() : (address.content ?? '');
	if (address.action === 'daily') return daily(app, address, text);
	if (address.action === 'unique') {
		const made = await app.ask<'unique_note'>({ ask: 'unique_note', now: localMoment(), text, source: null });
		return show(app, address, made.path);
	}
	const file = address.file ?? address.name;
	const there = file === null ? null : await find(app, file);
	if (address.action === 'open') {
		if (!there || !file) throw { code: 'not_found', message: words.notFound(file ?? '') };
		await put(app, address, there, text);
		const hash = file.indexOf('#');
		if (hash < 0) return show(app, address, there);
		return app.followLink(there + file.slice(hash), there, address.pane);
	}
	if (there && (address.append || address.prepend || address.overwrite)) {
		await put(app, address, there, text);
		return show(app, address, there);
	}
	show(app, address, await make(app, address, text));
}

async function daily(app: AppState, address: Address, text: string): Promise<void> {
	if (text === '') return openDailyNote(app, null, address.pane);
	const note = await app.ask<'daily_note'>({ ask: 'daily_note', day: null, now: localMoment() });
	await put(app, { ...address, append: !address.prepend }, note.path, text);
	show(app, address, note.path);
}

/** The note that an address names, as a link would; null where there is none. */
async function find(app: AppState, file: string): Promise<string | null> {
	const target = file.split('#')[0] ?? file;
	const destination = await app.ask<'destination'>({ ask: 'destination', target, source: '' });
	return destination.path;
}

/** Writes the text into a note that is there, where the address says; without such a word nothing. */
async function put(app: AppState, address: Address, note: string, text: string): Promise<void> {
	if (text === '') return;
	await app.notes.flush();
	if (address.overwrite) {
		const { hash } = await app.ask<'read'>({ ask: 'read', note });
		await app.ask<'overwrite'>({ ask: 'overwrite', path: note, text, seen: hash });
	} else if (address.prepend) {
		await app.ask<'prepend'>({ ask: 'prepend', note, text });
	} else if (address.append) {
		await app.ask<'append'>({ ask: 'append', note, text });
	}
}

/** Makes a note under the wanted name, or with a number behind it where that is taken. */
async function make(app: AppState, address: Address, text: string): Promise<string> {
	const wanted = (address.file ?? address.name)?.replace(/\.md$/i, '') ?? null;
	// A file is named from the vault; a bare name goes where new notes go.
	const folder = address.file === null ? null : '';
	for (let number = 0; ; number += 1) {
		const name = wanted !== null && number > 0 ? `${wanted} ${number}` : wanted;
		try {
			const made = await app.ask<'new_note'>({ ask: 'new_note', folder, name, text, source: null });
			return made.path;
		} catch (thrown) {
			if (!isApiError(thrown) || thrown.code !== 'exists' || number >= 100) throw thrown;
		}
	}
}

function show(app: AppState, address: Address, path: string): void {
	if (!address.silent) app.open(path, address.pane);
}
