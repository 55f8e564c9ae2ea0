//! A vault in memory for the tests of edits: files by path, the graph of their links, and plans
//! applied to them as the disk would.

#![allow(dead_code, unreachable_pub)]

pub mod opened;

use std::collections::BTreeMap;

use vault::edit::TextSource;
use vault::edit::plan::{Plan, apply_splices};
use vault::error::Error;
use vault::graph::Graph;
use vault::names::FileId;
use vault::parse::parse;
use vault::path::VaultPath;
use vault::resolve::{LinkStyle, resolve};
use vault::text::ContentHash;

/// Files by path.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Files(pub BTreeMap<VaultPath, Vec<u8>>);

pub fn path(text: &str) -> VaultPath {
    VaultPath::new(text).unwrap()
}

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
        f.debug_map().entries(self.0.iter().map(|(path, bytes)| (path, text(bytes)))).finish()
    }
}

impl Files {
    pub fn new<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        Self(files.into_iter().map(|(at, text)| (path(at), text.as_bytes().to_vec())).collect())
    }

    pub fn text(&self, at: &str) -> &str {
        std::str::from_utf8(&self.0[&path(at)]).unwrap()
    }

    pub fn graph(&self, style: LinkStyle) -> Graph {
        let shown = || self.0.iter().filter(|(path, _)| !path.is_hidden());
        let files = shown().zip(0..).map(|((path, _), id)| (FileId(id), path.clone()));
        let targets =
            shown().zip(0..).map(|((path, bytes), id)| (FileId(id), targets(path, bytes)));
        Graph::rebuild(style, files, targets)
    }

    /// Applies a plan: splices, then moves, then new files.
    pub fn apply(&mut self, plan: &Plan) {
        for file in &plan.splices {
            let bytes = self.0.get_mut(&file.path).unwrap();
            assert_eq!(ContentHash::of(bytes), file.expected);
            *bytes = apply_splices(bytes, &file.splices).unwrap();
        }
        for step in &plan.moves {
            let inside: Vec<_> =
                self.0.keys().filter(|path| path.is_in(&step.from)).cloned().collect();
            for from in inside {
                let to = moved(&from, &step.from, &step.to);
                let bytes = self.0.remove(&from).unwrap();
                assert_eq!(self.0.insert(to, bytes), None, "a move replaced a file");
            }
        }
        for new in &plan.creates {
            assert_eq!(self.0.insert(new.path.clone(), new.bytes.clone()), None);
        }
    }
}

/// Returns where a path is after `from` moved to `to`.
pub fn moved(path: &VaultPath, from: &VaultPath, to: &VaultPath) -> VaultPath {
    match path.is_in(from) {
        true => VaultPath::new(format!("{to}{}", &path.as_str()[from.as_str().len()..])).unwrap(),
        false => path.clone(),
    }
}

fn targets(path: &VaultPath, bytes: &[u8]) -> Vec<String> {
    links_of(path, bytes).into_iter().map(|(target, _)| target).collect()
}

/// Lists the links of a file as target and subpath; those of a canvas are its file nodes and the
/// links of its cards.
pub fn links_of(path: &VaultPath, bytes: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(bytes);
    let of_note = |text: &str| -> Vec<_> {
        parse(text).links.into_iter().map(|link| (link.target, link.subpath)).collect()
    };
    match &*path.extension() {
        "md" => of_note(&text),
        "canvas" => {
            let json: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
            let nodes = json["nodes"].as_array().cloned().unwrap_or_default();
            let mut links = Vec::new();
            for node in nodes {
                links.extend(node["file"].as_str().map(|file| (format!("/{file}"), String::new())));
                links.extend(node["text"].as_str().map(of_note).unwrap_or_default());
            }
            links
        }
        _ => Vec::new(),
    }
}

/// Lists where every link of every file leads, in order of appearance.
pub fn destinations(
    files: &Files,
    style: LinkStyle,
) -> BTreeMap<VaultPath, Vec<(Option<VaultPath>, String)>> {
    let graph = files.graph(style);
    let names = graph.names();
    let lead = |source: &VaultPath, target: &str| {
        resolve(names, source, target, style).and_then(|id| names.find_path(id).cloned())
    };
    let of_file = |(path, bytes): (&VaultPath, &Vec<u8>)| {
        let links = links_of(path, bytes).into_iter();
        (path.clone(), links.map(|(target, subpath)| (lead(path, &target), subpath)).collect())
    };
    files.0.iter().map(of_file).collect()
}

impl TextSource for Files {
    fn read(&self, path: &VaultPath) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.0.get(path).cloned())
    }

    fn exists(&self, path: &VaultPath) -> bool {
        self.0.contains_key(path) || self.is_folder(path)
    }

    fn is_folder(&self, path: &VaultPath) -> bool {
        self.0.keys().any(|file| file != path && file.is_in(path))
    }
}
