//! All files, tags and targets of a vault with the links between them, by number.

use std::collections::BTreeMap;

use super::{GraphNodeKind, Node};
use crate::index::{IndexError, Snapshot, read_path};
use crate::names::FileId;
use crate::path::{VaultPath, fold_name};

/// The number of no node.
pub(super) const NO_NODE: u32 = u32::MAX;

/// Nodes with the edges between them: of a whole vault, or of what was walked to.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Files by path, then tags, then unresolved targets.
    pub(super) nodes: Vec<Node>,
    /// Source, destination and how many links; none from a node to itself.
    pub(super) edges: Vec<(u32, u32, u32)>,
    /// The node that everything else was walked to from.
    pub(super) centre: Option<usize>,
}

impl Table {
    /// Reads the whole vault.
    pub(super) fn read(snapshot: &Snapshot) -> Result<Self, IndexError> {
        let mut reading = Numbers::default();
        snapshot.each("SELECT path, id FROM file ORDER BY path", [], |row| {
            if let Some(path) = read_path(row)? {
                reading.number_file(FileId(row.get(1)?), || path);
            }
            Ok(())
        })?;
        let mut edges = Vec::new();
        // Both are answered from an index, without the snippets beside the links.
        let sql = "SELECT file, destination FROM link WHERE destination IS NOT NULL";
        snapshot.each(sql, [], |row| {
            let ends = (FileId(row.get(0)?), FileId(row.get(1)?));
            edges.push((reading.find_file(ends.0), reading.find_file(ends.1)));
            Ok(())
        })?;
        snapshot.each("SELECT file, key, spelling FROM tag ORDER BY key, file", [], |row| {
            let tag = reading.number_tag(row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?);
            edges.push((reading.find_file(FileId(row.get(0)?)), tag));
            Ok(())
        })?;
        let sql = "SELECT file, target FROM link WHERE destination IS NULL ORDER BY target, file";
        snapshot.each(sql, [], |row| {
            let target = reading.number_target(row.get_ref(1)?.as_str()?);
            edges.push((reading.find_file(FileId(row.get(0)?)), target));
            Ok(())
        })?;
        Ok(Self { nodes: reading.nodes, edges: counted(edges), centre: None })
    }
}

/// Counts the links between each two nodes; those to a node itself are left out.
pub(super) fn counted(mut links: Vec<(u32, u32)>) -> Vec<(u32, u32, u32)> {
    links.retain(|(from, to)| from != to && *from != NO_NODE && *to != NO_NODE);
    links.sort_unstable();
    let runs = links.chunk_by(|a, b| a == b);
    runs.filter_map(|run| run.first().map(|(from, to)| (*from, *to, run.len() as u32))).collect()
}

/// Gives nodes their numbers, in the order in which they are met.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) nodes: Vec<Node>,
    by_file: Vec<u32>,
    by_tag: BTreeMap<String, u32>,
    by_target: BTreeMap<String, u32>,
}

impl Numbers {
    /// Returns the number of a file that was met.
    pub(super) fn find_file(&self, file: FileId) -> u32 {
        self.by_file.get(file.at()).copied().unwrap_or(NO_NODE)
    }

    /// Returns the number of a file; a new one where it was not met.
    pub(super) fn number_file(&mut self, file: FileId, path: impl FnOnce() -> VaultPath) -> u32 {
        if self.by_file.len() <= file.at() {
            self.by_file.resize(file.at() + 1, NO_NODE);
        }
        let next = self.nodes.len() as u32;
        match self.by_file.get_mut(file.at()) {
            Some(number) if *number == NO_NODE => {
                *number = next;
                self.nodes.push(Node::of_file(file, path()));
                next
            }
            Some(number) => *number,
            None => NO_NODE,
        }
    }

    /// Returns the number of a tag by its folded key; its first spelling names it.
    pub(super) fn number_tag(&mut self, key: &str, spelling: &str) -> u32 {
        number_name(&mut self.by_tag, &mut self.nodes, GraphNodeKind::Tag, key, spelling)
    }

    /// Returns the number of a target that leads nowhere; case and `.md` make no other target.
    pub(super) fn number_target(&mut self, target: &str) -> u32 {
        let key = target_key(target);
        number_name(&mut self.by_target, &mut self.nodes, GraphNodeKind::Unresolved, &key, target)
    }
}

/// Returns the form in which two targets that lead nowhere are the same.
pub(super) fn target_key(target: &str) -> String {
    let mut key = fold_name(target.trim());
    if let Some(bare) = key.strip_suffix(".md") {
        key.truncate(bare.len());
    }
    key
}

fn number_name(
    known: &mut BTreeMap<String, u32>,
    nodes: &mut Vec<Node>,
    kind: GraphNodeKind,
    key: &str,
    name: &str,
) -> u32 {
    if let Some(number) = known.get(key) {
        return *number;
    }
    let number = nodes.len() as u32;
    known.insert(key.to_owned(), number);
    nodes.push(Node { kind, name: name.to_owned(), file: None });
    number
}
