//! What an open vault tells of itself: its status and the events of its revisions.

use serde::Serialize;

/// How far an open vault has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The folder is walked; answers come from the stored index, if there is one.
    Scanning,
    /// New and changed files are read; links, tags and backlinks are not complete yet.
    Indexing,
    /// Links, tags and backlinks are complete; search may lack the newest text.
    Fulltext,
    /// Everything is answered as the files stand.
    Ready,
}

/// What the status bar shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct VaultStatus {
    /// The name of the vault's folder.
    pub name: String,
    /// The vault's folder, as the system names it.
    pub folder: String,
    /// Counts the changes that links, tags and backlinks have taken in.
    pub revision: u64,
    /// The revision that search has reached.
    pub fulltext_revision: u64,
    /// The revision that clusters were found at; 0 where they never were.
    pub cluster_revision: u64,
    /// How far the vault has got.
    pub phase: Phase,
    /// Files done in this phase.
    pub done: u64,
    /// Files in this phase.
    pub total: u64,
    /// Notes in the vault.
    pub notes: u64,
    /// Other files in the vault.
    pub attachments: u64,
    /// Files and folders that could not be taken in.
    pub problems: u64,
    /// Nothing can be written.
    pub read_only: bool,
    /// What the person should know of the opening: what a crash had left undone, one sentence each.
    pub notices: Vec<String>,
    /// The operation on many files that is under way.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub working: Option<Working>,
    /// Why part of the vault is polled rather than watched, in a sentence; empty where none is.
    pub watching: String,
}

/// An operation on many files, and how much of it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Working {
    /// What it is called.
    pub title: String,
    /// How much is done.
    pub done: u64,
    /// Of how much.
    pub total: u64,
}

/// What an open vault tells whoever listens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The index has taken in a change.
    Revision(Revision),
    /// The status has changed.
    Status(VaultStatus),
}

/// One step of the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "VaultEvent")]
pub struct Revision {
    /// The revision that is now answered from.
    pub revision: u64,
    /// The revision that search has reached.
    pub fulltext_revision: u64,
    /// Which kinds of answer the change overtakes.
    pub stale: Vec<Stale>,
    /// The files that changed, at most [`Revision::LISTED`] of them.
    pub changed: Vec<String>,
    /// More files changed than are listed.
    pub all: bool,
    /// Milliseconds from taking up the change to answering from it.
    pub ms: u64,
}

impl Revision {
    /// How many changed files an event names before it says "all".
    pub const LISTED: usize = 200;
}

/// A kind of answer that a change can overtake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Stale {
    /// The tree, the switcher and name completion.
    Files,
    /// Links, backlinks, unresolved, orphans, the graph.
    Links,
    /// Tags and their counts.
    Tags,
    /// Properties and their values.
    Properties,
    /// Search, outlines, tasks, rendered notes.
    Text,
    /// The vault's status.
    Status,
    /// The vault's settings.
    Settings,
    /// The person's bookmarks.
    Bookmarks,
    /// Clusters and highlights.
    Clusters,
    /// The settings of the graph.
    GraphSettings,
}

impl Stale {
    /// Every kind that a change of a note overtakes; settings are no part of a note.
    pub(super) const ALL: [Self; 6] =
        [Self::Files, Self::Links, Self::Tags, Self::Properties, Self::Text, Self::Status];
}
