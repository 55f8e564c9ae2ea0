// The shapes of every request, answer and event. Generated from vault::api; the page defines none of its own.
// Paths are relative to the vault, with '/'.

export type FileKind = 'note' | 'canvas' | 'base' | 'image' | 'audio' | 'video' | 'pdf' | 'other';
export type ErrorCode =
	| 'not_found'
	| 'ambiguous'
	| 'invalid'
	| 'exists'
	| 'conflict'
	| 'read_only'
	| 'denied'
	| 'disk_full'
	| 'not_text'
	| 'locked'
	| 'failed';
export interface ApiError {
	code: ErrorCode;
	message: string;
	hint?: string;
	path?: string;
}
export interface VaultStatus {
	name: string;
	folder: string;
	revision: number;
	fulltext_revision: number;
	phase: 'scanning' | 'indexing' | 'fulltext' | 'ready';
	done: number;
	total: number;
	notes: number;
	attachments: number;
	problems: number;
	read_only: boolean;
	/** Empty, or a plain sentence when a part of the vault is polled instead of watched. */
	watching: string;
}
/** One row of the tree; the list is in preorder, folders first, in natural order. */
export interface FileRow {
	path: string;
	title: string;
	kind: 'folder' | FileKind;
	/** Milliseconds since the epoch. */
	modified: number;
	/** Bytes. */
	size: number;
}
export interface OpenedNote {
	path: string;
	title: string;
	/** Line ends are '\n', no byte order mark. */
	text: string;
	hash: string;
	editable: boolean;
	/** Why the note is not editable; empty when it is. */
	reason: string;
	/** Too large for live preview. */
	plain: boolean;
	draft: Draft | null;
}
export interface Draft {
	path: string;
	text: string;
	/** The hash the text was based on. */
	seen: string;
	/** Milliseconds since the epoch. */
	kept: number;
}
export type Saved =
	| { outcome: 'saved'; hash: string }
	| { outcome: 'merged'; hash: string; text: string }
	/** A null hash: the note was deleted outside. */
	| { outcome: 'conflict'; hash: string | null; text: string };
export type LinkKind = 'wikilink' | 'markdown' | 'embed' | 'property' | 'canvas';
export interface LinkRow {
	kind: LinkKind;
	target: string;
	subpath: string;
	display: string | null;
	destination: string | null;
	line: number;
}
export interface Backlink {
	source: string;
	title: string;
	kind: LinkKind;
	line: number;
	snippet: string;
	/** UTF-16 spans inside the snippet. */
	spans: [number, number][];
}
export interface Tag {
	/** Without '#'. */
	tag: string;
	notes: number;
}
export interface OutlineRow {
	level: number;
	text: string;
	line: number;
}
export interface Unresolved {
	target: string;
	links: number;
	sources: string[];
}
export interface TaskRow {
	path: string;
	line: number;
	status: string;
	text: string;
}
export interface SearchMatch {
	line: number;
	text: string;
	spans: [number, number][];
}
export interface SearchHit {
	path: string;
	title: string;
	score: number;
	matches: SearchMatch[];
}
export interface SearchAnswer {
	hits: SearchHit[];
	total: number;
	limited: boolean;
	/** The query could not be read: what and where. */
	problem: string | null;
}
export type SearchSort = 'score' | 'modified' | 'name';
export interface SwitchHit {
	path: string;
	title: string;
	score: number;
	alias: string | null;
	/** UTF-16 spans in the alias, or in the title when there is none. */
	spans: [number, number][];
}
export interface Suggestion {
	kind: 'note' | 'alias' | 'heading' | 'block' | 'unresolved' | 'tag';
	label: string;
	detail: string;
	/** Goes between [[ and ]], or after '#'. */
	insert: string;
	path: string | null;
}
export type PropertyType = 'text' | 'list' | 'number' | 'checkbox' | 'date' | 'datetime' | 'tags' | 'aliases';
export interface PropertyRow {
	name: string;
	type: PropertyType;
	notes: number;
}
export interface PropertyValueRow {
	value: unknown;
	notes: number;
}
export interface NoteProperty {
	key: string;
	value: unknown;
	type: PropertyType;
	raw: string;
}
export interface NoteProperties {
	properties: NoteProperty[];
	invalid: { message: string; line: number } | null;
}
/** Sanitised in Rust; sanitised again before it is mounted, in one place. */
export interface Rendered {
	html: string;
}
export interface Planned {
	moved: { from: string; to: string }[];
	edits: { path: string; line: number; before: string; after: string }[];
	warnings: string[];
}
export interface Destination {
	path: string | null;
	/** 1-based line of the heading or block. */
	line: number | null;
	/** The path a click would create. */
	creates: string | null;
}
export interface Settings {
	new_link_format: 'shortest' | 'relative' | 'absolute';
	use_markdown_links: boolean;
	always_update_links: boolean;
	new_file_location: 'root' | 'current' | 'folder';
	new_file_folder: string;
	attachment_folder: string;
	trash: 'system' | 'local' | 'none';
	confirm_trash: boolean;
	show_unsupported_files: boolean;
	strict_line_breaks: boolean;
	readable_line_length: boolean;
	show_line_numbers: boolean;
	default_mode: 'live' | 'source' | 'reading';
	vim: boolean;
	spellcheck: boolean;
	tab_size: number;
	use_tabs: boolean;
}
export interface Problem {
	path: string;
	line: number;
	kind: string;
	message: string;
}

