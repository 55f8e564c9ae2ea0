//! A canvas through the one door: opened, changed beside another program, never broken further.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods)] // A test writes its own files.

use std::fmt::Write;
use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;
use vault::api::{Request, ask};
use vault::disk::Clock;
use vault::error::{Code, Error};
use vault::vault::{Options, Phase, Vault};

const BOARD: &str = r##"{
	"nodes":[
		{"id":"a","type":"text","text":"see [[Note]]","x":0,"y":0,"width":250,"height":60,"own":{"k":[1.50]}},
		{"id":"b","type":"file","file":"Note.md","x":300.0,"y":0,"width":400,"height":400}
	],
	"edges":[{"id":"e","fromNode":"a","toNode":"b","own":true}],
	"metadata":{"version":"1.0-1.0"}
}"##;

struct Place {
    scratch: TempDir,
    vault: Vault,
}

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = scratch.path().join("vault").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let vault = Vault::open(Options {
            folder: scratch.path().join("vault"),
            cache: scratch.path().join("cache"),
            data: scratch.path().join("data"),
            clock: Clock::new(|| 0),
            watch: false,
            holder: "test".to_owned(),
            share: false,
        })
        .unwrap();
        vault.wait_for(Phase::Ready).unwrap();
        Self { scratch, vault }
    }

    fn ask(&self, request: Value) -> Result<Value, Error> {
        let request: Request = serde_json::from_value(request).unwrap();
        Ok(serde_json::to_value(ask(&self.vault, request)?).unwrap())
    }

    fn open(&self) -> Value {
        self.ask(json!({ "ask": "canvas", "path": "board.canvas" })).unwrap()
    }

    fn edit(&self, seen: &Value, changes: &Value) -> Result<Value, Error> {
        let path = "board.canvas";
        self.ask(json!({ "ask": "edit_canvas", "path": path, "changes": changes, "seen": seen }))
    }

    fn text(&self) -> String {
        fs::read_to_string(self.scratch.path().join("vault/board.canvas")).unwrap()
    }

    fn write(&self, text: &str) {
        fs::write(self.scratch.path().join("vault/board.canvas"), text).unwrap();
    }
}

fn moved(id: &str, x: i32) -> Value {
    let item = json!({ "list": "nodes", "id": id, "nth": 0 });
    json!([{ "change": "set", "item": item, "keys": { "x": x.to_string() } }])
}

#[test]
fn a_change_writes_its_bytes_and_keeps_the_former_ones() {
    let place = Place::new(&[("board.canvas", BOARD), ("Note.md", "")]);
    let opened = place.open();
    assert_eq!(opened["shapes"]["nodes"][1]["x"], 300.0);
    let saved = place.edit(&opened["hash"], &moved("b", 320)).unwrap();
    assert_eq!(saved["saved"]["outcome"], "saved");
    assert_eq!(place.text(), BOARD.replace("300.0", "320"));
    let back = place.edit(&saved["saved"]["hash"], &saved["inverse"][0]).unwrap();
    assert_eq!(back["saved"]["outcome"], "saved");
    assert_eq!(place.text(), BOARD);
    let versions = place.ask(json!({ "ask": "history", "note": "board.canvas" })).unwrap();
    assert!(!versions.as_array().unwrap().is_empty());
}

#[test]
fn changes_beside_another_program_are_put_together() {
    let place = Place::new(&[("board.canvas", BOARD)]);
    let opened = place.open();
    let theirs = BOARD.replace("\"text\":\"see", "\"text\":\"do see");
    place.write(&theirs);
    let saved = place.edit(&opened["hash"], &moved("a", 40)).unwrap();
    assert_eq!(saved["saved"]["outcome"], "merged");
    assert_eq!(place.text(), theirs.replacen("\"x\":0", "\"x\":40", 1));
}

#[test]
fn the_same_value_changed_by_both_is_for_the_person_to_decide() {
    let place = Place::new(&[("board.canvas", BOARD)]);
    let opened = place.open();
    let theirs = BOARD.replace("300.0", "301");
    place.write(&theirs);
    let refused = place.edit(&opened["hash"], &moved("b", 320)).unwrap();
    assert_eq!(refused["saved"]["outcome"], "conflict");
    assert_eq!(refused["saved"]["text"], theirs);
    assert_eq!(refused["mine"], BOARD.replace("300.0", "320"));
    assert_eq!(place.text(), theirs);

    fs::remove_file(place.scratch.path().join("vault/board.canvas")).unwrap();
    let gone = place.edit(&opened["hash"], &moved("b", 320)).unwrap();
    assert_eq!(gone["saved"]["hash"], Value::Null);
    assert_eq!(gone["mine"], BOARD.replace("300.0", "320"));
}

