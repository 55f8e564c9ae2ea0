// The whole state of one window, put together: what is open, what is known, what is remembered. No DOM.

import { getContext, setContext } from 'svelte';
import type { Ask, Backend, RecentVault, Start } from '../backend/backend';
import type { Settings, TextChange, VaultEvent, VaultStatus } from '../backend/bindings';
import { followAddress } from './addresses';
import { KeptAnswers } from './answers.svelte';
import { registerCommands } from './app_commands';
import { registerBaseCommands } from './base_commands';
import { BaseSessions } from './base_session.svelte';
import { BookmarkActions } from './bookmark_actions';
import { registerCanvasCommands } from './canvas_commands';
import type { CanvasDesk } from './canvas_desk.svelte';
import { Canvases } from './canvases.svelte';
import { CaptureForm } from './capture.svelte';
import { tellClusterNews } from './cluster_actions';
import { Commands } from './commands.svelte';
import { openAtStart, registerDailyCommands } from './daily_commands';
import { Desk } from './desk.svelte';
import { Dialogs } from './dialogs.svelte';
import { pageOf } from './document_link';
import { FileActions } from './file_actions';
import { FileTree } from './file_tree.svelte';
import { registerGraphCommands } from './graph_commands';
import { customKeys, pinnedCommands } from './hotkeys';
import { Layouts } from './layouts.svelte';
import { LinkRows } from './link_rows.svelte';
import { NotePlaces } from './note_places';
import { Notes } from './notes.svelte';
import { Notices } from './notices.svelte';
import { isOperation } from './operations';
import { type LeftPanel, Preferences } from './preferences.svelte';
import { registerRefactorCommands } from './refactor_commands';
import { Refactorings } from './refactorings';
import { Replacement } from './replacement.svelte';
import { Searching } from './searching.svelte';
import { strings } from './strings';
import { type Page, Panes, type Place, type Where } from './tabs.svelte';
import { registerThesisCommands } from './thesis_commands';
import { VaultSettings } from './vault_settings.svelte';

/** What floats over the window; one at a time. */
export type Overlay = 'switcher' | 'palette' | 'capture' | 'templates' | 'help' | 'layouts' | 'highlight';

/** The editor in front of the person, for commands. */
export interface ActiveEditor {
	/** Runs an editor command such as `bold`; false when it does not know it. */
	command(id: string): boolean;
	focus(): void;
	/** The whole text with what is selected in it; offsets in UTF-16 units. */
	selection(): { text: string; from: number; to: number };
	/** Makes changes as one step of undo, if the text is still `of`; false where it is not. */
	change(changes: readonly TextChange[], of: string): boolean;
	/** Where the cursor is. */
	place?(): EditorPlace;
}

/** A cursor in a note's text; offsets in UTF-16 units. */
export interface EditorPlace {
	from: number;
	to: number;
	/** The 1-based line of the cursor, and what it says. */
	line: number;
	lineText: string;
	/** What is selected. */
	selected: string;
}

const rememberPause = 500;

export class AppState {
	readonly notices = new Notices();
	readonly dialogs = new Dialogs();
	readonly preferences = new Preferences();
	readonly commands = new Commands();
	readonly tree = new FileTree();
	readonly places = new NotePlaces();
	readonly desk = new Desk();
	readonly bases = new BaseSessions();
	readonly panes = new Panes(() => this.settings?.default_mode ?? 'live');
	readonly answers: KeptAnswers;
	readonly notes: Notes;
	readonly canvases: Canvases;
	readonly files: FileActions;
	readonly capture = new CaptureForm(this);
	readonly refactor: Refactorings;
	readonly searching = new Searching();
	readonly linkRows = new LinkRows(this.preferences);
	readonly replacement: Replacement;
	readonly layouts = new Layouts(this);
	readonly vaultSettings = new VaultSettings();
	readonly bookmarks: BookmarkActions;

