//! Random renames and moves of notes, folders and headings, one after the other in an open vault:
//! every link keeps its destination, down to the heading, and undoing all of them brings every byte
//! back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::disallowed_methods)]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use serde_json::json;
use support::{Files, links_of, moved, path};
use vault::api::{Answer, ask};
use vault::parse::parse;
use vault::path::VaultPath;
use vault::resolve::subpath::{PartKind, find_part};
use vault::resolve::{LinkStyle, resolve};
use vault::vault::{Clock, Options, Phase, Vault};

const FOLDERS: [&str; 4] = ["", "p/", "q/", "p/q/"];
const NAMES: [&str; 6] = ["a", "b", "x y", "é(1", "$1", "c"];

/// Where a link leads: the file, and which of its headings or blocks.
type Lead = Option<(VaultPath, Option<usize>)>;

#[derive(Debug, Clone)]
enum Operation {
    /// Gives the file or its folder another path.
    Move { which: prop::sample::Index, as_folder: bool, folder: usize, name: usize },
    /// Gives a heading of a note another name.
    Heading { which: prop::sample::Index, heading: prop::sample::Index },
    /// Gives a block of a note another id.
    Block { which: prop::sample::Index },
}

fn any_operation() -> impl Strategy<Value = Operation> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        3 => (index(), prop::bool::weighted(0.3), 0..FOLDERS.len(), 0..NAMES.len()).prop_map(
            |(which, as_folder, folder, name)| Operation::Move { which, as_folder, folder, name }
        ),
        2 => (index(), index()).prop_map(|(which, heading)| Operation::Heading { which, heading }),
        1 => index().prop_map(|which| Operation::Block { which }),
    ]
}

fn any_path() -> impl Strategy<Value = String> {
    (0..FOLDERS.len(), 0..NAMES.len())
        .prop_map(|(folder, name)| format!("{}{}", FOLDERS[folder], NAMES[name]))
}

fn any_link() -> impl Strategy<Value = String> {
    let subpath = prop::sample::select(vec!["", "", "#Top", "#Top#Sub one", "#Sub one", "#^id"]);
    (any_path(), subpath, 0..7usize).prop_map(|(target, subpath, form)| {
        let name = target.rsplit('/').next().unwrap().to_owned();
        let encoded = format!("{target}.md{subpath}").replace(' ', "%20").replace('(', "%28");
        match form {
            0 => format!("[[{target}{subpath}]]"),
            1 => format!("[[{name}{subpath}|shown]]"),
            2 => format!("![[{name}{subpath}]]"),
            3 => format!("[shown]({encoded})"),
            4 => format!("[shown](<{target}.md{subpath}>)"),
            5 if !subpath.is_empty() => format!("[[{subpath}]]"),
            _ => format!("\n\n| t |\n| -- |\n| [[{name}{subpath}\\|x]] |\n\n"),
        }
    })
}

fn any_note() -> impl Strategy<Value = String> {
    let ends = prop::sample::select(vec!["\n", "\r\n"]);
    (prop::collection::vec(any_link(), 0..5), any_path(), any::<bool>(), ends).prop_map(
        |(links, up, has_up, end)| {
            let front = if has_up {
                format!("---\nup: '[[{up}#Top]]' # kept\n---\n")
            } else {
                String::new()
            };
            let links = links.join(" ");
            let text = format!("{front}# Top\n{links}\n\n## Sub one\n\nText. ^id\n");
            text.replace('\n', end)
        },
    )
}

fn any_vault() -> impl Strategy<Value = Files> {
    let notes = prop::collection::vec((any_path(), any_note()), 2..8);
    (notes, any_path(), any_link()).prop_map(|(notes, file, card)| {
        let mut files = Files::default();
        for (at, text) in notes {
            files.0.insert(path(&format!("{at}.md")), text.into_bytes());
        }
        let nodes = json!([
            {"id": "1", "type": "text", "text": card},
            {"id": "2", "type": "file", "file": format!("{file}.md"), "subpath": "#Sub one"},
        ]);
        let canvas = format!("{{ \"nodes\" : {nodes} }}");
        files.0.insert(path("board.canvas"), canvas.into_bytes());
        files
    })
}

/// Lists the links of a file, those of file nodes with the part that they show.
fn links(at: &VaultPath, bytes: &[u8]) -> Vec<(String, String)> {
    if at.extension() != "canvas" {
        return links_of(at, bytes);
    }
    let json: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    let nodes = json["nodes"].as_array().unwrap();
    nodes
        .iter()
        .flat_map(|node| match node["file"].as_str() {
            Some(file) => {
                vec![(format!("/{file}"), node["subpath"].as_str().unwrap().to_owned())]
            }
            None => links_of(&path("card.md"), node["text"].as_str().unwrap().as_bytes()),
        })
        .collect()
}

