//! The one door: a closed `Request` with its answer for everything that can be asked.
//!
//! The window, the command line and whatever comes later only carry requests here and answers
//! back. Each request is declared once; its wire form, its dispatch and its TypeScript follow.

// A request owns what it carries, and so does the function that answers it.
#![allow(clippy::needless_pass_by_value, reason = "requests are decoded values, used up once")]

pub mod address;
mod bases;
mod bindings;
mod bookmarks;
mod canvases;
mod capture;
mod clusters;
mod daily;
mod editing;
mod finding;
mod graph;
mod note_composer;
mod notes;
mod reading;
mod refactoring;
mod rendering;
mod resolving;
mod settings;
mod theses;
mod thesis_editing;
mod versions;

use serde::Deserialize;
use serde::Serialize;

use crate::edit::bookmark::NewBookmark;
use crate::edit::canvas::CanvasChange;
use crate::edit::extract::LeftBehind;
use crate::edit::link_mention::MentionToLink;
use crate::edit::replace::LeftOut;
use crate::error::Result;
use crate::path::VaultPath;
use crate::query::backlinks::Backlink;
use crate::query::bases::{BaseResult, BaseSort};
use crate::query::bears::EdgeRow;
use crate::query::bookmarks::Bookmarks;
use crate::query::capture::Capture;
use crate::query::clusters::ties::ClusterTie;
use crate::query::clusters::{ClusterView, News};
use crate::query::core_plugins::CorePlugins;
use crate::query::files::FileRow;
use crate::query::footnotes::FootnoteRow;
use crate::query::graph::LinkGraph;
use crate::query::graph_picture::GraphFilter;
use crate::query::graph_settings::GraphSettings;
use crate::query::highlights::Highlight;
use crate::query::hotkeys::{Hotkeys, KeyPress};
use crate::query::infer::ProposalRow;
use crate::query::links::LinkRow;
use crate::query::marks::{ClusterMark, NoteMark};
use crate::query::mentions::{Mention, OutgoingMention};
use crate::query::note_properties::{NoteProperties, PropertyKind};
use crate::query::outline::OutlineRow;
use crate::query::problems::Problem;
use crate::query::properties::{PropertyRow, PropertyValueRow};
use crate::query::questions::QuestionRow;
use crate::query::row_choice::RowChoice;
use crate::query::search::{SearchAnswer, SearchSort};
use crate::query::setting_table::SettingRow;
use crate::query::settings_file::SettingsFile;
use crate::query::sources::{SourceKind, SourcePage, SourceRow};
use crate::query::suggest::Suggestion;
use crate::query::switcher::SwitchHit;
use crate::query::tags::Tag;
use crate::query::tasks::TaskRow;
use crate::query::templates::TemplateRow;
use crate::query::theses::ThesisRow;
use crate::query::thesis::ThesisPage;
use crate::query::timeline::{Timeline, TimelineFilter};
use crate::query::unresolved::Unresolved;
use crate::query::watch::WatchList;
use crate::thesis::clock::Clock;
use crate::thesis::edge::Place;
use crate::vault::{Draft, Vault, VaultStatus};

use address::Address;

pub use bindings::bindings;
pub use canvases::{CanvasSaved, OpenedCanvas};
pub use capture::CaptureToWrite;
pub use clusters::Promoted;
pub use daily::{DatedNote, TextChange};
pub use editing::{Created, Imported, Planned, Trashed, Undone};
pub use finding::{Destination, FileLink};
pub use graph::{DrawnGraph, GraphPlaces, HeldNode};
pub use notes::{OpenedNote, Saved};
pub use reading::{AttachmentPlace, IndexSummary, NoteText};
pub use refactoring::{Extracted, NamedBlock};
pub use rendering::Rendered;
pub use resolving::{Resolution, WatchOutcome};
pub use theses::TimelineForm;
pub use thesis_editing::{EdgeName, EdgeToWrite, Settled, Written};
pub use versions::{DeletedFile, FileVersion, VersionText};