	vault = $state.raw<VaultStatus | null>(null);
	settings = $state.raw<Settings | null>(null);
	recent = $state.raw<readonly RecentVault[]>([]);
	overlay = $state<Overlay | null>(null);
	left = $state<LeftPanel>('files');
	query = $state('');
	/** A vault is being opened. */
	opening = $state(false);
	/** The files of the vault have been told at least once. */
	filesKnown = $state(false);
	/** Grows when the search box is to take the focus. */
	searchAsked = $state(0);
	/** Grows when the core says that a setting of the vault has changed, the types of properties included. */
	settingsTold = $state(0);
	/** The form of a new edge is to open in “Bears on”. */
	edgeWanted = $state(false);
	/** Grows when the tree is to take the focus. */
	treeAsked = $state(0);
	/** Counts the vaults opened in this window; what is shown of one never mixes with the next. */
	vaultNumber = $state(0);
	/** The editor that opens next is to take the focus. */
	editorWanted = false;
	editor: ActiveEditor | null = null;
	/** Folds all of the page that is read, for commands; null while none is. */
	readingFolds: { foldAll(): void; unfoldAll(): void } | null = null;
	/** The canvas in front of the person, for commands. */
	canvas: CanvasDesk | null = null;
	/** Opens the bar that looks for a text in the document in front; null when that is none. */
	findInDocument: (() => void) | null = null;
	/** Begins a new property of the note in front; null when there is none. */
	addProperty: (() => void) | null = null;
	#statusesTold = 0;
	#startedAt = 0;
	#dispose: (() => void)[] = [];
	#rememberTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(readonly backend: Backend) {
		this.answers = new KeptAnswers(this.ask);
		this.canvases = new Canvases(this.ask, {
			merged: (canvas) => this.notices.done(strings.canvas.merged(canvas.title)),
			refused: (thrown) => this.notices.problem(thrown),
		});
		const merged = (note: { title: string }) => this.notices.done(strings.save.merged(note.title));
		this.notes = new Notes(this.ask, { merged }, this.canvases);
		this.files = new FileActions(this);
		this.refactor = new Refactorings(this);
		this.replacement = new Replacement(this);
		this.bookmarks = new BookmarkActions(this);
		registerCommands(this);
		registerThesisCommands(this);
		registerCanvasCommands(this);
		registerBaseCommands(this);
		registerGraphCommands(this);
		registerRefactorCommands(this);
		registerDailyCommands(this);
	}

	/** Asks the core; the same function the panels and the editor are given. */
	readonly ask: Ask = async (request) => {
		const answer = await this.backend.ask(request);
		if (isOperation(request)) this.notices.keepChanges();
		return answer;
	};

	/** Takes up what was open last time and listens to the core from now on. */
	async start(): Promise<void> {
		this.#dispose.push(
			await this.backend.onVault((event) => this.accept(event)),
			await this.backend.onStatus((status) => this.#acceptStatus(status)),
			await this.backend.onClose(() => this.close()),
			await this.backend.onAddress(({ address, problem }) => {
				if (problem) this.notices.problem(problem);
				if (address) void followAddress(this, address);
			}),
		);
		const start = await this.backend.start();
		this.preferences.restore(start.preferences);
		this.commands.recent = this.preferences.recentCommands;
		this.recent = start.recent;
		if (start.vault) this.#show(start.vault);
		this.#tellProblems(start);
		this.#followAnswers();
		if (start.address) void followAddress(this, start.address);
	}

	/** A new revision of the vault. */
	accept(event: VaultEvent): void {
		this.answers.accept(event);
		this.notes.accept(event);
		if (event.stale.includes('settings')) this.settingsTold += 1;
	}

	/** Saves everything and remembers what is open; for closing the window. */
	async close(): Promise<void> {
		await this.notes.flush();
		await this.#rememberLast();
		for (const dispose of this.#dispose) dispose();
	}

	/** The notes of the vault are still being read: what is not there may be on its way. */
	get isReading(): boolean {
		return this.vault?.phase === 'scanning' || this.vault?.phase === 'indexing';
	}

	/** Whether the right side has its place: a page wants the room itself, and there is no note to tell about. */
	get hasRightSide(): boolean {
		return ['note', 'attachment', 'empty'].includes(this.panes.activeTab?.place.view ?? 'empty');
	}

	/** Opens a vault; null asks for the folder. */
	async openVault(folder: string | null): Promise<void> {
		await this.#open(() => this.backend.openVault(folder));
	}

	async openExample(): Promise<void> {
		await this.#open(() => this.backend.openExample());
	}

	/** Goes back to the welcome page. */
	async closeVault(): Promise<void> {
		await this.notes.flush();
		await this.#rememberLast();
		await this.backend.closeVault();
		this.#leave();
		this.vault = null;
		this.recent = (await this.backend.start()).recent;
	}

	/** Opens a file of the vault, at a line when one is given (1-based). */
	open(path: string, where: Where = 'here', line: number | null = null): void {
		this.editorWanted = true;
		const tab = this.panes.open(placeOf(path), where);
		if (line !== null) tab.wantedLine = line;
	}

	/** Shows a page; in the tab in front only where that is empty or the page is open already. */
	openPage(view: Page): void {
		const isEmpty = this.panes.activeTab?.place.view === 'empty';
		const shown = this.panes.active.tabs.some((tab) => tab.place.view === view);
		this.panes.open({ view }, isEmpty || shown ? 'here' : 'tab');
	}

	/** Opens a thesis as a page. */
	openThesis(path: string, where: Where = 'here'): void {
		this.panes.follow({ view: 'thesis', path }, where);
	}

	/** Opens what a link points to, or makes the note it names. `source` is the note the link is in. */
	async followLink(target: string, source: string, where: Where): Promise<void> {
		await this.attempt(async () => {
			const destination = await this.ask<'destination'>({ ask: 'destination', target, source });
			const path = destination.path ?? (await this.#createLinked(target, source));
			this.editorWanted = true;
			const place = placeOf(path);
			const part = target.split('#', 2)[1];
			if (place.view === 'base' && part) this.bases.of(path).choose(part);
			const tab = this.panes.follow(place, where);
			const line = destination.line ?? pageOf(target);
			if (line !== null) tab.wantedLine = line;
		});
	}

	/** Opens an address that the person has not read: they are shown it first. */
	async openUnseen(url: string): Promise<void> {
		const { askAddress: title, askAddressText: text, openAddress: action } = strings.pdf;
		const agreed = await this.dialogs.confirm({ title, text, quote: url, action });
		if (agreed) await this.attempt(() => this.backend.openExternal(url));
	}

	/** Shows a query in the search panel. */
	search(query: string): void {
		this.query = query;
		this.showPanel('search');
		this.searchAsked += 1;
	}

	showPanel(panel: LeftPanel): void {
		this.left = panel;
		this.preferences.leftOpen = true;
	}

	/** Runs something of the person's and shows what went wrong, if anything. */
	async attempt(run: () => Promise<unknown>): Promise<void> {
		try {
			await run();
		} catch (thrown) {
			this.notices.problem(thrown);
		}
	}

	/** Writes a text or picture where the person says; nothing happens when they cancel. */
	async exportText(name: string, content: string | Uint8Array): Promise<void> {
		await this.attempt(async () => {
			const written = await this.backend.saveAs(name, content);
			if (written !== null) this.notices.done(strings.exported.done(written));
		});
	}

	/** Keeps preferences and what is open. */
	async remember(): Promise<void> {
		clearTimeout(this.#rememberTimer);
		await this.backend.remember(this.#record());
	}

	/** Remembers what is open before it goes; where that cannot be kept nobody is held up by it. */
	async #rememberLast(): Promise<void> {
		try {
			await this.remember();
		} catch (thrown) {
			this.notices.problem(thrown);
		}
	}

	async #open(open: () => Promise<VaultStatus | null>): Promise<void> {
		this.opening = true;
		try {
			await this.notes.flush();
			if (this.vault) await this.#rememberLast();
			const vault = await open();
			if (!vault) return;
			this.#leave();
			this.#show(vault);
		} catch (thrown) {
			this.notices.problem(thrown);
		} finally {
			this.opening = false;
		}
	}

	#leave(): void {
		this.answers.clear();
		this.notes.clear();
		this.bases.clear();
		this.tree.files = [];
		this.filesKnown = false;
		this.desk.clear();
		this.vaultSettings.clear();
		this.overlay = null;
	}

	#show(vault: VaultStatus): void {
		const memory = this.preferences.vault(vault.folder);
		this.panes.restore(memory?.tabs);
		this.tree.expanded = new Set(memory?.expanded);
		this.places.restore(memory?.places);
		this.layouts.restore(memory?.layouts);
		this.left = memory?.left ?? 'files';
		this.desk.graph.restore(memory?.graph);
		this.desk.timeline.restore(memory?.timeline);
		this.desk.news.restore(memory?.news_done);
		this.query = '';
		this.vault = vault;
		this.vaultNumber += 1;
		for (const notice of vault.notices) this.notices.problem(notice);
		void this.#catchUp().catch(() => {});
	}

	/** A status told while the vault was being opened may have been missed; one told since then is newer. */
	async #catchUp(): Promise<void> {
		const told = this.#statusesTold;
		const status = await this.ask<'status'>({ ask: 'status' });
		if (told === this.#statusesTold) this.#acceptStatus(status);
	}

	#acceptStatus(status: VaultStatus): void {
		this.#statusesTold += 1;
		if (this.vault?.folder === status.folder) this.vault = status;
	}

	#tellProblems(start: Start): void {
		if (start.problem) this.notices.problem(start.problem);
		if (start.drafts === 0) return;
		this.notices.problem(strings.drafts.kept(start.drafts), {
			title: strings.drafts.open,
			run: () => void this.attempt(() => this.#openDrafts()),
		});
	}

	async #openDrafts(): Promise<void> {
		for (const draft of await this.ask<'drafts'>({ ask: 'drafts' })) this.open(draft.path, 'tab');
	}

	async #createLinked(target: string, source: string): Promise<string> {
		const { path } = await this.ask<'create_linked'>({ ask: 'create_linked', target, source });
		return path;
	}

	/** Keeps the tree, the settings and the status true, and writes down what is to be remembered. */
	#followAnswers(): void {
		const stop = $effect.root(() => {
			$effect(() => {
				if (this.vaultNumber === 0) return;
				const files = this.answers.show<'files'>({ ask: 'files' });
				const settings = this.answers.show<'settings'>({ ask: 'settings' });
				this.desk.follow(this.answers);
				this.desk.news.follow(this.answers, (news) => tellClusterNews(this, news));
				this.vaultSettings.follow(this.answers);
				$effect(() => {
					if (!files.answer.value) return;
					this.tree.files = files.answer.value;
					this.filesKnown = true;
				});
				$effect(() => {
					if (settings.answer.value) this.settings = settings.answer.value;
				});
				return () => {
					for (const shown of [files, settings]) shown.hide();
				};
			});
			$effect(() => {
				this.commands.custom = customKeys(this.vaultSettings.hotkeys, this.commands.listAll());
				this.commands.pinned = pinnedCommands(this.vaultSettings.pinned, this.commands.listAll());
			});
			$effect(() => {
				// Once for each vault, when its settings are known.
				if (!this.vaultSettings.plugins || this.#startedAt === this.vaultNumber) return;
				this.#startedAt = this.vaultNumber;
				void openAtStart(this).catch(() => {});
			});
			$effect(() => {
				this.tree.sort = this.preferences.fileSort;
			});
			$effect(() => {
				this.preferences.recentCommands = this.commands.recent;
			});
			$effect(() => {
				this.#record();
				this.#rememberTimer = setTimeout(() => void this.remember().catch(() => {}), rememberPause);
				return () => clearTimeout(this.#rememberTimer);
			});
		});
		this.#dispose.push(stop);
	}

	#record(): unknown {
		if (this.vault) {
			this.preferences.keepVault(this.vault.folder, {
				tabs: this.panes.record(),
				expanded: [...this.tree.expanded],
				left: this.left,
				places: this.places.record(),
				layouts: this.layouts.record(),
				graph: this.desk.graph.record(),
				timeline: this.desk.timeline.record(),
				news_done: this.desk.news.record(),
			});
		}
		return this.preferences.record();
	}
}

/** What shows a file: a note is edited, a base is a table, anything else is looked at. */
export function placeOf(path: string): Place {
	if (/\.md$/i.test(path)) return { view: 'note', path };
	if (/\.base$/i.test(path)) return { view: 'base', path };
	return { view: /\.canvas$/i.test(path) ? 'canvas' : 'attachment', path };
}

const key = Symbol('app state');

/** Gives the state to every component below. */
export function provideAppState(state: AppState): void {
	setContext(key, state);
}

/** The state of the window a component is in. */
export function appState(): AppState {
	return getContext<AppState>(key);
}