export interface Answers {
	status: VaultStatus;
	files: FileRow[];
	open: OpenedNote;
	save: Saved;
	overwrite: Saved;
	keep_draft: null;
	drop_draft: null;
	drafts: Draft[];
	links: LinkRow[];
	backlinks: Backlink[];
	tags: Tag[];
	outline: OutlineRow[];
	unresolved: Unresolved[];
	orphans: string[];
	deadends: string[];
	tasks: TaskRow[];
	check: Problem[];
	search: SearchAnswer;
	switch: SwitchHit[];
	suggest_links: Suggestion[];
	suggest_tags: Suggestion[];
	destination: Destination;
	properties: PropertyRow[];
	property_values: PropertyValueRow[];
	note_properties: NoteProperties;
	set_property: Saved;
	remove_property: Saved;
	rename_property: Saved;
	toggle_task: Saved;
	render: Rendered;
	metadata: unknown;
	new_note: { path: string };
	create_linked: { path: string };
	new_folder: { path: string };
	append: Saved;
	rename: Planned;
	trash: { path: string };
	undo: Planned;
	import_attachment: { path: string; link: string };
	attachment: { url: string };
	settings: Settings;
}

export type Request =
	| { ask: 'status' }
	| { ask: 'files' }
	| { ask: 'open'; note: string }
	| { ask: 'save'; path: string; text: string; seen: string }
	| { ask: 'overwrite'; path: string; text: string; seen: string }
	| { ask: 'keep_draft'; path: string; text: string; seen: string }
	| { ask: 'drop_draft'; path: string }
	| { ask: 'drafts' }
	| { ask: 'links'; note: string }
	| { ask: 'backlinks'; note: string }
	| { ask: 'tags' }
	| { ask: 'outline'; note: string }
	| { ask: 'unresolved' }
	| { ask: 'orphans' }
	| { ask: 'deadends' }
	| { ask: 'tasks'; open: boolean }
	| { ask: 'check' }
	| { ask: 'search'; query: string; limit: number; sort: SearchSort }
	| { ask: 'switch'; text: string; limit: number }
	| { ask: 'suggest_links'; text: string; source: string }
	| { ask: 'suggest_tags'; text: string }
	| { ask: 'destination'; target: string; source: string }
	| { ask: 'properties' }
	| { ask: 'property_values'; name: string }
	| { ask: 'note_properties'; note: string }
	| { ask: 'set_property'; path: string; key: string; value: unknown; seen: string }
	| { ask: 'remove_property'; path: string; key: string; seen: string }
	| { ask: 'rename_property'; path: string; key: string; to: string; seen: string }
	| { ask: 'toggle_task'; path: string; line: number; seen: string }
	| { ask: 'render'; note: string; text: string | null; subpath: string }
	| { ask: 'metadata'; note: string }
	| { ask: 'new_note'; folder: string | null; name: string | null; text: string; source: string | null }
	| { ask: 'create_linked'; target: string; source: string }
	| { ask: 'new_folder'; path: string }
	| { ask: 'append'; note: string; text: string }
	| { ask: 'rename'; path: string; to: string; dry_run: boolean }
	| { ask: 'trash'; path: string }
	| { ask: 'undo' }
	| { ask: 'import_attachment'; name: string; base64: string; source: string }
	| { ask: 'attachment'; path: string }
	| { ask: 'settings' };

export type Stale = 'files' | 'links' | 'tags' | 'properties' | 'text' | 'status' | 'settings';
/** Told by the core after every revision. */
export interface VaultEvent {
	revision: number;
	fulltext_revision: number;
	stale: Stale[];
	/** At most 200 paths; empty with `all` set when there were more. */
	changed: string[];
	all: boolean;
}