/// Declares every request with its fields, its answer and the function that answers it.
macro_rules! requests {
    ($(
        $(#[$doc:meta])*
        $name:ident { $( $(#[$field_doc:meta])* $field:ident: $kind:ty ),* $(,)? }
            -> $answer:ty = $run:path;
    )*) => {
        /// Everything that can be asked of an open vault. On the wire: `{"ask": "backlinks", …}`.
        #[derive(Debug, Clone, Deserialize, ts_rs::TS)]
        #[serde(tag = "ask", rename_all = "snake_case", deny_unknown_fields)]
        pub enum Request {
            $( $(#[$doc])* $name { $( $(#[$field_doc])* $field: $kind ),* }, )*
        }

        /// The answer to the request of the same name; serialised as its content alone.
        #[derive(Debug, Clone, Serialize)]
        #[serde(untagged)]
        #[allow(clippy::large_enum_variant, reason = "one answer at a time, written out at once")]
        pub enum Answer {
            $( $(#[$doc])* $name($answer), )*
        }

        /// Answers a request; refuses with an error that names the file and what to do.
        pub fn ask(vault: &Vault, request: Request) -> Result<Answer> {
            match request {
                $( Request::$name { $($field),* } => {
                    $run(vault, $($field),*).map(Answer::$name)
                } )*
            }
        }

        /// Returns each request's name on the wire with its answer in TypeScript.
        fn answers(types: &mut bindings::Types) -> Vec<(String, String)> {
            vec![ $( (bindings::key_of(stringify!($name)), types.answer::<$answer>()), )* ]
        }
    };
}

requests! {
    /// How far the vault has got, and what is in it.
    Status {} -> VaultStatus = reading::status;
    /// All files and folders as rows of a tree, in preorder.
    Files {} -> Vec<FileRow> = reading::files;
    /// A note for the editor.
    Open { note: String } -> OpenedNote = notes::open;
    /// A note's text as it stands on disk.
    Read { note: String } -> NoteText = reading::read;
    /// Writes the editor's text, if the file is still what `seen` names; else merges or refuses.
    Save { path: String, text: String, seen: String } -> Saved = notes::save;
    /// Writes the editor's text over what `seen` names; an empty `seen` writes a deleted note anew.
    Overwrite { path: String, text: String, seen: String } -> Saved = notes::overwrite;
    /// Keeps unsaved text safe against a crash.
    KeepDraft { path: String, text: String, seen: String } -> () = notes::keep_draft;
    /// Forgets the unsaved text of a note.
    DropDraft { path: String } -> () = notes::drop_draft;
    /// Unsaved texts that a crash left behind.
    Drafts {} -> Vec<Draft> = notes::drafts;
    /// A note's facts in the shape of Obsidian's public `CachedMetadata`.
    Metadata { note: String } -> serde_json::Value = reading::metadata;
    /// The links of a note in order of appearance.
    Links { note: String } -> Vec<LinkRow> = reading::links;
    /// The links that lead to a note, by source, then line, unless the rows are wanted otherwise.
    Backlinks { note: String, #[ts(optional)] rows: Option<RowChoice> } -> Vec<Backlink>
        = reading::backlinks;
    /// Where other notes name a note without linking to it, by source, then place, unless the rows
    /// are wanted otherwise.
    Mentions { note: String, #[ts(optional)] rows: Option<RowChoice> } -> Vec<Mention>
        = reading::mentions;
    /// Where a note names other notes without linking to them, by place.
    OutgoingMentions { note: String } -> Vec<OutgoingMention> = reading::outgoing_mentions;
    /// Who points at whom.
    Graph {} -> LinkGraph = reading::graph;
    /// The graph as a picture: its nodes and edges with their first places.
    GraphPicture { filter: GraphFilter } -> DrawnGraph = graph::graph_picture;
    /// Moves the nodes of a picture some steps on, and says where they are; `held` is the node
    /// that a person drags.
    GraphStep { layout: u32, steps: u32, held: Option<HeldNode> } -> GraphPlaces
        = graph::graph_step;
    /// How the person wants the graph: `.obsidian/graph.json`, in its own terms.
    GraphSettings {} -> GraphSettings = graph::graph_settings;
    /// Writes settings of the graph, by the keys of `graph.json`, and leaves every other byte.
    SetGraphSettings { changes: serde_json::Map<String, serde_json::Value> } -> GraphSettings
        = graph::set_graph_settings;
    /// The cluster that each note stands in.
    ClusterMarks {} -> Vec<ClusterMark> = graph::cluster_marks;
    /// All tags with the notes that carry them.
    Tags {} -> Vec<Tag> = reading::tags;
    /// The headings of a note.
    Outline { note: String } -> Vec<OutlineRow> = reading::outline;
    /// The footnotes of a note by their numbers.
    Footnotes { note: String } -> Vec<FootnoteRow> = reading::footnotes;
    /// Targets that lead nowhere.
    Unresolved {} -> Vec<Unresolved> = reading::unresolved;
    /// Notes that no other note links to.
    Orphans {} -> Vec<VaultPath> = reading::orphans;
    /// Notes that link nowhere.
    Deadends {} -> Vec<VaultPath> = reading::deadends;
    /// Tasks, all or the open ones.
    Tasks { open: bool } -> Vec<TaskRow> = reading::tasks;
    /// What is odd in the vault.
    Check {} -> Vec<Problem> = reading::check;
    /// All property names with their types.
    Properties {} -> Vec<PropertyRow> = reading::properties;
    /// The values of one property.
    PropertyValues { name: String } -> Vec<PropertyValueRow>
        = reading::property_values;
    /// The properties of one note.
    NoteProperties { note: String } -> NoteProperties = reading::note_properties;
    /// A note, or a part of it, as safe HTML; `text` stands for unsaved content.
    Render { note: String, text: Option<String>, subpath: String } -> Rendered
        = rendering::render;
    /// A view of a base, the first one unless `view` names another. `this` is the note that embeds
    /// it, `sort` goes before the view's own order, `offset` is how many minutes the person's clock
    /// is ahead of Greenwich.
    Base {
        path: String,
        view: Option<String>,
        this: Option<String>,
        sort: Option<BaseSort>,
        offset: Option<i32>
    } -> BaseResult = bases::base;
    /// The same of the text of a block in a note.
    BaseBlock {
        note: String,
        text: String,
        view: Option<String>,
        sort: Option<BaseSort>,
        offset: Option<i32>
    } -> BaseResult = bases::base_block;
    /// Brings the index up to date, or builds it anew.
    Index { rebuild: bool } -> IndexSummary = reading::index;
    /// Where an attachment can be loaded from.
    Attachment { path: String } -> AttachmentPlace = reading::attachment;
    /// The vault's settings.
    Settings {} -> crate::query::settings::Settings = reading::settings;
    /// Full-text search; `context` adds the lines above and below each line found.
    Search { query: String, limit: u32, sort: SearchSort, #[ts(optional)] context: Option<bool> }
        -> SearchAnswer = finding::search;
    /// What a query of a search means, in lines.
    Explain { query: String } -> String = finding::explain;
    /// The quick switcher.
    Switch { text: String, limit: u32 } -> Vec<SwitchHit> = finding::switch;
    /// Completion after `[[`.
    SuggestLinks { text: String, source: String } -> Vec<Suggestion>
        = finding::suggest_links;
    /// Completion of a thesis behind `supports::`; after `#` one of its pillars.
    SuggestTheses { text: String, source: String } -> Vec<Suggestion> = theses::suggest;
    /// Completion after `#`.
    SuggestTags { text: String } -> Vec<Suggestion> = finding::suggest_tags;
    /// Where a link leads.
    Destination { target: String, source: String } -> Destination = finding::destination;
    /// The link to a file as it is written into the note or canvas at `source`, by the vault's
    /// settings.
    FileLink { path: String, source: String } -> FileLink = finding::file_link;
    /// All theses with their counts.
    Theses {} -> Vec<ThesisRow> = theses::theses;
    /// One thesis with everything that bears on it; `clock` orders its ledger and balance.
    Thesis { note: String, clock: Option<Clock> } -> ThesisPage = theses::thesis;
    /// The timeline that a filter asks for.
    Timeline { filter: TimelineFilter } -> Timeline = theses::timeline;
    /// The same timeline as a text to be kept: a picture or tables.
    ExportTimeline { filter: TimelineFilter, form: TimelineForm } -> String
        = theses::export_timeline;
    /// The notes that bear on a thesis, each with the thesis that marks it.
    Marks {} -> Vec<NoteMark> = theses::marks;
    /// The folder in which a new thesis is made: the one that is set, else where most theses are.
    ThesisFolder {} -> String = theses::folder;
    /// The watchlist, and how well it was foreseen.
    Watch {} -> WatchList = theses::watch;
    /// The questions of all notes.
    Questions {} -> Vec<QuestionRow> = theses::questions;
    /// All sources and authors of data points, those with the most notes first.
    Sources {} -> Vec<SourceRow> = theses::sources;
    /// What one source or author has said; `key` as in the list.
    Source { kind: SourceKind, key: String } -> SourcePage = theses::source;
    /// What a pasted text says about itself.
    Capture { text: String } -> Capture = capture::capture;
    /// Makes a data point of a pasted text.
    SaveCapture { capture: CaptureToWrite } -> Created = capture::save_capture;
    /// The edges of a note, those that its words suggest included.
    Bears { note: String } -> Vec<EdgeRow> = thesis_editing::bears;
    /// What could be written into a note, or into all, by its words.
    Infer { note: Option<String> } -> Vec<ProposalRow> = thesis_editing::infer;
    /// Writes proposals into their notes, as one step; `alternative` takes the other value that
    /// was offered, `dry_run` only shows the lines.
    Accept { ids: Vec<String>, alternative: bool, dry_run: bool } -> Settled
        = thesis_editing::accept;
    /// Remembers that proposals are not wanted.
    Refuse { ids: Vec<String> } -> Settled = thesis_editing::refuse;
    /// Writes an edge, or anew the one on a line, `old` where that has several. Without `place`
    /// it stays where it is, a new one goes where the settings say; what only a line can hold,
    /// such as a reason, makes it a line.
    SetEdge {
        note: String,
        edge: EdgeToWrite,
        place: Option<Place>,
        line: Option<u32>,
        #[ts(optional)]
        old: Option<EdgeName>,
    } -> Written = thesis_editing::set_edge;
    /// Takes the edge on a line out of a note, `old` where that has several.
    RemoveEdge { note: String, line: u32, #[ts(optional)] old: Option<EdgeName> } -> Written
        = thesis_editing::remove_edge;
    /// Writes the claim of a thesis anew; refused where it does not read `before`, which is empty for
    /// a first one.
    SetStatement { note: String, before: String, after: String } -> Written
        = thesis_editing::set_statement;
    /// Marks a watch item as resolved and writes the edge that its clause names: into `evidence`,
    /// else into the note that holds the item, else into a new note. `resolution` says more of it.
    ResolveWatch {
        note: String,
        line: u32,
        outcome: WatchOutcome,
        evidence: Option<String>,
        #[ts(optional)]
        resolution: Option<Resolution>
    } -> Written = resolving::resolve_watch;
    /// Adds a line to a thesis's confidence log and mirrors the number; from 0 to 1.
    LogConfidence {
        note: String,
        confidence: f64,
        cause: Option<String>,
        reason: String,
        /// Today, where it is left out.
        day: Option<String>
    } -> Written = thesis_editing::log_confidence;
    /// The clusters; `signals` finds them anew by those alone and keeps nothing.
    Clusters { signals: Option<Vec<String>> } -> Vec<ClusterView> = clusters::clusters;
    /// The cluster that a note stands in, or nothing.
    ExplainCluster { note: String } -> Vec<ClusterView> = clusters::explain_cluster;
    /// What lies between the clusters: links, evidence, words in common, and gaps.
    ClusterTies {} -> Vec<ClusterTie> = clusters::cluster_ties;
    /// What became of clusters the last time that something did.
    ClusterNews {} -> Vec<News> = clusters::cluster_news;
    /// Gives a cluster a name; an empty one takes the person's name back.
    RenameCluster { id: String, name: String } -> ClusterView = clusters::rename_cluster;
    /// Puts a cluster at the top of the list, or back.
    PinCluster { id: String, pinned: bool } -> ClusterView = clusters::pin_cluster;
    /// Makes a thesis of a cluster; `dry_run` only shows what would be written.
    PromoteCluster { id: String, title: Option<String>, folder: Option<String>, dry_run: bool }
        -> Promoted = clusters::promote_cluster;
    /// The passages that tie a note to a thesis, a cluster, or all that it is tied to.
    Highlights { note: String, thesis: Option<String>, cluster: Option<String> }
        -> Vec<Highlight> = clusters::highlights;
    /// Writes one property and no other byte.
    SetProperty { path: String, key: String, value: serde_json::Value, seen: String } -> Saved
        = editing::set_property;
    /// Removes one property and no other byte.
    RemoveProperty { path: String, key: String, seen: String } -> Saved
        = editing::remove_property;
    /// Renames one property of one note.
    RenameProperty { path: String, key: String, to: String, seen: String } -> Saved
        = editing::rename_property;
    /// Checks or unchecks the task on a line, counted from 1.
    ToggleTask { path: String, line: u32, seen: String } -> Saved = editing::toggle_task;
    /// Makes a link of a text that names `note`: `from` and `to` in UTF-16 units of the file.
    LinkMention { path: String, from: u32, to: u32, note: String, seen: String } -> Saved
        = editing::link_mention;
    /// Makes a note; without a name, the next free "Untitled".
    NewNote { folder: Option<String>, name: Option<String>, text: String, source: Option<String> }
        -> Created = editing::new_note;
    /// Makes the note that an unresolved link names.
    CreateLinked { target: String, source: String } -> Created = editing::create_linked;
    /// Makes a folder.
    NewFolder { path: String } -> Created = editing::new_folder;
    /// Adds text at the end of a note.
    Append { note: String, text: String } -> Saved = editing::append;
    /// Renames or moves a file or folder and every link to it; `dry_run` only shows the plan.
    Rename { path: String, to: String, dry_run: bool } -> Planned = editing::rename;
    /// Renames a heading (`#Heading`) or a block's id (`#^id`) and every link that names it.
    /// `line`, from 1, tells headings of one name apart.
    RenamePart {
        note: String,
        subpath: String,
        #[ts(optional)]
        line: Option<u32>,
        to: String,
        dry_run: bool
    } -> Planned = refactoring::rename_part;
    /// Renames a tag, and those nested in it, in every note.
    RenameTag { tag: String, to: String, dry_run: bool } -> Planned = refactoring::rename_tag;
    /// Renames a property in every note, or removes it where there is no new name.
    ChangePropertyEverywhere { name: String, to: Option<String>, dry_run: bool } -> Planned
        = refactoring::change_property_everywhere;
    /// Puts a text in the place of another in all notes, or in those that the query `within` finds;
    /// `/pattern/` with `$1` for its groups.
    Replace {
        find: String,
        to: String,
        match_case: bool,
        #[ts(optional)]
        within: Option<String>,
        /// Files and lines that stay as they are.
        #[ts(optional)]
        left_out: Option<Vec<LeftOut>>,
        /// What the dry run called its plan; anything else is refused.
        #[ts(optional)]
        shown: Option<String>,
        dry_run: bool
    } -> Planned = refactoring::replace;
    /// Makes links of mentions, as one step.
    LinkMentions { mentions: Vec<MentionToLink>, dry_run: bool } -> Planned
        = refactoring::link_mentions;
    /// Finds the id of the block that begins on a line, from 1, or gives it one. With the `text` of
    /// an editor nothing is written: the answer says what to insert.
    NameBlock { note: String, line: u32, starts: String, text: Option<String> } -> NamedBlock
        = refactoring::name_block;
    /// Moves a stretch of a note, in UTF-16 units of the editor's text, to the end of the note at
    /// `to`, or to a new note of that name.
    Extract {
        note: String,
        from: u32,
        until: u32,
        to: String,
        new: bool,
        left: Option<LeftBehind>,
        dry_run: bool
    } -> Extracted = refactoring::extract;
    /// Puts a note at the end of another, with its properties and all links to it.
    MergeNotes { note: String, into: String, dry_run: bool } -> Planned
        = refactoring::merge_notes;
    /// A canvas for its view.
    Canvas { path: String } -> OpenedCanvas = canvases::canvas;
    /// Writes changes into a canvas, if they do not meet what changed since `seen`; else refuses.
    EditCanvas { path: String, changes: Vec<CanvasChange>, seen: String } -> CanvasSaved
        = canvases::edit_canvas;
    /// Makes an empty canvas under the next free "Untitled".
    NewCanvas { folder: Option<String>, source: Option<String> } -> Created
        = canvases::new_canvas;
    /// Makes a copy of a file beside it, byte for byte, under the next free name.
    Duplicate { path: String } -> Created = editing::duplicate;
    /// Deletes a file or folder, to where the vault's settings say, and with it those of the
    /// `attachments` that nothing else uses, as one step.
    Trash { path: String, dry_run: bool, #[ts(optional)] attachments: Option<Vec<VaultPath>> }
        -> Trashed = editing::trash;
    /// Takes back the last rename, move or edit of several files.
    Undo {} -> Undone = editing::undo;
    /// The old versions of a file, the newest first.
    History { note: String } -> Vec<FileVersion> = versions::history;
    /// Files that are gone but in the history, the last to go first.
    DeletedFiles {} -> Vec<DeletedFile> = versions::deleted_files;
    /// The text of an old version.
    VersionText { note: String, hash: String } -> VersionText = versions::version_text;
    /// Puts an old version in the place of what a file holds.
    Restore { note: String, hash: String } -> Saved = versions::restore;
    /// Writes a pasted or dropped file into the attachment folder.
    ImportAttachment { name: String, base64: String, source: String } -> Imported
        = editing::import_attachment;
    /// Which of Obsidian's core plugins are on, and what they are set to.
    CorePlugins {} -> CorePlugins = daily::core_plugins;
    /// Makes the note of a day (`2026-11-22`, else today) with its template, or finds it; `now` is
    /// the person's clock, `2026-11-22T13:05:00+01:00`.
    DailyNote { day: Option<String>, now: String } -> DatedNote = daily::daily_note;
    /// Today's daily note, if there is one.
    FindDailyNote { now: String } -> Option<VaultPath> = daily::find_daily_note;
    /// The daily note after or before that of a note, or of today where it is none.
    DailyNeighbour { note: Option<String>, back: bool, now: String } -> Option<VaultPath>
        = daily::daily_neighbour;
    /// Makes a note that is named by the moment, by the next free one where that is taken.
    UniqueNote { now: String, text: String, source: Option<String> } -> DatedNote
        = daily::unique_note;
    /// A note by chance, from 0 to 1; not the one that is shown.
    RandomNote { chance: f64, shown: Option<String> } -> Option<VaultPath> = daily::random_note;
    /// What an address `throughline://…` asks for; nothing is done.
    ReadAddress { text: String } -> Address = settings::read_address;
    /// A moment in a format of Moment.js.
    FormatMoment { format: String, now: String } -> String = daily::format_moment;
    /// The templates by name.
    Templates {} -> Vec<TemplateRow> = daily::templates;
    /// What putting a template into an editor's text changes; `from` and `to` in UTF-16 units.
    InsertTemplate { template: String, note: String, text: String, from: u32, to: u32, now: String }
        -> Vec<TextChange> = daily::insert_template;
    /// Puts a template at the end of a note, its properties merged.
    ApplyTemplate { template: String, note: String, now: String } -> Saved = daily::apply_template;
    /// Adds text at the start of a note, behind its properties.
    Prepend { note: String, text: String } -> Saved = daily::prepend;
    /// The settings that can be changed here, with their values.
    SettingRows {} -> Vec<SettingRow> = settings::setting_rows;
    /// Changes one setting in its file and no other byte; null sets the default.
    SetSetting { file: SettingsFile, key: String, value: serde_json::Value } -> SettingRow
        = settings::set_setting;
    /// The keys that the person gave to commands.
    Hotkeys {} -> Vec<Hotkeys> = settings::hotkeys;
    /// Gives a command keys; null gives it its usual ones back.
    SetHotkeys { command: String, keys: Option<Vec<KeyPress>> } -> Vec<Hotkeys>
        = settings::set_hotkeys;
    /// Assigns a type to a property's name in `types.json`, and leaves every other byte of it.
    SetPropertyType { name: String, to: PropertyKind } -> () = settings::set_property_type;
    /// The ids of the commands that stand first in the palette, in their order.
    PinnedCommands {} -> Vec<String> = settings::pinned_commands;
    /// Puts a command at the end of the pinned ones, or takes it out of them.
    PinCommand { command: String, pinned: bool } -> Vec<String> = settings::pin_command;
    /// What the person bookmarked, in preorder.
    Bookmarks {} -> Bookmarks = bookmarks::bookmarks;
    /// Adds a bookmark at the end of the group at a place, or of all; `expected` is what was seen.
    AddBookmark { bookmark: NewBookmark, group: String, expected: String } -> Bookmarks
        = bookmarks::add_bookmark;
    /// Removes a bookmark, or a group with all that is in it.
    RemoveBookmark { place: String, expected: String } -> Bookmarks = bookmarks::remove_bookmark;
    /// Gives a bookmark another name; an empty one takes its name away.
    RenameBookmark { place: String, title: String, expected: String } -> Bookmarks
        = bookmarks::rename_bookmark;
    /// Moves a bookmark before the one at a position of a group, or of all.
    MoveBookmark { place: String, group: String, at: u32, expected: String } -> Bookmarks
        = bookmarks::move_bookmark;
}
