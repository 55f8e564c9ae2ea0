//! The walk of a local graph: from its centre along links, tags and common targets, reading only
//! what is passed.

use std::collections::BTreeMap;

use super::table::{NO_NODE, Numbers, Table, counted, target_key};
use super::{GraphNodeKind, LocalGraph, Node};
use crate::index::{IndexError, Snapshot, read_path};
use crate::names::FileId;
use crate::path::{VaultPath, fold_name};

/// How far a local graph reaches at most.
const DEEPEST: u32 = 5;

/// Walks from the centre and returns what was found, in the order of a picture. Nodes for which
/// `shows` is false are neither shown nor passed; the centre is always shown.
pub(super) fn walk(
    snapshot: &Snapshot,
    local: &LocalGraph,
    file: FileId,
    path: VaultPath,
    shows: impl Fn(&Node) -> bool,
) -> Result<Table, IndexError> {
    let mut numbers = Numbers::default();
    let centre = numbers.number_file(file, || path);
    let edges = BTreeMap::new();
    let mut walk = Walk { snapshot, numbers, shows, seen: vec![true], edges };
    let mut edge_of_sight = vec![centre];
    for _ in 0..local.depth.clamp(1, DEEPEST) {
        let mut further = Vec::new();
        for node in edge_of_sight {
            let before = walk.numbers.nodes.len();
            if local.outgoing {
                walk.follow_outgoing(node)?;
            }
            if local.incoming {
                walk.follow_incoming(node)?;
            }
            walk.look_at_new();
            let new = before as u32..walk.numbers.nodes.len() as u32;
            further.extend(new.filter(|node| walk.is_seen(*node)));
        }
        edge_of_sight = further;
    }
    if local.neighbours {
        let met = walk.numbers.nodes.len() as u32;
        for node in 0..met {
            if walk.is_seen(node) {
                walk.follow_outgoing(node)?;
            }
        }
        // What was met only now lies further away.
        walk.seen.resize(walk.numbers.nodes.len(), false);
    }
    Ok(walk.into_table())
}

struct Walk<'s, S> {
    snapshot: &'s Snapshot,
    numbers: Numbers,
    shows: S,
    /// By node: whether it is shown.
    seen: Vec<bool>,
    /// Found from either end, and counted whole each time.
    edges: BTreeMap<(u32, u32), u32>,
}

