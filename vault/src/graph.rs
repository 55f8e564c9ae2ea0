//! Who points at whom: kept up by [`Graph::step`], checked by [`Graph::rebuild`].
//!
//! A link as written is a target; what it leads to is its destination. Both are numbers here, so
//! that the graph of a vault with 100,000 links takes a few megabytes. A change to one file can
//! move the links of others (a name appears, vanishes or becomes ambiguous); every step says
//! which ones moved.

pub mod layout;
mod targets;

use std::collections::{BTreeMap, BTreeSet};

pub use self::targets::TargetId;
use self::targets::Targets;
use crate::names::{FileId, Names};
use crate::path::VaultPath;
use crate::resolve::{LinkStyle, resolve};

/// All links of a vault with their destinations.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    names: Names,
    style: LinkStyle,
    targets: Targets,
    /// By source; the links in order of appearance.
    outgoing: Vec<Box<[GraphLink]>>,
    /// By destination; sorted.
    incoming: Vec<Vec<LinkRef>>,
}

/// One link: its target as written and where that leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GraphLink {
    /// The target's text, by number: [`Graph::target_text`].
    pub target: TargetId,
    /// Nothing for an unresolved link.
    pub destination: Option<FileId>,
}

/// A link by its place: the file it stands in and its 0-based number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkRef {
    /// The file that holds the link.
    pub source: FileId,
    /// Its number among the links of that file, from 0, in order of appearance.
    pub ordinal: u32,
}

/// What happened to one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The file is new or its content changed; the targets of its links in order of appearance.
    Put {
        /// Where the file is.
        path: VaultPath,
        /// The link paths, without subpath.
        targets: Vec<String>,
    },
    /// The file is gone.
    Gone {
        /// Where the file was.
        path: VaultPath,
    },
}

/// What a step changed, each list sorted and without repeats.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delta {
    /// Files that are new.
    pub added: Vec<FileId>,
    /// Files whose links were read again.
    pub changed: Vec<FileId>,
    /// Files that are gone, with the paths they had.
    pub gone: Vec<(FileId, VaultPath)>,
    /// Links of files that did not change themselves, with their new destinations.
    pub moved: Vec<(LinkRef, Option<FileId>)>,
}

impl Graph {
    /// Builds the graph of these files and the targets of their links, from nothing.
    ///
    /// Ids must differ. `style` is the vault's setting; it alters how relative vaults resolve.
    pub fn rebuild(
        style: LinkStyle,
        files: impl IntoIterator<Item = (FileId, VaultPath)>,
        targets: impl IntoIterator<Item = (FileId, Vec<String>)>,
    ) -> Self {
        let names = Names::from_files(files);
        let mut graph = Self { names, style, ..Self::default() };
        for (source, targets) in targets {
            graph.put_links(source, &targets);
        }
        graph
    }

    /// Takes in a batch of changes at once and says what they changed.
    ///
    /// Several changes to one path count in their order. A path that is gone and not known is
    /// ignored. The result is the same as a rebuild from the files as they are after the batch,
    /// up to the numbers of files.
    pub fn step(&mut self, changes: Vec<Change>) -> Delta {
        let mut batch = Batch::default();
        for (path, targets) in last_of_each(changes) {
            match targets {
                Some(targets) => self.put_file(path, targets, &mut batch),
                None => self.remove_file(&path, &mut batch),
            }
        }
        // Links are resolved once all names of the batch are known.
        for (id, targets) in &batch.written {
            self.put_links(*id, targets);
        }
        let moved = self.resolve_again(&batch);
        let Batch { added, changed, gone, .. } = batch;
        Delta { added, changed, gone, moved }.sorted()
    }

    fn put_file(&mut self, path: VaultPath, targets: Vec<String>, batch: &mut Batch) {
        let id = if let Some(id) = self.names.find_spelled(&path) {
            self.drop_links(id);
            batch.changed.push(id);
            id
        } else {
            batch.keys.insert(crate::names::link_key(path.as_str()));
            let id = self.names.add(path);
            batch.added.push(id);
            id
        };
        batch.written.push((id, targets));
    }

