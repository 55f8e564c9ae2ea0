//! The graph as it is drawn: notes, and where asked tags, attachments and unresolved targets, with
//! the links between them (`design: obsidian.md`, section 13).
//!
//! The whole vault is read once for a revision and kept; a local graph is walked from its centre
//! and reads no more than it shows. Where Obsidian says nothing: of two groups that match a node
//! the first one wins, an orphan is a file without a line in this very picture, and tags and
//! unresolved targets are shown as long as a shown file leads to them, whatever the search says.

mod around;
mod groups;
mod table;

use serde::{Deserialize, Serialize};

use self::around::walk;
use self::groups::Groups;
use self::table::{NO_NODE, Table};
use super::excluded::Excluded;
use super::find_note::find_note;
use super::search::list_found;
use crate::error::Result;
use crate::graph::layout::Forces;
use crate::index::Snapshot;
use crate::names::FileId;
use crate::path::{FileKind, VaultPath};

/// What of the graph is drawn.
#[derive(Debug, Clone, PartialEq, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct GraphFilter {
    /// Only files that this search finds; empty for all.
    pub search: String,
    /// Tags are nodes.
    pub tags: bool,
    /// Attachments are nodes.
    pub attachments: bool,
    /// Targets that lead nowhere are left out.
    pub existing_only: bool,
    /// Files without a line are shown; a local graph has none.
    pub orphans: bool,
    /// The searches of the groups; the first that finds a node has it.
    pub groups: Vec<String>,
    /// How the picture is laid out.
    pub forces: Forces,
    /// Only what lies around one note.
    pub local: Option<LocalGraph>,
}

/// What lies around one note.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct LocalGraph {
    /// The note, or any other file.
    pub note: String,
    /// How many links away, from 1 to 5.
    pub depth: u32,
    /// Links are followed against their direction.
    pub incoming: bool,
    /// Links are followed in their direction.
    pub outgoing: bool,
    /// All links between what is shown, not only those that were followed.
    pub neighbours: bool,
}

/// The nodes and edges of a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct GraphPicture {
    /// Files by path, then tags, then unresolved targets.
    pub nodes: Vec<GraphNode>,
    /// Source, destination and how many links there are; by source, then destination.
    pub edges: Vec<(u32, u32, u32)>,
    /// The node in the middle of a local graph.
    pub centre: Option<u32>,
    /// The searches that could not be read, with what is wrong; they filter and colour nothing.
    pub problems: Vec<String>,
}

/// A node of the picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct GraphNode {
    /// The path of a file, a tag with its `#`, or a target as written.
    pub id: String,
    /// The shown name.
    pub title: String,
    /// What it is.
    pub kind: GraphNodeKind,
    /// How many lines meet at it.
    pub links: u32,
    /// The group that it belongs to, by its place among the groups of the filter.
    pub group: Option<u32>,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum GraphNodeKind {
    /// A note.
    Note,
    /// A canvas; it counts as a note.
    Canvas,
    /// Any other file.
    Attachment,
    /// A tag.
    Tag,
    /// A target that leads nowhere.
    Unresolved,
}

/// Draws the graph that a filter asks for.
///
/// Fails where the note of a local graph cannot be found.
pub fn draw_graph(
    snapshot: &Snapshot,
    filter: &GraphFilter,
    unknown_types: bool,
    excluded: &Excluded,
) -> Result<GraphPicture> {
    let mut problems = Vec::new();
    let found = match list_found(snapshot, &filter.search, excluded)? {
        Ok(found) => found,
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    let centre = match &filter.local {
        Some(local) => Some(find_note(snapshot, &local.note)?),
        None => None,
    };
    let sight = Sight { filter, unknown_types, excluded, found: found.as_deref() };
    let groups = Groups::find(snapshot, &filter.groups, excluded, &mut problems)?;
    let mut picture = match (&filter.local, centre) {
        (Some(local), Some((file, path))) => {
            let table = walk(snapshot, local, file, path, |node| sight.shows(node))?;
            table.picture(|_| true, true, &groups)
        }
        _ => {
            let table = snapshot.kept(Table::read)?;
            table.picture(|node| sight.shows(node), filter.orphans, &groups)
        }
    };
    picture.problems = problems;
    Ok(picture)
}

/// What the filter lets through, one node looked at for itself.
struct Sight<'f> {
    filter: &'f GraphFilter,
    unknown_types: bool,
    excluded: &'f Excluded,
    /// By number; nothing where the search is empty.
    found: Option<&'f [FileId]>,
}

