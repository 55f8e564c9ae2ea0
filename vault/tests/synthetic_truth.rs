//! A made vault of a thousand notes against what its maker knows about it: every destination,
//! backlink, tag and unresolved name.
//!
//! The maker puts links at random places of a paragraph and at times writes one over another, yet
//! keeps both in its truth. A link of the truth that does not stand in the note's text is
//! therefore taken out of it first, and what is counted from links is counted again. Of
//! `[x](#heading)`, a link into the note itself, its truth says nothing; it is put in.
//!
//! The maker is a Python script beside the project; where it or Python is missing, nothing is
//! tested and a line says so.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]
#![allow(clippy::disallowed_methods)] // A test reads its own files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use vault::disk::Clock;
use vault::index::Snapshot;
use vault::path::VaultPath;
use vault::query::excluded::Excluded;
use vault::query::{backlinks, graph, links, tags, unresolved};
use vault::vault::{Options, Phase, Vault};

/// Makes the vault; nothing where that is not possible here.
fn make(folder: &Path) -> Option<Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/make_vault.py");
    if !script.is_file() {
        println!("skipped: {} is missing", script.display());
        return None;
    }
    let made = Command::new("python3").arg(&script).arg(folder).args(["--notes", "1000"]).output();
    match made {
        Ok(output) => {
            let complaint = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "the maker failed: {complaint}");
            let truth = fs::read(folder.join("truth.json")).unwrap();
            Some(serde_json::from_slice(&truth).unwrap())
        }
        Err(error) => {
            println!("skipped: python3 cannot be run: {error}");
            None
        }
    }
}

fn open(scratch: &Path) -> Vault {
    Vault::open(Options {
        folder: scratch.join("vault"),
        cache: scratch.join("cache"),
        data: scratch.join("data"),
        clock: Clock::new(|| 0),
        watch: false,
        holder: "test".to_owned(),
        share: false,
    })
    .unwrap()
}

fn path(text: &str) -> VaultPath {
    VaultPath::new(text).unwrap()
}

/// Takes the links out of the truth that were written over, and counts backlinks and unresolved
/// names again.
fn correct(truth: &mut Value, folder: &Path) {
    let mut sources: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut missing: BTreeMap<String, u32> = BTreeMap::new();
    let mut written_over = 0;
    for (note, expected) in truth["notes"].as_object_mut().unwrap() {
        let text = fs::read_to_string(folder.join(note)).unwrap();
        for name in text.split("[[Missing ").skip(1).filter_map(|rest| rest.split_once("]]")) {
            *missing.entry(format!("Missing {}", name.0)).or_default() += 1;
        }
        let mut stands = Standing::new(&text);
        let links = expected["links"].as_array_mut().unwrap();
        let before = links.len();
        links.retain(|link| stands.take(link));
        written_over += before - links.len();
        let inward = text.matches("[x](#heading)").count();
        links.extend(std::iter::repeat_n(json!(["markdown", note, "#heading"]), inward));
        for target in links.iter().filter_map(|link| link[1].as_str()).filter(|to| to != note) {
            sources.entry(target.to_owned()).or_default().insert(note.clone());
        }
    }
    assert!(written_over < 50, "{written_over} links of the truth stand in no text");
    truth["backlinks"] =
        sources.into_iter().map(|(target, notes)| (target, json!(notes.len()))).collect();
    truth["unresolved"] = json!(missing);
}

