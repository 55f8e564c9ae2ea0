//! After every random edit, the graph kept up by steps is the one a rebuild would make.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use vault::graph::{Change, Delta, Graph, LinkRef};
use vault::names::FileId;
use vault::path::VaultPath;
use vault::resolve::LinkStyle;

/// The vault as a person sees it: each file with the targets of its links.
type Model = BTreeMap<VaultPath, Vec<String>>;

#[derive(Debug, Clone)]
enum Edit {
    Put(VaultPath, Vec<String>),
    Remove(prop::sample::Index),
    Rename(prop::sample::Index, VaultPath),
    RenameFolder(&'static str, &'static str),
}

const NAMES: [&str; 9] =
    ["Note", "note", "NOTE", "Caf\u{e9}", "Cafe\u{301}", "pic.png", "a.b", "Note.md", "x"];
const FOLDERS: [&str; 6] = ["", "a/", "a/b/", "b/", "A/", "zzzz/"];

fn a_path() -> impl Strategy<Value = VaultPath> {
    let extension = prop::sample::select(vec![".md", ".md", ".md", "", ".canvas"]);
    (prop::sample::select(&FOLDERS[..]), prop::sample::select(&NAMES[..]), extension)
        .prop_map(|(folder, name, end)| VaultPath::new(format!("{folder}{name}{end}")).unwrap())
}

fn a_target() -> impl Strategy<Value = String> {
    let folders = vec!["", "", "", "a/", "b/", "./", "../", "/", "/a/", "a/b/"];
    let before = prop::sample::select(folders);
    let after = prop::sample::select(vec!["", "", ".md", ".MD", ".canvas", " "]);
    let name = prop_oneof![9 => prop::sample::select(&NAMES[..]), 1 => Just("")];
    (before, name, after).prop_map(|(before, name, after)| format!("{before}{name}{after}"))
}

fn an_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        5 => (a_path(), prop::collection::vec(a_target(), 0..5)).prop_map(|(p, t)| Edit::Put(p, t)),
        2 => any::<prop::sample::Index>().prop_map(Edit::Remove),
        2 => (any::<prop::sample::Index>(), a_path()).prop_map(|(i, p)| Edit::Rename(i, p)),
        1 => (prop::sample::select(&FOLDERS[1..]), prop::sample::select(&FOLDERS[..]))
            .prop_map(|(from, to)| Edit::RenameFolder(from, to)),
    ]
}

/// Applies an edit to the model and returns it as the changes a watcher would report.
fn apply(edit: &Edit, model: &mut Model) -> Vec<Change> {
    match edit {
        Edit::Put(path, targets) => {
            model.insert(path.clone(), targets.clone());
            vec![Change::Put { path: path.clone(), targets: targets.clone() }]
        }
        Edit::Remove(index) => {
            let Some(path) = pick(model, *index) else { return Vec::new() };
            model.remove(&path);
            vec![Change::Gone { path }]
        }
        Edit::Rename(index, to) => {
            let Some(from) = pick(model, *index) else { return Vec::new() };
            rename(model, from, to.clone())
        }
        Edit::RenameFolder(from, to) => rename_folder(model, from, to),
    }
}

fn pick(model: &Model, index: prop::sample::Index) -> Option<VaultPath> {
    let paths: Vec<&VaultPath> = model.keys().collect();
    (!paths.is_empty()).then(|| (*index.get(&paths)).clone())
}

fn rename_folder(model: &mut Model, from: &str, to: &str) -> Vec<Change> {
    let inside = model.keys().filter(|path| path.as_str().starts_with(from));
    let inside: Vec<VaultPath> = inside.cloned().collect();
    let mut changes = Vec::new();
    for path in inside {
        let rest = path.as_str().strip_prefix(from).unwrap().to_owned();
        changes.extend(rename(model, path, VaultPath::new(format!("{to}{rest}")).unwrap()));
    }
    changes
}

fn rename(model: &mut Model, from: VaultPath, to: VaultPath) -> Vec<Change> {
    let Some(targets) = model.remove(&from) else { return Vec::new() };
    model.insert(to.clone(), targets.clone());
    vec![Change::Gone { path: from }, Change::Put { path: to, targets }]
}