    fn remove_file(&mut self, path: &VaultPath, batch: &mut Batch) {
        let Some(id) = self.names.find_spelled(path) else { return };
        self.drop_links(id);
        if let Some(path) = self.names.remove(id) {
            batch.keys.insert(crate::names::link_key(path.as_str()));
            batch.gone.push((id, path));
        }
    }

    /// Resolves all links that a changed name could move, and lists those that did move.
    fn resolve_again(&mut self, batch: &Batch) -> Vec<(LinkRef, Option<FileId>)> {
        let written: BTreeSet<FileId> = batch.written.iter().map(|(id, _)| *id).collect();
        let mut moved = Vec::new();
        for key in &batch.keys {
            for source in self.targets.sources_of(key) {
                if !written.contains(&source) {
                    self.resolve_links_of(source, key, &mut moved);
                }
            }
        }
        moved
    }

    fn resolve_links_of(
        &mut self,
        source: FileId,
        key: &str,
        moved: &mut Vec<(LinkRef, Option<FileId>)>,
    ) {
        let Some(path) = self.names.find_path(source) else { return };
        let Some(links) = self.outgoing.get_mut(source.at()) else { return };
        for (link, ordinal) in links.iter_mut().zip(0..) {
            if !self.targets.has_key(link.target, key) {
                continue;
            }
            let destination =
                resolve(&self.names, path, self.targets.text(link.target), self.style);
            if destination != link.destination {
                let place = LinkRef { source, ordinal };
                remove_incoming(&mut self.incoming, link.destination, place);
                insert_incoming(&mut self.incoming, destination, place);
                link.destination = destination;
                moved.push((place, destination));
            }
        }
    }

    fn put_links(&mut self, source: FileId, targets: &[String]) {
        let Some(path) = self.names.find_path(source) else { return };
        let mut links = Vec::with_capacity(targets.len());
        for (text, ordinal) in targets.iter().zip(0..) {
            let destination = resolve(&self.names, path, text, self.style);
            links.push(GraphLink { target: self.targets.add(text, source), destination });
            insert_incoming(&mut self.incoming, destination, LinkRef { source, ordinal });
        }
        self.put_outgoing(source, links);
    }

    fn put_outgoing(&mut self, source: FileId, links: Vec<GraphLink>) {
        if self.outgoing.len() <= source.at() {
            self.outgoing.resize_with(source.at() + 1, Box::default);
        }
        if let Some(place) = self.outgoing.get_mut(source.at()) {
            *place = links.into();
        }
    }

    fn drop_links(&mut self, source: FileId) {
        let Some(place) = self.outgoing.get_mut(source.at()) else { return };
        for (link, ordinal) in std::mem::take(place).iter().zip(0..) {
            remove_incoming(&mut self.incoming, link.destination, LinkRef { source, ordinal });
            self.targets.remove(link.target, source);
        }
    }

