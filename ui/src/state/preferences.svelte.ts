// What the app remembers of the person's choices, in its own settings folder and never in a vault.

import type { RowSort } from '../backend/bindings';
import type { GraphMemory } from './graph_choice.svelte';
import type { Layout } from './layouts.svelte';
import { type LedgerColumn, readColumns, usualColumns } from './ledger';
import type { NotePlace } from './note_places';
import type { TabsRecord } from './tabs.svelte';
import type { TimelineMemory } from './timeline_choice.svelte';

export type Theme = 'system' | 'light' | 'dark';
export type LeftPanel = 'files' | 'search' | 'tags' | 'theses' | 'clusters' | 'bookmarks';
export type SideSection =
	| 'bears_on'
	| 'why_here'
	| 'backlinks'
	| 'outgoing'
	| 'outline'
	| 'footnotes'
	| 'graph'
	| 'mentions'
	| 'outgoing_mentions';
export type FileSort = 'name' | 'name_reverse' | 'modified' | 'modified_reverse';

/** What is remembered for one vault between two starts. */
export interface VaultMemory {
	tabs?: TabsRecord;
	/** Paths of the folders that are open in the tree. */
	expanded?: string[];
	left?: LeftPanel;
	/** By path, where the person was in each note. */
	places?: Record<string, NotePlace>;
	graph?: GraphMemory;
	timeline?: TimelineMemory;
	/** News of clusters that the person has done with. */
	news_done?: string[];
	/** Layouts of the window by their names. */
	layouts?: Record<string, Layout>;
	/** Counts up; the vaults used longest ago are forgotten first. */
	used: number;
}

/** The whole of it, as `remember` carries it. Fields are only ever added. */
export interface PreferencesRecord {
	theme: Theme;
	/** Pixels. */
	text_size: number;
	/** Width of a line of text, in characters; 0 fills the window. */
	line_width: number;
	note_font: 'serif' | 'sans';
	left_open: boolean;
	right_open: boolean;
	/** Pixels. */
	left_width: number;
	right_width: number;
	/** Sections of the right side that are folded. */
	folded: SideSection[];
	file_sort: FileSort;
	recent_commands: string[];
	/** The newest first. */
	recent_searches: string[];
	/** Sections that are folded at first and were unfolded. */
	unfolded: SideSection[];
	/** The columns of a ledger that are shown. */
	ledger_columns: readonly LedgerColumn[];
	/** The order of backlinks and mentions; null is the usual one. */
	link_sort: RowSort | null;
	/** The lines around backlinks and mentions are shown. */
	link_context: boolean;
	/** Only the notes of backlinks and mentions are listed. */
	links_collapsed: boolean;
	/** By the vault's folder. */
	vaults: Record<string, VaultMemory>;
}

export const textSizes = { min: 12, max: 28 };
export const lineWidths = { min: 48, max: 120 };
export const sideWidths = { min: 180, max: 560 };

const rowSorts: readonly RowSort[] = [
	'name',
	'name_reverse',
	'modified',
	'modified_reverse',
	'created',
	'created_reverse',
];
const foldedAtFirst: readonly SideSection[] = ['mentions', 'outgoing_mentions', 'footnotes'];
const keptSearches = 12;
const rememberedVaults = 20;
/** `remember` takes 256 KB for all vaults together, in UTF-8; long lists of open folders are cut well before. */
const rememberedFolders = 2000;
const rememberedUnits = 80_000;

const defaults: PreferencesRecord = {
	theme: 'system',
	text_size: 17,
	line_width: 68,
	note_font: 'serif',
	left_open: true,
	right_open: true,
	left_width: 248,
	right_width: 296,
	folded: [],
	file_sort: 'name',
	recent_commands: [],
	recent_searches: [],
	unfolded: [],
	ledger_columns: usualColumns,
	link_sort: null,
	link_context: false,
	links_collapsed: false,
	vaults: {},
};

export class Preferences {
	theme = $state<Theme>(defaults.theme);
	textSize = $state(defaults.text_size);
	lineWidth = $state(defaults.line_width);
	noteFont = $state(defaults.note_font);
	leftOpen = $state(defaults.left_open);
	rightOpen = $state(defaults.right_open);
	leftWidth = $state(defaults.left_width);
	rightWidth = $state(defaults.right_width);
	folded = $state<SideSection[]>([]);
	fileSort = $state<FileSort>(defaults.file_sort);
	recentCommands = $state.raw<readonly string[]>([]);
	recentSearches = $state.raw<readonly string[]>([]);
	ledgerColumns = $state.raw<readonly LedgerColumn[]>(usualColumns);
	linkSort = $state<RowSort | null>(null);
	linkContext = $state(false);
	linksCollapsed = $state(false);
	#unfolded = $state<SideSection[]>([]);
	#vaults: Record<string, VaultMemory> = {};

