// What is open: panes side by side, their tabs, and where each tab has been. No DOM, no core.

import type { SourceKind } from '../backend/bindings';

/** Pages of which there is one. */
export type Page = 'settings' | 'timeline' | 'clusters' | 'graph' | 'watchlist' | 'proposals' | 'sources';

/** What a tab shows. `path` is of a note or an attachment, relative to the vault. */
export type Place =
	| { view: 'empty' }
	| { view: Page }
	| { view: 'cluster'; id: string }
	| { view: 'source'; kind: SourceKind; key: string; title: string }
	| { view: 'thesis'; path: string }
	| { view: 'base'; path: string }
	| { view: 'note'; path: string }
	| { view: 'canvas'; path: string }
	| { view: 'attachment'; path: string };

export type Mode = 'live' | 'source' | 'reading';
/** Where to open something: in the active tab, in a new tab, or in the pane beside. */
export type Where = 'here' | 'tab' | 'split';

/** Where a click on a link wants something opened. */
export function whereOf(event: MouseEvent): Where {
	const aside = event.ctrlKey || event.metaKey || event.button === 1;
	return aside ? (event.altKey ? 'split' : 'tab') : 'here';
}

/** Where a click opens what a page only tells about: beside it, so that the page stays in sight, or in a new tab. */
export function besideOf(event: MouseEvent): Where {
	return event.ctrlKey || event.metaKey || event.button === 1 ? 'tab' : 'split';
}

interface Visit {
	place: Place;
	/** The view's own scroll state, kept while the tab is elsewhere. */
	scroll: unknown;
}

let lastId = 0;
const historyLength = 100;

export class Tab {
	readonly id = `tab-${++lastId}`;
	pinned = $state(false);
	mode = $state<Mode>('live');
	/** A line the view is to show as soon as it can, 1-based; the view sets it back to null. */
	wantedLine = $state<number | null>(null);
	#visits = $state.raw<Visit[]>([]);
	#at = $state(0);

	constructor(place: Place, mode: Mode) {
		this.#visits = [{ place, scroll: undefined }];
		this.mode = mode;
	}

	get place(): Place {
		return this.#visits[this.#at]?.place ?? { view: 'empty' };
	}

	/** The path shown, or null for a page that is no file. */
	get path(): string | null {
		return 'path' in this.place ? this.place.path : null;
	}

	get scroll(): unknown {
		return this.#visits[this.#at]?.scroll;
	}

	set scroll(scroll: unknown) {
		const visit = this.#visits[this.#at];
		if (visit) visit.scroll = scroll;
	}

	get canGoBack(): boolean {
		return this.#at > 0;
	}

	get canGoForward(): boolean {
		return this.#at < this.#visits.length - 1;
	}

	/** Goes to another place; what was ahead in the history is forgotten. */
	go(place: Place): void {
		if (samePlace(place, this.place)) return;
		const past = this.place.view === 'empty' ? [] : this.#visits.slice(0, this.#at + 1);
		this.#visits = [...past.slice(-historyLength), { place, scroll: undefined }];
		this.#at = this.#visits.length - 1;
	}

	step(by: -1 | 1): void {
		const next = this.#at + by;
		if (next >= 0 && next < this.#visits.length) this.#at = next;
	}

	/** Follows files that moved, in the present and in the past of the tab. */
	move(moved: (path: string) => string): void {
		this.#visits = this.#visits.map((visit) =>
			'path' in visit.place ? { ...visit, place: { ...visit.place, path: moved(visit.place.path) } } : visit,
		);
	}
}

export class Pane {
	readonly id = `pane-${++lastId}`;
	tabs = $state<Tab[]>([]);
	activeId = $state('');

	get active(): Tab | undefined {
		return this.tabs.find((tab) => tab.id === this.activeId);
	}
}

/** What is remembered of one tab. */
interface TabRecord {
	place: Place;
	mode: Mode;
	pinned: boolean;
	/** The page of a document, 1-based. */
	page?: number;
}

/** What is remembered of the tabs between two starts. */
export interface TabsRecord {
	panes: { tabs: TabRecord[]; active: number }[];
	active: number;
}

export class Panes {
	list = $state<Pane[]>([]);
	activeId = $state('');
	#closed: { place: Place; mode: Mode; at: number }[] = [];

	constructor(private defaultMode: () => Mode = () => 'live') {
		this.#addPane(0);
	}

	get active(): Pane {
		const pane = this.list.find((candidate) => candidate.id === this.activeId) ?? this.list[0];
		return pane ?? this.#addPane(0);
	}