    /// Takes links with their destinations from a store, without resolving them again.
    pub fn restore(&mut self) -> Restore<'_> {
        Restore { graph: self, source: None, links: Vec::new() }
    }

    /// Returns the names of all files.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Returns the names, so that aliases can be set.
    pub fn names_mut(&mut self) -> &mut Names {
        &mut self.names
    }

    /// Returns how relative vaults resolve.
    pub fn style(&self) -> LinkStyle {
        self.style
    }

    /// Lists the links of a file in order of appearance.
    pub fn outgoing(&self, source: FileId) -> &[GraphLink] {
        self.outgoing.get(source.at()).map_or(&[], |links| links)
    }

    /// Lists the links that lead to a file, by source and order of appearance.
    pub fn incoming(&self, destination: FileId) -> &[LinkRef] {
        self.incoming.get(destination.at()).map_or(&[], |links| links)
    }

    /// Lists the files with a link that can lead to a file of this [`crate::names::link_key`], by id.
    pub fn sources_of_key(&self, key: &str) -> Vec<FileId> {
        self.targets.sources_of(key)
    }

    /// Returns a target's text as written.
    pub fn target_text(&self, target: TargetId) -> &str {
        self.targets.text(target)
    }

    /// Lists every link as `(source, ordinal, target, destination)`, by the paths of the sources.
    ///
    /// Says the same for two graphs of the same vault, whatever the numbers of their files.
    pub fn links(&self) -> BTreeMap<(&VaultPath, u32), (&str, Option<&VaultPath>)> {
        let mut links = BTreeMap::new();
        for (source, file) in self.names.files() {
            for (link, ordinal) in self.outgoing(source).iter().zip(0..) {
                let destination = link.destination.and_then(|id| self.names.find_path(id));
                links.insert((&file.path, ordinal), (self.target_text(link.target), destination));
            }
        }
        links
    }
}

/// Links on their way from a store into a graph that knows their files.
#[derive(Debug)]
pub struct Restore<'g> {
    graph: &'g mut Graph,
    source: Option<FileId>,
    links: Vec<GraphLink>,
}

impl Restore<'_> {
    /// Adds a link; they come by source, then in order of appearance.
    pub fn push(&mut self, source: FileId, target: &str, destination: Option<FileId>) {
        if self.source != Some(source) {
            self.flush();
            self.source = Some(source);
        }
        let place = LinkRef { source, ordinal: self.links.len() as u32 };
        let target = self.graph.targets.add(target, source);
        insert_incoming(&mut self.graph.incoming, destination, place);
        self.links.push(GraphLink { target, destination });
    }

    /// Takes in the last links.
    pub fn finish(mut self) {
        self.flush();
    }

    fn flush(&mut self) {
        if let Some(source) = self.source {
            self.graph.put_outgoing(source, std::mem::take(&mut self.links));
        }
    }
}

/// What a batch of changes touched.
#[derive(Debug, Default)]
struct Batch {
    added: Vec<FileId>,
    changed: Vec<FileId>,
    gone: Vec<(FileId, VaultPath)>,
    /// The files that were read, with their targets.
    written: Vec<(FileId, Vec<String>)>,
    /// The link keys under which a name appeared or vanished.
    keys: BTreeSet<String>,
}

impl Delta {
    fn sorted(mut self) -> Self {
        self.added.sort_unstable();
        self.changed.sort_unstable();
        self.gone.sort_unstable_by_key(|(id, _)| *id);
        self.moved.sort_unstable();
        self
    }

    /// Returns true where nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Returns the last state of each path in a batch, by path; no targets for one that is gone.
fn last_of_each(changes: Vec<Change>) -> BTreeMap<VaultPath, Option<Vec<String>>> {
    let mut last = BTreeMap::new();
    for change in changes {
        match change {
            Change::Put { path, targets } => last.insert(path, Some(targets)),
            Change::Gone { path } => last.insert(path, None),
        };
    }
    last
}

fn insert_incoming(incoming: &mut Vec<Vec<LinkRef>>, destination: Option<FileId>, place: LinkRef) {
    let Some(destination) = destination else { return };
    if incoming.len() <= destination.at() {
        incoming.resize_with(destination.at() + 1, Vec::new);
    }
    let Some(links) = incoming.get_mut(destination.at()) else { return };
    if let Err(at) = links.binary_search(&place) {
        links.insert(at, place);
    }
}

fn remove_incoming(incoming: &mut [Vec<LinkRef>], destination: Option<FileId>, place: LinkRef) {
    let Some(links) = destination.and_then(|id| incoming.get_mut(id.at())) else { return };
    if let Ok(at) = links.binary_search(&place) {
        links.remove(at);
    }
}