fn rebuilt(style: LinkStyle, model: &Model) -> Graph {
    let numbered = || (0..).map(FileId).zip(model.iter());
    let files = numbered().map(|(id, (path, _))| (id, path.clone()));
    let targets = numbered().map(|(id, (_, targets))| (id, targets.clone()));
    Graph::rebuild(style, files, targets)
}

/// The incoming side, which is kept apart from the outgoing one.
fn incoming(graph: &Graph) -> BTreeSet<(String, String, u32)> {
    let path = |id| graph.names().find_path(id).unwrap().to_string();
    let mut all = BTreeSet::new();
    for (destination, file) in graph.names().files() {
        for link in graph.incoming(destination) {
            all.insert((file.path.to_string(), path(link.source), link.ordinal));
        }
    }
    all
}

/// Where each link leads, by file id.
fn destinations(graph: &Graph) -> BTreeMap<LinkRef, Option<FileId>> {
    let mut all = BTreeMap::new();
    for (source, _) in graph.names().files() {
        for (link, ordinal) in graph.outgoing(source).iter().zip(0..) {
            all.insert(LinkRef { source, ordinal }, link.destination);
        }
    }
    all
}

/// Follows a delta as the index does: rewrites the files that were read, moves the links named.
fn follow(rows: &mut BTreeMap<LinkRef, Option<FileId>>, delta: &Delta, graph: &Graph) {
    let read: BTreeSet<FileId> = delta.added.iter().chain(&delta.changed).copied().collect();
    let gone: BTreeSet<FileId> = delta.gone.iter().map(|(id, _)| *id).collect();
    rows.retain(|link, _| !read.contains(&link.source) && !gone.contains(&link.source));
    for (link, destination) in &delta.moved {
        assert!(rows.insert(*link, *destination).is_some(), "moved a link that is not there");
    }
    let all = destinations(graph);
    rows.extend(all.into_iter().filter(|(link, _)| read.contains(&link.source)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn step_equals_rebuild(
        relative in any::<bool>(),
        batches in prop::collection::vec(prop::collection::vec(an_edit(), 1..4), 1..12),
    ) {
        let style = if relative { LinkStyle::Relative } else { LinkStyle::Shortest };
        let mut model = Model::new();
        let mut graph = rebuilt(style, &model);
        let mut rows = BTreeMap::new();
        for batch in &batches {
            let changes = batch.iter().flat_map(|edit| apply(edit, &mut model)).collect();
            let delta = graph.step(changes);
            let fresh = rebuilt(style, &model);
            prop_assert_eq!(graph.links(), fresh.links());
            prop_assert_eq!(incoming(&graph), incoming(&fresh));
            follow(&mut rows, &delta, &graph);
            prop_assert_eq!(&rows, &destinations(&graph));
        }
    }
}

#[test]
fn a_name_that_appears_or_vanishes_moves_the_links_of_others() {
    let path = |text: &str| VaultPath::new(text).unwrap();
    let put = |at: &str, targets: &[&str]| Change::Put {
        path: path(at),
        targets: targets.iter().map(ToString::to_string).collect(),
    };
    let mut graph = Graph::default();
    graph.step(vec![put("S.md", &["Missing", "Note"]), put("deep/er/Note.md", &[])]);
    let source = graph.names().find_spelled(&path("S.md")).unwrap();
    let second = LinkRef { source, ordinal: 1 };

    let delta = graph.step(vec![put("a/Note.md", &[])]);
    let nearer = graph.names().find_spelled(&path("a/Note.md"));
    assert_eq!(delta.moved, [(second, nearer)]);

    let delta = graph.step(vec![Change::Gone { path: path("a/Note.md") }]);
    assert_eq!(delta.moved, [(second, graph.names().find_spelled(&path("deep/er/Note.md")))]);

    let delta = graph.step(vec![Change::Gone { path: path("deep/er/Note.md") }]);
    assert_eq!(delta.moved, [(second, None)]);

    let delta = graph.step(vec![put("x/missing.md", &[])]);
    let found = graph.names().find_spelled(&path("x/missing.md"));
    assert_eq!(delta.moved, [(LinkRef { source, ordinal: 0 }, found)]);
    assert!(graph.step(vec![Change::Gone { path: path("never.md") }]).is_empty());
}