#[test]
fn a_broken_canvas_is_shown_with_its_place_and_never_written() {
    let broken = "{\n  \"nodes\": [\n    {\"id\": \"a\",, \"x\": 1}\n  ]\n}\n";
    let place = Place::new(&[("board.canvas", broken)]);
    let opened = place.open();
    assert_eq!(opened["broken"]["line"], 3);
    assert_eq!(opened["broken"]["column"], 16);
    assert_eq!(opened["text"], broken);
    assert_eq!(opened["editable"], false);
    let error = place.edit(&opened["hash"], &moved("a", 1)).unwrap_err();
    assert_eq!(error.code, Code::Invalid);
    assert!(error.message.contains("line 3, column 16"), "{error}");
    assert_eq!(place.text(), broken);
    fs::write(place.scratch.path().join("vault/board.canvas"), b"{\"nodes\":[{\"id\":\"\xff\"}]}")
        .unwrap();
    let opened = place.open();
    assert_eq!(opened["editable"], false);
    assert_eq!(place.edit(&opened["hash"], &moved("a", 1)).unwrap_err().code, Code::NotText);
}

#[test]
fn its_links_are_in_the_graph_and_found_from_the_note() {
    let place = Place::new(&[("board.canvas", BOARD), ("Note.md", ""), ("Other.md", "")]);
    let graph = || place.ask(json!({ "ask": "graph" })).unwrap();
    assert_eq!(graph()["resolved"]["board.canvas"]["Note.md"], 2);
    let backlinks = place.ask(json!({ "ask": "backlinks", "note": "Note.md" })).unwrap();
    assert_eq!(backlinks.as_array().unwrap().len(), 2);
    let add = json!([{ "change": "add", "list": "nodes", "id": "0123456789abcdef", "at": null,
        "keys": { "type": "\"file\"", "file": "\"Other.md\"", "x": "0", "y": "0" } }]);
    place.edit(&place.open()["hash"], &add).unwrap();
    assert_eq!(graph()["resolved"]["board.canvas"]["Other.md"], 1);
}

#[test]
fn a_new_canvas_is_empty_and_a_link_makes_one() {
    let place = Place::new(&[("Note.md", "[[plan.canvas]]"), ("Untitled.canvas", "")]);
    let new = json!({ "ask": "new_canvas", "folder": null, "source": null });
    assert_eq!(place.ask(new).unwrap()["path"], "Untitled 1.canvas");
    let linked = json!({ "ask": "create_linked", "target": "plan.canvas", "source": "Note.md" });
    assert_eq!(place.ask(linked).unwrap()["path"], "plan.canvas");
    for path in ["Untitled.canvas", "Untitled 1.canvas", "plan.canvas"] {
        let opened = place.ask(json!({ "ask": "canvas", "path": path })).unwrap();
        assert_eq!(opened["broken"], Value::Null, "{path}");
        assert_eq!(opened["shapes"]["nodes"], json!([]), "{path}");
    }
    let note = place.ask(json!({ "ask": "canvas", "path": "Note.md" })).unwrap_err();
    assert_eq!(note.code, Code::Invalid);
}

#[test]
fn two_thousand_nodes_move_at_once() {
    let mut nodes = String::new();
    for n in 0..2000 {
        let comma = if n == 0 { "" } else { "," };
        let _ = write!(
            nodes,
            "{comma}\n\t\t{{\"id\":\"n{n}\",\"type\":\"text\",\"text\":\"{n}\",\"x\":{n}e0,\"y\":0}}"
        );
    }
    let board = format!("{{\n\t\"nodes\":[{nodes}\n\t],\n\t\"edges\":[]\n}}");
    let place = Place::new(&[("board.canvas", &board)]);
    let opened = place.open();
    assert_eq!(opened["shapes"]["nodes"].as_array().unwrap().len(), 2000);
    let changes: Vec<Value> =
        (0..2000).map(|n| moved(&format!("n{n}"), n + 1)[0].clone()).collect();
    let saved = place.edit(&opened["hash"], &json!(changes)).unwrap();
    assert_eq!(place.open()["shapes"]["nodes"][1999]["x"], 2000.0);
    let inverse: Vec<Value> = saved["inverse"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|changes| changes.as_array().unwrap().clone())
        .collect();
    place.edit(&saved["saved"]["hash"], &json!(inverse)).unwrap();
    assert_eq!(place.text(), board);
}