	get activeTab(): Tab | undefined {
		return this.active.active;
	}

	/** The note in front of the person, or null. */
	get activeNote(): string | null {
		const place = this.activeTab?.place;
		return place?.view === 'note' ? place.path : null;
	}

	get tabs(): Tab[] {
		return this.list.flatMap((pane) => pane.tabs);
	}

	focus(pane: Pane, tab?: Tab): void {
		this.activeId = pane.id;
		if (tab) pane.activeId = tab.id;
	}

	/**
	 * Opens a place. `here` shows the tab that has it already, else takes the active tab; a pinned tab is left as
	 * it is and a new one opened.
	 */
	open(place: Place, where: Where = 'here'): Tab {
		if (where === 'split') return this.#openBeside(place);
		const pane = this.active;
		const shown = pane.tabs.find((tab) => samePlace(tab.place, place));
		if (shown && where === 'here') {
			pane.activeId = shown.id;
			return shown;
		}
		return this.#goOrAdd(pane, place, where);
	}

	/** Goes on in the active tab even where another tab shows the place: following a link, so that back returns. */
	follow(place: Place, where: Where): Tab {
		return where === 'here' ? this.#goOrAdd(this.active, place, 'here') : this.open(place, where);
	}

	/** Splits the pane: the tab's place is opened beside it. */
	split(): void {
		this.#openBeside(this.activeTab?.place ?? { view: 'empty' });
	}

	close(tab: Tab): void {
		const pane = this.#paneOf(tab);
		if (!pane) return;
		const at = pane.tabs.indexOf(tab);
		this.#closed.push({ place: tab.place, mode: tab.mode, at });
		pane.tabs = pane.tabs.filter((other) => other !== tab);
		if (pane.activeId === tab.id) pane.activeId = (pane.tabs[at] ?? pane.tabs[at - 1])?.id ?? '';
		if (pane.tabs.length === 0 && this.list.length > 1) this.#removePane(pane);
	}

	/** Opens again what was closed last; false when nothing was. */
	reopen(): boolean {
		const closed = this.#closed.pop();
		if (!closed) return false;
		const pane = this.active;
		const tab = new Tab(closed.place, closed.mode);
		pane.tabs = pane.tabs.toSpliced(Math.min(closed.at, pane.tabs.length), 0, tab);
		pane.activeId = tab.id;
		return true;
	}

	/** Walks the tabs of the active pane, round the end. */
	cycle(by: -1 | 1): void {
		const { tabs, activeId } = this.active;
		if (tabs.length === 0) return;
		const at = tabs.findIndex((tab) => tab.id === activeId);
		this.active.activeId = tabs.at((at + by) % tabs.length)?.id ?? '';
	}

	/** Shows the nth tab of the active pane, 1-based; 9 is the last one. */
	showNth(n: number): void {
		const { tabs } = this.active;
		const tab = n === 9 ? tabs.at(-1) : tabs[n - 1];
		if (tab) this.active.activeId = tab.id;
	}

	/** Moves a tab to a position of a pane; pinned tabs stay in front. */
	moveTab(tab: Tab, to: Pane, at: number): void {
		const from = this.#paneOf(tab);
		if (!from) return;
		const before = from.tabs.indexOf(tab);
		from.tabs = from.tabs.filter((other) => other !== tab);
		const position = from === to && before < at ? at - 1 : at;
		to.tabs = pinnedFirst(to.tabs.toSpliced(position, 0, tab));
		if (from !== to && from.activeId === tab.id) from.activeId = (from.tabs[before] ?? from.tabs.at(-1))?.id ?? '';
		this.focus(to, tab);
		if (from.tabs.length === 0 && this.list.length > 1) this.#removePane(from);
	}

	pin(tab: Tab, pinned: boolean): void {
		const pane = this.#paneOf(tab);
		tab.pinned = pinned;
		if (pane) pane.tabs = pinnedFirst(pane.tabs);
	}

	/** Follows files and folders that were moved or renamed inside the app. */
	move(moves: { from: string; to: string }[]): void {
		const moved = (path: string) => movedPath(path, moves);
		for (const tab of this.tabs) tab.move(moved);
		for (const closed of this.#closed) {
			if ('path' in closed.place) closed.place = { ...closed.place, path: moved(closed.place.path) };
		}
	}

	/** Closes the tabs of a file, or of the files in a folder, that is gone. */
	closePath(path: string): void {
		for (const tab of this.tabs) {
			if (tab.path === path || tab.path?.startsWith(`${path}/`)) this.close(tab);
		}
	}