/// A node before it is drawn.
#[derive(Debug, Clone)]
struct Node {
    kind: GraphNodeKind,
    /// The path of a file, a tag without `#`, or a target as written.
    name: String,
    file: Option<(FileId, VaultPath)>,
}

impl Sight<'_> {
    fn shows(&self, node: &Node) -> bool {
        let by_kind = match node.kind {
            GraphNodeKind::Note | GraphNodeKind::Canvas => true,
            GraphNodeKind::Attachment => self.filter.attachments,
            GraphNodeKind::Tag => self.filter.tags,
            GraphNodeKind::Unresolved => !self.filter.existing_only,
        };
        let Some((file, path)) = &node.file else { return by_kind };
        by_kind
            && (self.unknown_types || path.kind() != FileKind::Other)
            && self.found.is_none_or(|found| found.binary_search(file).is_ok())
            && !self.excluded.holds(path)
    }
}

impl Node {
    fn of_file(file: FileId, path: VaultPath) -> Self {
        let kind = match path.kind() {
            FileKind::Note => GraphNodeKind::Note,
            FileKind::Canvas => GraphNodeKind::Canvas,
            _ => GraphNodeKind::Attachment,
        };
        Self { kind, name: path.to_string(), file: Some((file, path)) }
    }
}

impl Table {
    /// Draws the nodes for which `shows` is true, and the edges between them.
    fn picture(
        &self,
        shows: impl Fn(&Node) -> bool,
        orphans: bool,
        groups: &Groups,
    ) -> GraphPicture {
        let seen: Vec<bool> = self.nodes.iter().map(shows).collect();
        let is_seen = |node: u32| seen.get(node as usize).copied().unwrap_or(false);
        let drawn = || self.edges.iter().filter(|(from, to, _)| is_seen(*from) && is_seen(*to));
        let mut links = vec![0u32; self.nodes.len()];
        for (from, to, _) in drawn() {
            for end in [from, to] {
                if let Some(count) = links.get_mut(*end as usize) {
                    *count += 1;
                }
            }
        }
        let mut number_of = vec![NO_NODE; self.nodes.len()];
        let mut picture = GraphPicture::default();
        for (at, ((node, seen), links)) in self.nodes.iter().zip(&seen).zip(&links).enumerate() {
            let stays = *links > 0 || (node.file.is_some() && orphans) || self.centre == Some(at);
            if !seen || !stays {
                continue;
            }
            if let Some(number) = number_of.get_mut(at) {
                *number = picture.nodes.len() as u32;
            }
            picture.nodes.push(node.drawn(*links, groups));
        }
        let number = |node: u32| number_of.get(node as usize).copied().unwrap_or(NO_NODE);
        picture.edges = drawn().map(|(from, to, n)| (number(*from), number(*to), *n)).collect();
        picture.edges.sort_unstable();
        picture.centre = self.centre.map(|centre| number(centre as u32));
        picture
    }
}

impl Node {
    fn drawn(&self, links: u32, groups: &Groups) -> GraphNode {
        let (id, title) = match (&self.file, self.kind) {
            (Some((_, path)), _) => (path.to_string(), path.title().to_owned()),
            (None, GraphNodeKind::Tag) => (format!("#{}", self.name), format!("#{}", self.name)),
            (None, _) => (self.name.clone(), self.name.clone()),
        };
        GraphNode { id, title, kind: self.kind, links, group: groups.group_of(self) }
    }
}
