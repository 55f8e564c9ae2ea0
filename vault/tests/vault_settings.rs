//! What the window changes in the files of `.obsidian`: one key each, and every window hears of it.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::indexing_slicing)]

mod support;

use std::fs;

use serde_json::json;
use support::opened::{Opened, answer};
use vault::vault::{Event, Stale};

const NOTE: &str = "---\nrank: high\ndue:\n---\nbody\n";

#[test]
fn a_type_is_assigned_and_no_value_changes() {
    let before = r#"{"types": {"due":"text"}, "kept": [ 1 ]}"#;
    let opened = Opened::of(&[("n.md", NOTE), (".obsidian/types.json", before)]);
    let told = opened.vault.subscribe();
    opened.ask(json!({"ask": "set_property_type", "name": "Due", "to": "date"}));
    let is_settings =
        |event: &Event| matches!(event, Event::Revision(told) if told.stale == [Stale::Settings]);
    assert!(told.try_iter().any(|event| is_settings(&event)));
    opened.ask(json!({"ask": "set_property_type", "name": "rank", "to": "number"}));
    let file = opened.folder().join(".obsidian/types.json");
    let after = r#"{"types": {"due":"date", "rank":"number"}, "kept": [ 1 ]}"#;
    assert_eq!(fs::read_to_string(file).unwrap(), after);

    let shown = opened.ask(json!({"ask": "note_properties", "note": "n.md"}));
    let of = |at: usize, key: &str| shown["properties"][at][key].clone();
    assert_eq!([of(0, "value"), of(0, "type"), of(0, "misfit")], ["high", "text", "number"]);
    assert_eq!([of(1, "type"), of(1, "misfit")], [json!("date"), json!(null)]);
    assert_eq!(fs::read_to_string(opened.folder().join("n.md")).unwrap(), NOTE);
}

#[test]
fn a_fixed_type_is_not_assigned() {
    let opened = Opened::of(&[("n.md", NOTE)]);
    for (name, to) in
        [("Tags", "text"), ("aliases", "list"), ("x", "map"), ("x", "tags"), (" ", "text")]
    {
        let request = json!({"ask": "set_property_type", "name": name, "to": to});
        assert!(answer(&opened.vault, request).is_err(), "{name} {to}");
    }
    assert!(!opened.folder().join(".obsidian/types.json").exists());
}

#[test]
fn commands_are_pinned_in_obsidians_file() {
    let before = "{\n  \"pinned\": [\n    \"app:go-back\"\n  ],\n  \"x\": 1\n}";
    let opened = Opened::of(&[("n.md", NOTE), (".obsidian/command-palette.json", before)]);
    assert_eq!(opened.ask(json!({"ask": "pinned_commands"})), json!(["app:go-back"]));
    let pin = |id: &str, pinned: bool| {
        opened.ask(json!({"ask": "pin_command", "command": id, "pinned": pinned}))
    };
    assert_eq!(pin("graph:open", true), json!(["app:go-back", "graph:open"]));
    assert_eq!(pin("graph:open", false), json!(["app:go-back"]));
    let file = opened.folder().join(".obsidian/command-palette.json");
    assert_eq!(fs::read_to_string(file).unwrap(), before);
}