	record(): TabsRecord {
		return {
			panes: this.list.map((pane) => ({
				tabs: pane.tabs.map(recordTab),
				active: pane.tabs.findIndex((tab) => tab.id === pane.activeId),
			})),
			active: this.list.findIndex((pane) => pane.id === this.activeId),
		};
	}

	/** Takes up a record, or starts with one empty pane. `keep` says which paths still exist. */
	restore(record: TabsRecord | undefined, keep: (path: string) => boolean = () => true): void {
		this.#closed = [];
		this.list = [];
		for (const recorded of record?.panes ?? []) {
			const kept = recorded.tabs.filter((tab) => !('path' in tab.place) || keep(tab.place.path));
			const former = recorded.tabs[recorded.active];
			if (kept.length === 0 && this.list.length > 0) continue;
			const pane = this.#addPane(this.list.length);
			pane.tabs = kept.map((tab) => restoreTab(tab));
			pane.activeId = pane.tabs[Math.max(0, former ? kept.indexOf(former) : 0)]?.id ?? '';
		}
		if (this.list.length === 0) this.#addPane(0);
		this.activeId = (this.list[record?.active ?? 0] ?? this.list[0])?.id ?? '';
	}

	#goOrAdd(pane: Pane, place: Place, where: Where): Tab {
		const active = pane.active;
		if (active && where === 'here' && !active.pinned) {
			active.go(place);
			return active;
		}
		const tab = new Tab(place, this.defaultMode());
		const at = active ? pane.tabs.indexOf(active) + 1 : pane.tabs.length;
		pane.tabs = pinnedFirst(pane.tabs.toSpliced(at, 0, tab));
		pane.activeId = tab.id;
		return tab;
	}

	#openBeside(place: Place): Tab {
		const at = this.list.indexOf(this.active);
		const beside = this.list[at + 1] ?? this.#addPane(at + 1);
		this.activeId = beside.id;
		return this.open(place, beside.active?.place.view === 'empty' ? 'here' : 'tab');
	}

	#addPane(at: number): Pane {
		const pane = new Pane();
		this.list = this.list.toSpliced(at, 0, pane);
		if (this.activeId === '' || this.list.length === 1) this.activeId = pane.id;
		return pane;
	}

	#removePane(pane: Pane): void {
		const at = this.list.indexOf(pane);
		this.list = this.list.filter((other) => other !== pane);
		if (this.activeId === pane.id) this.activeId = (this.list[at - 1] ?? this.list[0])?.id ?? '';
	}

	#paneOf(tab: Tab): Pane | undefined {
		return this.list.find((pane) => pane.tabs.includes(tab));
	}
}

/** Where a path is after some moves; a moved folder takes what is in it along. */
export function movedPath(path: string, moves: { from: string; to: string }[]): string {
	for (const { from, to } of moves) {
		if (path === from) return to;
		if (path.startsWith(`${from}/`)) return to + path.slice(from.length);
	}
	return path;
}

/** What was remembered of tabs, after some moves. */
export function movedTabs(record: TabsRecord, moves: { from: string; to: string }[]): TabsRecord {
	const moved = (tab: TabRecord): TabRecord =>
		'path' in tab.place ? { ...tab, place: { ...tab.place, path: movedPath(tab.place.path, moves) } as Place } : tab;
	return { ...record, panes: record.panes.map((pane) => ({ ...pane, tabs: pane.tabs.map(moved) })) };
}

export function samePlace(a: Place, b: Place): boolean {
	return a.view === b.view && keyOf(a) === keyOf(b);
}

/** What tells two places of one view apart; empty for a page. */
export function keyOf(place: Place): string {
	if ('path' in place) return place.path;
	if (place.view === 'source') return `${place.kind} ${place.key}`;
	return 'id' in place ? place.id : '';
}

function recordTab({ place, mode, pinned, scroll }: Tab): TabRecord {
	return { place, mode, pinned, ...(typeof scroll === 'number' && { page: scroll }) };
}

function restoreTab(recorded: TabRecord): Tab {
	const tab = new Tab(recorded.place, recorded.mode);
	tab.pinned = recorded.pinned;
	if (typeof recorded.page === 'number') tab.scroll = recorded.page;
	return tab;
}

function pinnedFirst(tabs: Tab[]): Tab[] {
	return [...tabs.filter((tab) => tab.pinned), ...tabs.filter((tab) => !tab.pinned)];
}
