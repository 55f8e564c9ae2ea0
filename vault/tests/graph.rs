//! The graph of a real vault: its layout from one question to the next, and `graph.json`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::disallowed_methods)] // A test reads and writes the files of its vault.

use base64::Engine;
use serde_json::{Map, Value, json};
use vault::api::{Answer, DrawnGraph, GraphPlaces, HeldNode, Request, ask};
use vault::vault::{Clock, Options, Phase, Vault};

struct Opened {
    scratch: tempfile::TempDir,
    vault: Vault,
}

impl Opened {
    fn new(files: &[(&str, &str)]) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = scratch.path().join("vault").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self::open(scratch)
    }

    fn open(scratch: tempfile::TempDir) -> Self {
        let options = Options {
            folder: scratch.path().join("vault"),
            cache: scratch.path().join("cache"),
            data: scratch.path().join("data"),
            clock: Clock::new(|| 0),
            watch: false,
            holder: "test".to_owned(),
            share: false,
        };
        let vault = Vault::open(options).unwrap();
        vault.wait_for(Phase::Ready).unwrap();
        Self { scratch, vault }
    }

    /// Closes the vault and opens it again, as the next start of the app does.
    fn restart(self) -> Self {
        drop(self.vault);
        Self::open(self.scratch)
    }

    /// A vault of notes in which each links to an earlier one.
    fn chain(notes: usize) -> Self {
        let files: Vec<(String, String)> = (0..notes)
            .map(|note| (format!("N{note}.md"), format!("[[N{}]] [[N{}]]", note / 2, note / 7)))
            .collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        Self::new(&files)
    }

    fn draw(&self) -> DrawnGraph {
        let filter = json!({"search": "", "tags": false, "attachments": false,
            "existing_only": false, "orphans": true, "groups": [], "local": null,
            "forces": {"centre": 0.5, "repel": 10.0, "link": 1.0, "distance": 250.0}});
        let filter = serde_json::from_value(filter).unwrap();
        match ask(&self.vault, Request::GraphPicture { filter }).unwrap() {
            Answer::GraphPicture(drawn) => drawn,
            _ => panic!("another answer"),
        }
    }

    fn step(&self, layout: u32, steps: u32, held: Option<HeldNode>) -> GraphPlaces {
        match ask(&self.vault, Request::GraphStep { layout, steps, held }).unwrap() {
            Answer::GraphStep(places) => places,
            _ => panic!("another answer"),
        }
    }

    fn set(&self, changes: Value) -> vault::error::Result<Answer> {
        let changes: Map<String, Value> = serde_json::from_value(changes).unwrap();
        ask(&self.vault, Request::SetGraphSettings { changes })
    }

    fn graph_json(&self) -> String {
        let path = self.scratch.path().join("vault/.obsidian/graph.json");
        std::fs::read_to_string(path).unwrap_or_default()
    }
}

fn places(places: &GraphPlaces) -> Vec<(f32, f32)> {
    let bytes = base64::prelude::BASE64_STANDARD.decode(&places.base64).unwrap();
    let floats: Vec<f32> =
        bytes.chunks(4).map(|bytes| f32::from_le_bytes(bytes.try_into().unwrap())).collect();
    floats.chunks(2).map(|pair| (pair[0], pair[1])).collect()
}

#[test]
fn two_openings_of_one_vault_draw_one_picture() {
    let (first, second) = (Opened::chain(80), Opened::chain(80));
    assert_eq!(places(&first.draw().places), places(&second.draw().places));
}

#[test]
fn a_picture_comes_to_rest_and_is_there_when_it_is_opened_again() {
    let opened = Opened::chain(60);
    let drawn = opened.draw();
    assert!(!drawn.places.at_rest);
    let rest = opened.step(drawn.places.layout, 200, None);
    assert!(rest.at_rest && rest.base64 != drawn.places.base64);
    let again = opened.draw();
    assert_eq!((again.places.layout, &again.places.base64), (rest.layout, &rest.base64));
}

