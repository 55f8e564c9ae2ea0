//! What can be written on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Ask and change a vault of Markdown notes from the command line.
///
/// Notes are named as a link would name them ("amazon durability", "06-reference/amazon
/// durability") or by their exact path. Lines count from 1.
#[derive(Debug, Parser)]
#[command(name = "tl", version, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 the answer is no, nothing was found, or problems \
                          were found; 2 wrong use or failure.";

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub(crate) struct Common {
    /// The vault's folder; otherwise the nearest one upwards that holds .obsidian or .throughline,
    /// else the current folder
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) vault: Option<PathBuf>,
    /// One JSON value on standard output
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

/// What `tl` can do.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Command {
    /// Bring the index up to date and say what is in the vault
    Index {
        /// Set the index aside and build it from the files
        #[arg(long)]
        rebuild: bool,
    },
    /// A note's facts in the shape of Obsidian's CachedMetadata, offsets in UTF-16 units
    Metadata { note: String },
    /// The links of a note in order of appearance
    Links { note: String },
    /// The links that lead to a note
    Backlinks { note: String },
    /// Text of other notes that names a note without linking to it
    Mentions { note: String },
    /// All links of the vault, resolved and unresolved, counted
    Graph,
    /// All tags with the number of their notes
    Tags,
    /// The names of all properties, or the values of one
    Properties {
        name: Option<String>,
        /// Give it this name in every note
        #[arg(long, value_name = "NAME", requires = "name")]
        rename: Option<String>,
        /// Remove it from every note
        #[arg(long, requires = "name", conflicts_with = "rename")]
        remove: bool,
        /// Show what would change and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// The headings of a note
    Outline { note: String },
    /// Links that lead nowhere, by target
    Unresolved,
    /// Notes that no link leads to
    Orphans,
    /// Notes without links
    Deadends,
    /// The tasks of all notes
    Tasks {
        /// Only those that are open
        #[arg(long)]
        open: bool,
    },
    /// Search notes
    Search {
        /// Words, "phrases", -without, OR, /patterns/, tag: path: file: line:() section:() [property:value] …
        #[arg(allow_hyphen_values = true)]
        query: String,
        /// At most so many notes
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// What comes first
        #[arg(long, value_enum, default_value_t)]
        sort: Sort,
    },
    /// Find notes by a few letters of their name or alias
    Switch {
        text: String,
        /// At most so many notes
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Give a note, attachment or folder another name, with every link that leads to it; or a
    /// heading (NOTE#Heading), a block id (NOTE#^id) or a tag (#tag)
    Rename {
        note: String,
        /// A name in the same folder, or a path from the vault
        new: String,
        /// Show what would change and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Move a note, attachment or folder into another folder, with every link that leads to it
    Move {
        note: String,
        /// The folder, by its path from the vault; / for the vault itself
        folder: String,
        /// Show what would change and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Put a text in the place of another in all notes
    Replace {
        /// The text, or a /pattern/
        find: String,
        /// What comes in its place; $1 stands for the first group of a pattern
        to: String,
        /// Case and accents count
        #[arg(long)]
        match_case: bool,
        /// Only in the notes that this search finds
        #[arg(long, value_name = "QUERY")]
        within: Option<String>,
        /// Show what would change and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Put a note at the end of another, with its properties and every link that leads to it
    Merge {
        note: String,
        /// The note that it becomes a part of
        into: String,
        /// Show what would change and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Read or write one property, touching no other byte
    Property {
        note: String,
        key: String,
        /// A number, true, false, null or a JSON list; anything else is text
        #[arg(conflicts_with = "remove")]
        value: Option<String>,
        /// Remove it
        #[arg(long)]
        remove: bool,
    },
    /// All theses with their evidence counted: notes and independent data points
    Theses,
    /// One thesis: pillars, ledger, balance, confidence log, watch items
    Thesis {
        note: String,
        /// By what time the ledger is put in order
        #[arg(long, value_enum)]
        clock: Option<ClockName>,
    },
    /// The timeline of all theses, or of one
    Timeline(crate::timeline::TimelineArguments),
    /// What to look out for, and how well it was foreseen
    Watch {
        /// Only how well what is resolved was foreseen
        #[arg(long)]
        calibration: bool,
    },
    /// The questions of all notes
    Questions,
    /// What could be written into a note, or into all, by its words
    Infer { note: Option<String> },
    /// Write proposals into their notes, as one step
    Accept {
        /// As `tl infer` shows them
        #[arg(required = true)]
        ids: Vec<String>,
        /// Take the other value that was offered
        #[arg(long)]
        alternative: bool,
        /// Show what would change and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Remember that proposals are not wanted
    Refuse {
        /// As `tl infer` shows them
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Say that a note bears on a thesis: writes one line, or one property
    Edge {
        /// The note that bears on the thesis
        note: String,
        /// Which way it pushes
        #[arg(value_enum)]
        stance: StanceName,
        /// The thesis
        thesis: String,
        /// Its pillar, by the block id
        #[arg(long, value_name = "ID")]
        pillar: Option<String>,
        /// How hard it pushes
        #[arg(long, value_enum)]
        strength: Option<StrengthName>,
        /// Why
        #[arg(long, default_value = "")]
        reason: String,
        /// Write it into the note's properties and not into its text
        #[arg(long, conflicts_with_all = ["strength", "reason"])]
        property: bool,
    },
    /// Add a confidence and its reason to the log of a thesis
    Log {
        thesis: String,
        /// 65% or 0.65
        confidence: String,
        /// Why
        reason: String,
        /// The note that caused it
        #[arg(long, value_name = "NOTE")]
        cause: Option<String>,
        /// Otherwise today
        #[arg(long, value_name = "DAY")]
        day: Option<String>,
    },
    /// Close a watch item, and write the edge that its clause names
    Resolve {
        /// The note that holds it
        note: String,
        /// The line it stands on, from 1, as `tl watch` shows it
        line: u32,
        /// What came of it
        #[arg(value_enum)]
        outcome: OutcomeName,
        /// The note that shows it, and gets the edge
        #[arg(long, value_name = "NOTE")]
        evidence: Option<String>,
    },
    /// Make a data point of a pasted text, with the fields that it says itself
    Capture {
        /// The text; - reads standard input
        text: String,
        /// The folder; otherwise the one that holds most data points
        #[arg(long)]
        folder: Option<String>,
        /// Its name; otherwise the title that was found
        #[arg(long)]
        title: Option<String>,
        /// Show what was found and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Who says things: all sources and authors, or what one has said
    Sources {
        /// Its name
        name: Option<String>,
        /// It is an author and not a publisher
        #[arg(long, requires = "name")]
        author: bool,
    },
    /// Notes that belong together, with names and reasons
    Clusters {
        /// Only the cluster of this note
        #[arg(long, value_name = "NOTE", conflicts_with = "signals")]
        explain: Option<String>,
        /// Find them anew by these signals alone: text, links, targets, theses, entities, tags,
        /// sources, dates
        #[arg(long, value_name = "LIST", value_delimiter = ',')]
        signals: Option<Vec<String>>,
    },
    /// Give a cluster a name; an empty one takes an earlier name back
    NameCluster {
        /// The cluster's id
        id: String,
        name: String,
    },
    /// Make a thesis of a cluster: a new note, and an edge to it in each of the cluster's notes
    Promote {
        /// The cluster's id
        id: String,
        /// The name of the thesis; otherwise that of the cluster
        #[arg(long)]
        title: Option<String>,
        /// The folder of the thesis; otherwise Theses
        #[arg(long)]
        folder: Option<String>,
        /// Show what would change and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// The passages that tie a note to a thesis or a cluster; offsets in UTF-16 units
    Highlights {
        note: String,
        /// To this thesis
        #[arg(long, value_name = "NOTE", conflicts_with = "cluster")]
        thesis: Option<String>,
        /// To this cluster
        #[arg(long, value_name = "ID")]
        cluster: Option<String>,
    },
    /// A view of a base as a table
    Base {
        file: String,
        /// The name of the view; otherwise the first one
        #[arg(long, value_name = "NAME")]
        view: Option<String>,
        /// The note that embeds the base, which `this` means in it
        #[arg(long, value_name = "NOTE")]
        this: Option<String>,
    },
    /// List what is odd in the vault
    Check,
    /// Keep the index up to date until interrupted; one JSON line for each revision
    Follow,
    /// Make a new note and say where it is
    New {
        /// Its name, with or without folders; otherwise Untitled
        name: Option<String>,
        /// The folder, by its path from the vault
        #[arg(long)]
        folder: Option<String>,
        /// Its text; - reads standard input
        #[arg(long, default_value = "")]
        text: String,
    },
    /// Make today's daily note, or that of another day, with its template, and say where it is
    Daily {
        /// As 2026-11-22; otherwise today
        #[arg(long, value_name = "DAY")]
        day: Option<String>,
    },
    /// List the templates, or put one at the end of a note with its properties merged
    Template {
        #[arg(requires = "note")]
        name: Option<String>,
        note: Option<String>,
    },
    /// Make a note that is named by the moment, and say where it is
    Unique {
        /// Its text behind the template's; - reads standard input
        #[arg(long, default_value = "")]
        text: String,
    },
    /// Name a note by chance
    Random,
    /// List the bookmarks with their places, or add or remove one
    Bookmarks {
        /// A note, or a part of it (NOTE#Heading)
        #[arg(long, value_name = "NOTE")]
        add: Option<String>,
        /// The place of a bookmark, as the list shows it
        #[arg(long, value_name = "PLACE", conflicts_with = "add")]
        remove: Option<String>,
    },
    /// List the settings, most of them shared with Obsidian, print one, or change one
    Settings {
        /// As the list shows it: app.newLinkFormat
        key: Option<String>,
        /// true, false, a number, a word, or a JSON list
        value: Option<String>,
        /// Take it out of its file
        #[arg(long, requires = "key", conflicts_with = "value")]
        default: bool,
    },
    /// Add text to the end of a note
    Append {
        note: String,
        /// The text; - reads standard input
        text: String,
    },
    /// Print a note
    Read { note: String },
    /// Print a note as sanitised HTML
    Render {
        note: String,
        /// Only this part: a heading (#Heading) or a block (#^id)
        #[arg(long, default_value = "")]
        subpath: String,
    },
    /// Move a file or folder to the trash, as the vault's settings say
    Trash {
        note: String,
        /// Also the attachments that nothing else uses
        #[arg(long)]
        attachments: bool,
        /// Say what would be lost and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// The old versions of a note, the newest first
    History {
        note: String,
        /// Print this version, by the beginning of its hash
        #[arg(long, value_name = "HASH")]
        show: Option<String>,
    },
    /// Put an old version in the place of what a note holds
    Restore {
        note: String,
        /// The version, by the beginning of its hash
        hash: String,
    },
    /// Undo the last rename, move or other change of many files
    Undo,
    /// Print a completion script for a shell
    Completions { shell: Shell },
}

/// What comes first among the notes that were found.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Sort {
    /// The best match
    #[default]
    Score,
    /// The one changed last
    Modified,
    /// The first by name
    Name,
}

/// By what time events are put in order.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ClockName {
    /// When the source said it
    Published,
    /// When the fact happened
    Occurred,
    /// When the note was captured
    Created,
}

/// Which way a note pushes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum StanceName {
    Supports,
    Contradicts,
    Context,
}

/// How hard a note pushes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum StrengthName {
    Strong,
    Moderate,
    Weak,
}

/// How a watch item ended.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum OutcomeName {
    /// It came
    True,
    /// It did not come
    False,
    /// No longer of interest
    Cancelled,
}