impl<S: Fn(&Node) -> bool> Walk<'_, S> {
    fn is_seen(&self, node: u32) -> bool {
        self.seen.get(node as usize).copied().unwrap_or(false)
    }

    fn add(&mut self, links: Vec<(u32, u32)>) {
        let counts = counted(links).into_iter();
        self.edges.extend(counts.map(|(from, to, count)| ((from, to), count)));
    }

    fn look_at_new(&mut self) {
        let new = self.numbers.nodes.get(self.seen.len()..).unwrap_or_default();
        let seen: Vec<bool> = new.iter().map(&self.shows).collect();
        self.seen.extend(seen);
    }

    fn file_of(&self, node: u32) -> Option<FileId> {
        let node = self.numbers.nodes.get(node as usize)?;
        node.file.as_ref().map(|(file, _)| *file)
    }

    /// Adds the links of a file, and its tags; a tag and a target have none.
    fn follow_outgoing(&mut self, node: u32) -> Result<(), IndexError> {
        let Some(file) = self.file_of(node) else { return Ok(()) };
        let sql = "SELECT f.path, f.id, target FROM link l LEFT JOIN file f ON f.id=destination
            WHERE l.file=? ORDER BY ordinal";
        let (numbers, mut links) = (&mut self.numbers, Vec::new());
        self.snapshot.each(sql, [file.0], |row| {
            let other = match row.get::<_, Option<u32>>(1)? {
                Some(id) => match read_path(row)? {
                    Some(path) => numbers.number_file(FileId(id), || path),
                    None => NO_NODE,
                },
                None => numbers.number_target(row.get_ref(2)?.as_str()?),
            };
            links.push((node, other));
            Ok(())
        })?;
        let sql = "SELECT key, spelling FROM tag WHERE file=? ORDER BY ordinal";
        self.snapshot.each(sql, [file.0], |row| {
            let tag = numbers.number_tag(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
            links.push((node, tag));
            Ok(())
        })?;
        self.add(links);
        Ok(())
    }

    /// Adds the files that link to a file or a target, or carry a tag.
    fn follow_incoming(&mut self, node: u32) -> Result<(), IndexError> {
        let Some(Node { kind, name, file }) = self.numbers.nodes.get(node as usize).cloned() else {
            return Ok(());
        };
        match (kind, file) {
            (_, Some((file, _))) => {
                let sql = "SELECT s.path, s.id FROM link l JOIN file s ON s.id=l.file
                    WHERE destination=? ORDER BY s.path";
                self.add_sources(node, sql, file.0)
            }
            (GraphNodeKind::Tag, None) => {
                let sql = "SELECT s.path, s.id FROM tag t JOIN file s ON s.id=t.file
                    WHERE key=? ORDER BY s.path";
                self.add_sources(node, sql, fold_name(&name))
            }
            (_, None) => self.add_sources_of_target(node, &name),
        }
    }

    fn add_sources(
        &mut self,
        node: u32,
        sql: &str,
        key: impl rusqlite::ToSql,
    ) -> Result<(), IndexError> {
        let (numbers, mut links) = (&mut self.numbers, Vec::new());
        self.snapshot.each(sql, [key], |row| {
            if let Some(path) = read_path(row)? {
                links.push((numbers.number_file(FileId(row.get(1)?), || path), node));
            }
            Ok(())
        })?;
        self.add(links);
        Ok(())
    }

    /// Targets are compared folded, which no index does: the unresolved ones are few.
    fn add_sources_of_target(&mut self, node: u32, target: &str) -> Result<(), IndexError> {
        let key = target_key(target);
        let sql = "SELECT s.path, s.id, target FROM link l JOIN file s ON s.id=l.file
            WHERE destination IS NULL ORDER BY s.path";
        let (numbers, mut links) = (&mut self.numbers, Vec::new());
        self.snapshot.each(sql, [], |row| {
            if target_key(row.get_ref(2)?.as_str()?) == key
                && let Some(path) = read_path(row)?
            {
                links.push((numbers.number_file(FileId(row.get(1)?), || path), node));
            }
            Ok(())
        })?;
        self.add(links);
        Ok(())
    }

    /// Puts what is shown into the order of a picture.
    fn into_table(self) -> Table {
        let Self { numbers, seen, edges, .. } = self;
        let rank = |kind: GraphNodeKind| match kind {
            GraphNodeKind::Tag => 1,
            GraphNodeKind::Unresolved => 2,
            _ => 0,
        };
        let mut shown: Vec<(usize, Node)> = numbers.nodes.into_iter().enumerate().collect();
        shown.retain(|(at, _)| seen.get(*at).copied().unwrap_or(false));
        shown.sort_by(|(_, a), (_, b)| (rank(a.kind), &a.name).cmp(&(rank(b.kind), &b.name)));
        let mut number_of = vec![NO_NODE; seen.len()];
        for ((at, _), number) in shown.iter().zip(0u32..) {
            if let Some(place) = number_of.get_mut(*at) {
                *place = number;
            }
        }
        let number = |node: u32| number_of.get(node as usize).copied().unwrap_or(NO_NODE);
        let edges = edges.into_iter().map(|((from, to), n)| (number(from), number(to), n));
        let edges = edges.filter(|(from, to, _)| *from != NO_NODE && *to != NO_NODE).collect();
        let centre = number(0) as usize;
        let nodes = shown.into_iter().map(|(_, node)| node).collect();
        Table { nodes, edges, centre: Some(centre) }
    }
}