/// Lists where every link of every file leads.
fn leads(files: &Files) -> BTreeMap<VaultPath, Vec<Lead>> {
    let graph = files.graph(LinkStyle::Shortest);
    let lead = |source: &VaultPath, (target, subpath): &(String, String)| -> Lead {
        let file = resolve(graph.names(), source, target, LinkStyle::Shortest)?;
        let at = graph.names().find_path(file)?.clone();
        let text = String::from_utf8_lossy(&files.0[&at]).into_owned();
        let facts = parse(&text);
        let part = find_part(&facts, text.len(), subpath).map(|part| match part.kind {
            PartKind::Heading(heading) => {
                facts.headings.iter().position(|other| other.span == heading.span).unwrap()
            }
            PartKind::Block(block) => {
                100 + facts.blocks.iter().position(|other| other.span == block.span).unwrap()
            }
            PartKind::Footnote => 200,
        });
        Some((at, part))
    };
    let of_file = |(at, bytes): (&VaultPath, &Vec<u8>)| {
        (at.clone(), links(at, bytes).iter().map(|link| lead(at, link)).collect())
    };
    files.0.iter().map(of_file).collect()
}

fn read_folder(root: &Path, below: &str, files: &mut Files) {
    for entry in std::fs::read_dir(root.join(below)).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        let at = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.file_type().unwrap().is_dir() {
            read_folder(root, &at, files);
        } else {
            files.0.insert(path(&at), std::fs::read(entry.path()).unwrap());
        }
    }
}

fn on_disk(root: &Path) -> Files {
    let mut files = Files::default();
    read_folder(root, "", &mut files);
    files
}

fn open(root: &Path, files: &Files) -> Vault {
    for (at, bytes) in &files.0 {
        let file = root.join("vault").join(at.as_str());
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
    let options = Options {
        folder: root.join("vault"),
        cache: root.join("cache"),
        data: root.join("data"),
        clock: Clock::new(|| 7),
        watch: false,
        holder: "test".to_owned(),
        share: false,
    };
    let vault = Vault::open(options).unwrap();
    vault.wait_for(Phase::Ready).unwrap();
    vault
}

/// Does one operation; returns where a path is afterwards, or nothing where it was refused.
fn carry_out(
    vault: &Vault,
    files: &Files,
    operation: &Operation,
    number: usize,
) -> Option<(VaultPath, VaultPath)> {
    let notes: Vec<VaultPath> = files.0.keys().filter(|at| at.is_note()).cloned().collect();
    let request = match operation {
        Operation::Move { which, as_folder, folder, name } => {
            let file = which.get(&notes);
            let from = match (*as_folder, file.folder()) {
                (true, folder) if !folder.is_root() => folder,
                _ => file.clone(),
            };
            let to = format!("{}{}", FOLDERS[*folder], NAMES[*name]);
            json!({"ask": "rename", "path": from.as_str(), "to": to, "dry_run": false})
        }
        Operation::Heading { which, heading } => {
            let note = which.get(&notes);
            let text = String::from_utf8_lossy(&files.0[note]).into_owned();
            let facts = parse(&text);
            let heading = heading.get(&facts.headings);
            let line = text[..heading.span.start as usize].matches('\n').count() + 1;
            let to = format!("New: name {number}");
            json!({"ask": "rename_part", "note": note.as_str(), "subpath": "#", "line": line,
                "to": to, "dry_run": false})
        }
        Operation::Block { which } => {
            let note = which.get(&notes);
            let text = String::from_utf8_lossy(&files.0[note]).into_owned();
            let id = parse(&text).blocks[0].id.clone();
            json!({"ask": "rename_part", "note": note.as_str(), "subpath": format!("#^{id}"),
                "to": format!("id-{number}"), "dry_run": false})
        }
    };
    match ask(vault, serde_json::from_value(request).unwrap()).ok()? {
        Answer::Rename(planned) => {
            let step = &planned.moved[0];
            Some((step.from.clone(), step.to.clone()))
        }
        _ => Some((path("none"), path("none"))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn links_keep_their_destination_and_undo_brings_every_byte_back(
        files in any_vault(),
        operations in prop::collection::vec(any_operation(), 1..7),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let vault = open(folder.path(), &files);
        let root = folder.path().join("vault");
        let mut done = Vec::new();
        for (number, operation) in operations.iter().enumerate() {
            let before = on_disk(&root);
            let Some((from, to)) = carry_out(&vault, &before, operation, number) else { continue };
            let after = on_disk(&root);
            let new = leads(&after);
            for (source, old) in leads(&before) {
                let new = &new[&moved(&source, &from, &to)];
                prop_assert_eq!(old.len(), new.len(), "{:?} in {}\n{:#?}\n{:#?}", operation, source, before, after);
                for (old, new) in old.iter().zip(new) {
                    // A link that led nowhere may lead to what got its name.
                    let Some((lead, part)) = old else { continue };
                    let wanted = Some((moved(lead, &from, &to), *part));
                    prop_assert_eq!(&wanted, new, "{:?} in {}\n{:#?}\n{:#?}", operation, source, before, after);
                }
            }
            done.push(before);
        }
        for before in done.into_iter().rev() {
            ask(&vault, serde_json::from_value(json!({"ask": "undo"})).unwrap()).unwrap();
            prop_assert_eq!(on_disk(&root), before);
        }
        prop_assert_eq!(on_disk(&root), files);
    }
}
