// The one interface between the page and the core. Everything the page knows or changes goes through it;
// tauri.ts carries it in the desktop window, a test passes its own.

import type { Address, Answers, ApiError, Request, VaultEvent, VaultStatus } from './bindings';

/** A question's name. */
export type Question = keyof Answers & Request['ask'];
/** The request that asks K. */
export type Asked<K extends Question> = Extract<Request, { ask: K }>;

/** Asks the core one thing. Rejects with an `ApiError`. */
export type Ask = <K extends Question>(request: Asked<K> & { ask: K }) => Promise<Answers[K]>;

export interface RecentVault {
	folder: string;
	name: string;
	missing: boolean;
}

/** What the page is told when it starts. `preferences` is what `remember` was last given, or null. */
export interface Start {
	vault: VaultStatus | null;
	recent: RecentVault[];
	preferences: unknown;
	/** How many notes have text that was kept but never saved. */
	drafts: number;
	/** A folder given at the start that cannot be opened. */
	problem: ApiError | null;
	/** What another program wants done; nothing is done before the person agrees. */
	address: Address | null;
}

/** An address that another program handed over while the window was open. */
export interface HandedAddress {
	address: Address | null;
	problem: ApiError | null;
}

/** Ends a subscription. */
export type Unsubscribe = () => void;

export interface Backend {
	ask: Ask;
	start(): Promise<Start>;
	/** Opens a vault; null shows the folder dialog. Answers null when the person cancelled. */
	openVault(folder: string | null): Promise<VaultStatus | null>;
	/** Asks where to put a copy of the example vault, then opens it. */
	openExample(): Promise<VaultStatus | null>;
	closeVault(): Promise<void>;
	/** Keeps the app's preferences: opaque JSON, at most 256 KB. */
	remember(preferences: unknown): Promise<void>;
	/** Opens a web or mail address in the system's program; the core checks it. */
	openExternal(url: string): Promise<void>;
	/** Shows a file in the file manager. */
	reveal(path: string): Promise<void>;
	/** Opens an attachment in the system's program; known document types only. */
	openInSystem(path: string): Promise<void>;
	/** Reads the bytes of a PDF document. */
	readDocument(path: string): Promise<ArrayBuffer>;
	/**
	 * Asks where to put an export and writes it there. Answers the name it was given, or null when the person
	 * cancelled.
	 */
	saveAs(name: string, content: string | Uint8Array): Promise<string | null>;
	/** The user guide, which is part of the program, as HTML. */
	userGuide(): Promise<string>;
	/** Says that the first tree is on the screen. */
	pageReady(): Promise<void>;
	/** A new revision of the vault. */
	onVault(told: (event: VaultEvent) => void): Promise<Unsubscribe>;
	/** Progress while the vault is opened. */
	onStatus(told: (status: VaultStatus) => void): Promise<Unsubscribe>;
	/** Another program hands over an address. */
	onAddress(told: (handed: HandedAddress) => void): Promise<Unsubscribe>;
	/** Runs `before` when the person closes the window; the window closes after it. */
	onClose(before: () => Promise<void>): Promise<Unsubscribe>;
	/** Closes the window as its own button does: after what `onClose` was given. */
	closeWindow(): Promise<void>;
	/** Sets the window's title. */
	setTitle(title: string): Promise<void>;
}

/** Whether `thrown` is an error as the core reports them. */
export function isApiError(thrown: unknown): thrown is ApiError {
	return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown;
}

/** One sentence a person can read about anything that was thrown. */
export function errorText(thrown: unknown): string {
	if (isApiError(thrown)) return thrown.hint ? `${thrown.message}: ${thrown.hint}` : thrown.message;
	return thrown instanceof Error ? thrown.message : String(thrown);
}
