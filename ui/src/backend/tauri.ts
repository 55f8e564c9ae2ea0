// The backend in the desktop window. No other file imports @tauri-apps.

import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWindow } from '@tauri-apps/api/window';
import type { Ask, Backend, HandedAddress } from './backend';
import type { VaultEvent, VaultStatus } from './bindings';
import { joinPieces } from './pieces';

export const tauri: Backend = {
	ask: (async (request: unknown) => {
		const answer = await invoke<unknown>('ask', { request });
		return answer instanceof ArrayBuffer ? joinPieces(new Uint8Array(answer)) : answer;
	}) as Ask,
	start: () => invoke('start'),
	openVault: (folder) => invoke('open_vault', { folder }),
	openExample: () => invoke('open_example'),
	closeVault: () => invoke('close_vault'),
	remember: (preferences) => invoke('remember', { preferences }),
	openExternal: (url) => invoke('open_external', { url }),
	reveal: (path) => invoke('reveal', { path }),
	openInSystem: (path) => invoke('open_in_system', { path }),
	readDocument: (path) => invoke('read_document', { path }),
	userGuide: () => invoke('user_guide'),
	saveAs: (name, content) => invoke('save_as', { name, base64: toBase64(content) }),
	pageReady: () => invoke('page_ready'),
	onVault: (told) => listen<VaultEvent>('vault', (event) => told(event.payload)),
	onStatus: (told) => listen<VaultStatus>('status', (event) => told(event.payload)),
	onAddress: (told) => listen<HandedAddress>('address', (event) => told(event.payload)),
	// Tauri waits for the listener and then destroys the window itself.
	onClose: (before) => getCurrentWindow().onCloseRequested(before),
	closeWindow: () => getCurrentWindow().close(),
	setTitle: (title) => getCurrentWindow().setTitle(title),
};

function toBase64(content: string | Uint8Array): string {
	const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
	let binary = '';
	// In pieces: a call takes only so many arguments.
	for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
	return btoa(binary);
}