/// The links that stand in a text, by the last part of their target, without case.
struct Standing(BTreeMap<(&'static str, String), u32>);

impl Standing {
    fn new(text: &str) -> Self {
        let mut found = BTreeMap::new();
        let properties = text.split("\n---\n").next().unwrap_or("");
        for (at, _) in text.match_indices("[[") {
            let inner = text[at + 2..].split("]]").next().unwrap_or("");
            let kind = match at {
                _ if at < properties.len() => "property",
                _ if text[..at].ends_with('!') => "embed",
                _ => "wikilink",
            };
            let target = inner.split('|').next().unwrap_or("");
            *found.entry((kind, last_part(target))).or_default() += 1;
        }
        for (at, _) in text.match_indices("](") {
            let inner = text[at + 2..].split(')').next().unwrap_or("");
            let target = inner.replace("%20", " ");
            let target = target.strip_suffix(".md").unwrap_or(&target);
            *found.entry(("markdown", last_part(target))).or_default() += 1;
        }
        Self(found)
    }

    /// Returns true, once for each time that it stands there, for a link of the text.
    fn take(&mut self, link: &Value) -> bool {
        let kind = ["property", "embed", "wikilink", "markdown"]
            .into_iter()
            .find(|kind| link[0] == **kind)
            .unwrap();
        // Names that are missing are counted in the text itself.
        let Some(target) = link[1].as_str() else { return self.take_missing() };
        let subpath = link[2].as_str().unwrap().to_lowercase();
        let name = last_part(target.strip_suffix(".md").unwrap()) + &subpath;
        match self.0.get_mut(&(kind, name)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }

    fn take_missing(&mut self) -> bool {
        let missing = self.0.iter_mut().find(|((kind, name), left)| {
            *kind == "wikilink" && name.starts_with("missing ") && **left > 0
        });
        missing.map(|(_, left)| *left -= 1).is_some()
    }
}

fn last_part(target: &str) -> String {
    target.rsplit('/').next().unwrap_or(target).to_lowercase()
}

/// Every note's answers beside those the maker wrote down, by path.
fn check_notes(snapshot: &Snapshot, truth: &Value) {
    for (note, expected) in truth["notes"].as_object().unwrap() {
        let file = snapshot.find_file(&path(note)).unwrap().expect(note);
        let found = links::list_links(snapshot, file).unwrap();
        let found: Vec<Value> =
            found.iter().map(|link| json!([link.kind, link.destination, link.subpath])).collect();
        // The maker begins with the properties and puts two links at one place at times, so
        // that the order is not compared.
        assert_eq!(sorted(&found), sorted(expected["links"].as_array().unwrap()), "{note}");
        let sources: BTreeSet<VaultPath> = backlinks::list_backlinks(snapshot, file)
            .unwrap()
            .into_iter()
            .map(|link| link.source)
            .collect();
        let count = truth["backlinks"].get(note).and_then(Value::as_u64).unwrap_or(0);
        assert_eq!(sources.len() as u64, count, "backlinks of {note}");
    }
}

fn sorted(values: &[Value]) -> Vec<String> {
    let mut texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    texts.sort();
    texts
}

fn check_lists(snapshot: &Snapshot, truth: &Value) {
    let none = Excluded::default();
    let found: BTreeMap<String, u32> = tags::list_tags(snapshot, &none)
        .unwrap()
        .into_iter()
        .map(|tag| (tag.tag, tag.notes))
        .collect();
    assert_eq!(json!(found), truth["tags"]);
    let found: BTreeMap<String, u32> = unresolved::list_unresolved(snapshot, &none)
        .unwrap()
        .into_iter()
        .map(|target| (target.target, target.links))
        .collect();
    assert_eq!(json!(found), truth["unresolved"]);
    let graph = graph::count_links(snapshot).unwrap();
    assert_eq!(graph.resolved.len(), truth["notes"].as_object().unwrap().len());
    let links: u32 = graph.resolved.values().flat_map(BTreeMap::values).sum();
    let all = truth["notes"].as_object().unwrap().values();
    let resolved =
        all.flat_map(|note| note["links"].as_array().unwrap()).filter(|link| !link[1].is_null());
    assert_eq!(links as usize, resolved.count());
}

/// Returns the vault's content without its times: what two ways to the same files must agree on.
fn content(snapshot: &Snapshot) -> Value {
    let none = Excluded::default();
    json!([
        graph::count_links(snapshot).unwrap(),
        tags::list_tags(snapshot, &none).unwrap(),
        unresolved::list_unresolved(snapshot, &none).unwrap(),
    ])
}

/// Moves, removes and rewrites some notes as another program would.
fn disturb(folder: &Path, truth: &Value) {
    let notes: Vec<PathBuf> =
        truth["notes"].as_object().unwrap().keys().map(|note| folder.join(note)).collect();
    for (at, note) in notes.iter().enumerate() {
        match at % 7 {
            0 => fs::remove_file(note).unwrap(),
            1 => fs::rename(note, note.with_file_name(format!("Missing {at}.md"))).unwrap(),
            2 => fs::write(note, format!("[[Missing {}]] #moved", at - 1)).unwrap(),
            _ => {}
        }
    }
}

#[test]
fn the_index_of_a_made_vault_is_the_truth() {
    let scratch = tempfile::tempdir().unwrap();
    let Some(mut truth) = make(scratch.path()) else { return };
    correct(&mut truth, &scratch.path().join("vault"));
    let vault = open(scratch.path());
    vault.wait_for(Phase::Ready).unwrap();
    check_notes(&vault.snapshot().unwrap(), &truth);
    check_lists(&vault.snapshot().unwrap(), &truth);

    disturb(&scratch.path().join("vault"), &truth);
    vault.reconcile().unwrap();
    let stepped = content(&vault.snapshot().unwrap());
    vault.rebuild_index().unwrap();
    assert_eq!(stepped, content(&vault.snapshot().unwrap()));
}