	/** Takes up what was remembered. What is missing or makes no sense keeps its default. */
	restore(remembered: unknown): void {
		const record = { ...defaults, ...(isRecord(remembered) ? remembered : {}) } as PreferencesRecord;
		this.theme = oneOf(record.theme, ['system', 'light', 'dark'], defaults.theme);
		this.textSize = within(record.text_size, textSizes, defaults.text_size);
		this.lineWidth = record.line_width === 0 ? 0 : within(record.line_width, lineWidths, defaults.line_width);
		this.noteFont = oneOf(record.note_font, ['serif', 'sans'], defaults.note_font);
		this.leftOpen = record.left_open !== false;
		this.rightOpen = record.right_open !== false;
		this.leftWidth = within(record.left_width, sideWidths, defaults.left_width);
		this.rightWidth = within(record.right_width, sideWidths, defaults.right_width);
		this.folded = Array.isArray(record.folded) ? record.folded : [];
		this.fileSort = oneOf(
			record.file_sort,
			['name', 'name_reverse', 'modified', 'modified_reverse'],
			defaults.file_sort,
		);
		this.recentCommands = Array.isArray(record.recent_commands) ? record.recent_commands : [];
		this.recentSearches = Array.isArray(record.recent_searches) ? record.recent_searches : [];
		this.#unfolded = Array.isArray(record.unfolded) ? record.unfolded : [];
		this.ledgerColumns = readColumns(record.ledger_columns);
		this.linkSort = oneOf(record.link_sort, [null, ...rowSorts], null);
		this.linkContext = record.link_context === true;
		this.linksCollapsed = record.links_collapsed === true;
		this.#vaults = isRecord(record.vaults) ? (record.vaults as Record<string, VaultMemory>) : {};
	}

	record(): PreferencesRecord {
		return {
			theme: this.theme,
			text_size: this.textSize,
			line_width: this.lineWidth,
			note_font: this.noteFont,
			left_open: this.leftOpen,
			right_open: this.rightOpen,
			left_width: Math.round(this.leftWidth),
			right_width: Math.round(this.rightWidth),
			folded: [...this.folded],
			file_sort: this.fileSort,
			recent_commands: [...this.recentCommands],
			recent_searches: [...this.recentSearches],
			unfolded: [...this.#unfolded],
			ledger_columns: [...this.ledgerColumns],
			link_sort: this.linkSort,
			link_context: this.linkContext,
			links_collapsed: this.linksCollapsed,
			vaults: this.#vaults,
		};
	}

	vault(folder: string): VaultMemory | undefined {
		return this.#vaults[folder];
	}

	/** Keeps what is to be remembered of a vault, and forgets the vault used longest ago when there are many. */
	keepVault(folder: string, memory: Omit<VaultMemory, 'used'>): void {
		const others = Object.entries(this.#vaults).filter(([other]) => other !== folder);
		const used = 1 + Math.max(0, ...others.map(([, other]) => other.used));
		const newest = others.sort(([, a], [, b]) => b.used - a.used).slice(0, rememberedVaults - 1);
		const expanded = memory.expanded?.slice(0, rememberedFolders);
		const own: VaultMemory = { ...memory, expanded, used };
		let units = lengthOf(own);
		// The places of a vault that holds very much go first, then the vaults used longest ago.
		if (units > rememberedUnits) delete own.places;
		const kept = newest.filter(([, other]) => {
			units += lengthOf(other);
			return units <= rememberedUnits;
		});
		this.#vaults = Object.fromEntries([[folder, own], ...kept]);
	}

	/** Whether a section is folded; some cost too much to be asked unless they are unfolded. */
	isFolded(section: SideSection): boolean {
		return foldedAtFirst.includes(section) ? !this.#unfolded.includes(section) : this.folded.includes(section);
	}

	toggleFold(section: SideSection): void {
		const toggled = (list: SideSection[]) =>
			list.includes(section) ? list.filter((other) => other !== section) : [...list, section];
		if (foldedAtFirst.includes(section)) this.#unfolded = toggled(this.#unfolded);
		else this.folded = toggled(this.folded);
	}

	/** Remembers a search. */
	keepSearch(query: string): void {
		const trimmed = query.trim();
		if (trimmed === '') return;
		const others = this.recentSearches.filter((other) => other !== trimmed);
		this.recentSearches = [trimmed, ...others].slice(0, keptSearches);
	}
}

/** How long something is when it is remembered, in UTF-16 units, each of at most three bytes. */
function lengthOf(memory: VaultMemory): number {
	return JSON.stringify(memory).length;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function oneOf<T>(value: unknown, choices: readonly T[], fallback: T): T {
	return choices.includes(value as T) ? (value as T) : fallback;
}

function within(value: unknown, range: { min: number; max: number }, fallback: number): number {
	if (typeof value !== 'number' || !Number.isFinite(value)) return fallback;
	return Math.min(range.max, Math.max(range.min, value));
}