#[test]
fn a_picture_at_rest_is_the_same_at_the_next_start() {
    let opened = Opened::chain(60);
    let rest = opened.step(opened.draw().places.layout, 200, None);
    let opened = opened.restart();
    let again = opened.draw().places;
    assert!(again.at_rest);
    assert_eq!(again.base64, rest.base64);

    // With one note more, what was there stays near to where it was.
    std::fs::write(opened.scratch.path().join("vault/New.md"), "[[N3]]").unwrap();
    let opened = opened.restart();
    let drawn = opened.draw();
    assert!(!drawn.places.at_rest);
    let new = drawn.picture.nodes.iter().position(|node| node.id == "New.md").unwrap();
    let mut kept = places(&drawn.places);
    kept.remove(new);
    assert_eq!(kept, places(&rest));

    // What cannot be read is drawn anew.
    let first = opened.draw().picture.nodes.len();
    let cache = opened.scratch.path().join("cache");
    for folder in std::fs::read_dir(cache).unwrap().flatten() {
        let file = folder.path().join("graph-places");
        if file.exists() {
            std::fs::write(file, b"throughline graph places 1\nshort").unwrap();
        }
    }
    assert_eq!(opened.restart().draw().picture.nodes.len(), first);
}

#[test]
fn a_change_of_one_note_moves_the_others_little() {
    let opened = Opened::chain(120);
    let before = opened.draw();
    let rest = opened.step(before.places.layout, 200, None);
    let file = opened.scratch.path().join("vault/New.md");
    std::fs::write(file, "[[N3]]").unwrap();
    opened.vault.reconcile().unwrap();
    let after = opened.draw();
    assert_eq!(after.picture.nodes.len(), before.picture.nodes.len() + 1);
    let rest_again = opened.step(after.places.layout, 200, None);
    let old = places(&rest);
    let extent = old.iter().fold(0f32, |most, (x, y)| most.max(x.hypot(*y)));
    let new = places(&rest_again);
    for (node, (x, y)) in before.picture.nodes.iter().zip(&old) {
        let now = after.picture.nodes.iter().position(|other| other.id == node.id).unwrap();
        let moved = (new[now].0 - x).hypot(new[now].1 - y);
        assert!(moved < extent / 3.0, "{} moved {moved} of {extent}", node.id);
    }
}

#[test]
fn a_node_is_held_where_a_person_drags_it() {
    let opened = Opened::chain(30);
    let drawn = opened.draw();
    let held = HeldNode { node: 2, x: 900.0, y: -900.0 };
    let stepped = opened.step(drawn.places.layout, 5, Some(held));
    assert_eq!(places(&stepped)[2], (900.0, -900.0));
    let nowhere = Request::GraphStep { layout: 99, steps: 1, held: None };
    assert!(ask(&opened.vault, nowhere).unwrap_err().hint.is_some());
}

#[test]
fn settings_change_in_their_place_and_odd_keys_stay() {
    let written = "{\n  \"collapse-filter\": true,\n  \"search\": \"\",\n  \"showTags\": false,\n  \"odd\": {\"kept\":  1},\n  \"colorGroups\": [],\n  \"scale\": 0.4,\n  \"close\": true\n}";
    let opened = Opened::new(&[("A.md", ""), (".obsidian/graph.json", written)]);
    opened.draw();
    assert_eq!(opened.graph_json(), written, "looking at the graph writes nothing");
    opened.set(json!({"showTags": true, "linkDistance": 120})).unwrap();
    let expected = written
        .replace("\"showTags\": false", "\"showTags\": true")
        .replace("\"close\": true", "\"close\": true,\n  \"linkDistance\": 120");
    assert_eq!(opened.graph_json(), expected);
    opened
        .set(json!({"colorGroups": [{"query": "tag:#x", "color": {"a": 1, "rgb": 255}}]}))
        .unwrap();
    let Answer::GraphSettings(settings) = ask(&opened.vault, Request::GraphSettings {}).unwrap()
    else {
        panic!("another answer")
    };
    assert_eq!(settings.color_groups[0].color.rgb, 255);
    assert!(settings.show_tags && settings.link_distance == 120.0);
}

#[test]
fn settings_make_their_file_and_never_repair_another_s() {
    let opened = Opened::new(&[("A.md", "")]);
    opened.set(json!({"showOrphans": false})).unwrap();
    assert_eq!(opened.graph_json(), "{\n  \"showOrphans\": false\n}");
    assert!(opened.set(json!({"showOrphans": "no"})).is_err());
    assert!(opened.set(json!({"unknown": true})).is_err());
    let broken = Opened::new(&[("A.md", ""), (".obsidian/graph.json", "{\"search\": ")]);
    let error = broken.set(json!({"showTags": true})).unwrap_err();
    assert!(error.message.contains("graph.json") && error.hint.is_some());
    assert_eq!(broken.graph_json(), "{\"search\": ");
}
