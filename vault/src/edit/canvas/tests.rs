//! What changes of a canvas do to its bytes.

use proptest::prelude::*;

use super::*;

const BOARD: &str = r##"{
	"nodes":[
		{"id":"a","type":"text","text":"see [[Note]] \u00e9","x":1.0e2,"y":-0,"width":250,"height":60,"own":{"k":[1.50, null]}},
		{"id":"b","x":300,"type":"file", "file":"Note.md","y":0,"width":400,"height":400},
		{"id":"g","type":"group","x":-20,"y":-20,"width":900,"height":500,"label":"All"}
	],
	"edges":[
		{"id":"e","fromNode":"a","fromSide":"right","toNode":"b","toSide":"left","styleAttributes":{}}
	],
	"metadata":{"version":"1.0-1.0","frontmatter":{}}
}
"##;

fn node(id: &str) -> CanvasItem {
    CanvasItem { list: CanvasList::Nodes, id: id.to_owned(), nth: 0 }
}

fn set(id: &str, keys: &[(CanvasKey, Option<&str>)]) -> CanvasChange {
    let keys = keys.iter().map(|(key, value)| (*key, value.map(str::to_owned))).collect();
    CanvasChange::Set { item: node(id), keys }
}

fn add(list: CanvasList, id: &str, keys: &[(CanvasKey, &str)]) -> CanvasChange {
    let keys = keys.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
    CanvasChange::Add { list, id: id.to_owned(), keys, at: None }
}

/// Checks that a change turns one part of the text into another, and that its inverse undoes it.
fn check(before: &str, changes: &[CanvasChange], was: &str, becomes: &str) {
    let changed = change_canvas(before, changes).unwrap();
    assert!(before.contains(was));
    assert_eq!(changed.text, before.replacen(was, becomes, 1));
    assert_eq!(take_back(&changed), before);
}

fn take_back(changed: &ChangedCanvas) -> String {
    let inverse: Vec<_> = changed.inverse.iter().rev().flatten().cloned().collect();
    change_canvas(&changed.text, &inverse).unwrap().text
}

#[test]
fn a_move_writes_two_numbers() {
    use CanvasKey::{X, Y};
    let moved = set("b", &[(X, Some("320")), (Y, Some("0.0"))]);
    check(BOARD, &[moved], "\"x\":300", "\"x\":320");
    check(BOARD, &[set("a", &[(X, Some("100")), (Y, Some("0"))])], "\"x\":1.0e2", "\"x\":1.0e2");
}

#[test]
fn a_key_that_was_not_there_stands_last() {
    let coloured = set("g", &[(CanvasKey::Color, Some("\"5\""))]);
    check(BOARD, &[coloured], "\"label\":\"All\"", "\"label\":\"All\",\"color\":\"5\"");
    check(BOARD, &[set("g", &[(CanvasKey::Label, None)])], ",\"label\":\"All\"", "");
    let first = set("b", &[(CanvasKey::X, None)]);
    assert!(
        change_canvas(BOARD, &[first]).unwrap().text.contains("{\"id\":\"b\",\"type\":\"file\", ")
    );
}

#[test]
fn a_node_goes_with_its_edges_and_comes_back() {
    let removed = change_canvas(BOARD, &[CanvasChange::Remove { item: node("a") }]).unwrap();
    assert!(removed.text.contains("\"nodes\":[\n\t\t{\"id\":\"b\""), "{}", removed.text);
    assert!(removed.text.contains("\"edges\":[],"), "{}", removed.text);
    assert_eq!(take_back(&removed), BOARD);
    let all = ["b", "a", "g"].map(|id| CanvasChange::Remove { item: node(id) });
    let emptied = change_canvas(BOARD, &all).unwrap();
    assert!(emptied.text.starts_with("{\n\t\"nodes\":[],"), "{}", emptied.text);
    assert_eq!(take_back(&emptied), BOARD);
}

#[test]
fn a_new_node_is_written_as_its_neighbours() {
    use CanvasKey::{Text, Type, X};
    let keys = [(X, "1"), (Type, "\"text\""), (Text, "\"a\\nb\"")];
    let added = [add(CanvasList::Nodes, "n", &keys)];
    let line = "\"label\":\"All\"}";
    let new =
        "\"label\":\"All\"},\n\t\t{\"id\":\"n\",\"type\":\"text\",\"text\":\"a\\nb\",\"x\":1}";
    check(BOARD, &added, line, new);
    let pretty = "{\n  \"nodes\": [\n    {\n      \"id\": \"a\",\n      \"x\": 1\n    }\n  ]\n}";
    let changed = change_canvas(pretty, &added).unwrap().text;
    assert!(
        changed.contains("    },\n    {\n      \"id\": \"n\",\n      \"type\": \"text\","),
        "{changed}"
    );
    let one_line = r#"{"nodes": [{"id": "a", "x": 1}, {"id": "b", "x": 2}]}"#;
    check(
        one_line,
        &[add(CanvasList::Nodes, "n", &[(X, "3")])],
        "2}]",
        "2}, {\"id\": \"n\", \"x\": 3}]",
    );
}

#[test]
fn a_canvas_of_nothing_gets_its_lists() {
    let added = [add(CanvasList::Nodes, "n", &[(CanvasKey::X, "1")])];
    let whole = "{\n\t\"nodes\":[\n\t\t{\"id\":\"n\",\"x\":1}\n\t],\n\t\"edges\":[]\n}";
    for (before, after) in [("", ""), ("{}\n", "\n"), (EMPTY_CANVAS, ""), ("{ }", "")] {
        let changed = change_canvas(before, &added).unwrap();
        assert_eq!(changed.text, format!("{whole}{after}"));
        assert_eq!(change_canvas(before, &[]).unwrap().text, before);
    }
    assert!(change_canvas("\u{feff}", &added).unwrap().text.starts_with("\u{feff}{"));
    // A list that the file did not have stays, empty, when its first node is taken back.
    let with_own = |own: &str| change_canvas(own, &added).unwrap().text;
    let pretty = "{\n  \"own\": 1,\n  \"nodes\": [\n    {\"id\":\"n\",\"x\":1}\n  ]\n}";
    assert_eq!(with_own("{\n  \"own\": 1\n}"), pretty);
    assert_eq!(with_own("{\"own\":1}"), "{\"own\":1,\"nodes\":[{\"id\":\"n\",\"x\":1}]}");
}

#[test]
fn the_order_of_drawing_changes_and_nothing_else() {
    let to_front = CanvasChange::Reorder { item: node("a"), to: 99 };
    let changed = change_canvas(BOARD, &[to_front]).unwrap();
    let ids: Vec<_> = changed
        .text
        .match_indices("\t\t{\"id\":\"")
        .map(|(at, found)| &changed.text[at + found.len()..][..1])
        .collect();
    assert_eq!(ids, ["b", "g", "a", "e"]);
    assert_eq!(take_back(&changed), BOARD);
}

#[test]
fn nodes_without_an_id_and_twins_can_be_told_apart() {
    let json = r#"{"nodes":[{"x":1},{"x":2},{"id":"a","x":3},{"id":"a","x":4}],"edges":[{"fromNode":"a"}]}"#;
    let name = |id: &str, nth| CanvasItem { nth, ..node(id) };
    let item = |item| CanvasChange::Remove { item };
    let set =
        |item| CanvasChange::Set { item, keys: [(CanvasKey::X, Some("9".to_owned()))].into() };
    check(json, &[set(name("", 1))], "\"x\":2", "\"x\":9");
    check(json, &[set(name("a", 1))], "\"x\":4", "\"x\":9");
    check(json, &[item(name("a", 0))], "{\"id\":\"a\",\"x\":3},", "");
    let both = [item(name("a", 0)), item(name("a", 0))];
    assert!(change_canvas(json, &both).unwrap().text.ends_with("\"edges\":[]}"));
}

#[test]
fn what_does_not_fit_is_refused() {
    use CanvasKey::{Text, X};
    let refused = |change| change_canvas(BOARD, &[change]).unwrap_err();
    assert_eq!(refused(set("gone", &[])), CanvasError::NoItem(node("gone")));
    for (key, value) in [(X, "\"1\""), (X, "1,\"y\":2"), (X, "NaN"), (Text, "1"), (Text, "\"a\"}")]
    {
        assert!(
            matches!(refused(set("a", &[(key, Some(value))])), CanvasError::Value { .. }),
            "{value}"
        );
    }
    assert!(matches!(refused(add(CanvasList::Edges, "a", &[])), CanvasError::Exists(_)));
    let put = CanvasChange::PutBack { list: CanvasList::Nodes, json: "{},{}".to_owned(), at: 0 };
    assert!(matches!(refused(put), CanvasError::NoObject(_)));
    let broken = change_canvas("{\n\"nodes\": [}", &[set("a", &[])]).unwrap_err();
    assert!(
        matches!(broken, CanvasError::Broken(BrokenCanvas { line: 2, column: 11, .. })),
        "{broken}"
    );
}

#[test]
fn changes_of_both_sides_meet_or_not() {
    let moved = [set("a", &[(CanvasKey::X, Some("5"))])];
    let touches =
        |now: &str, changes: &[CanvasChange]| touches_what_changed(BOARD, now, changes).unwrap();
    assert!(!touches(&BOARD.replace("\"y\":-0", "\"y\":7"), &moved));
    assert!(!touches(&BOARD.replace("1.0e2", "100"), &moved));
    assert!(touches(&BOARD.replace("1.0e2", "7"), &moved));
    let removed = [CanvasChange::Remove { item: node("a") }];
    assert!(touches(&BOARD.replace("\"y\":-0", "\"y\":7"), &removed));
    assert!(touches(&change_canvas(BOARD, &removed).unwrap().text, &moved));
}

/// A canvas with keys of other programs, odd numbers and irregular white space inside objects.
fn canvas() -> impl Strategy<Value = String> {
    let number = prop_oneof![Just("0"), Just("-1.50"), Just("2E3"), Just("1e-2"), Just("40")];
    let own =
        prop_oneof![Just(""), Just(",\"own\" : {\"x\":[1.0]}"), Just(" , \"\\u00e9\":\"[[a]]\"")];
    let node = (0..6u8, number, own).prop_map(|(id, number, own)| {
        format!("{{\"id\":\"n{id}\",\"type\":\"text\",\"text\":\"t\",\"x\":{number}{own}}}")
    });
    let edge = (0..4u8, 0..6u8, 0..6u8).prop_map(|(id, from, to)| {
        format!("{{\"id\":\"e{id}\",\"fromNode\":\"n{from}\",\"toNode\":\"n{to}\",\"own\":1.0}}")
    });
    let list = |items: Vec<String>| match items.is_empty() {
        true => "[]".to_owned(),
        false => format!("[\n\t\t{}\n\t]", items.join(",\n\t\t")),
    };
    (prop::collection::vec(node, 0..7), prop::collection::vec(edge, 0..5), any::<bool>()).prop_map(
        move |(nodes, edges, last)| {
            let own = if last { ",\n\t\"own\":{\"v\":1.0}" } else { "" };
            format!("{{\n\t\"nodes\":{},\n\t\"edges\":{}{own}\n}}", list(nodes), list(edges))
        },
    )
}

fn change() -> impl Strategy<Value = CanvasChange> {
    let item = || {
        (any::<bool>(), 0..6u8, 0..2u32).prop_map(|(edge, id, nth)| match edge {
            true => CanvasItem { list: CanvasList::Edges, id: format!("e{id}"), nth },
            false => CanvasItem { list: CanvasList::Nodes, id: format!("n{id}"), nth },
        })
    };
    prop_oneof![
        (item(), -9..9i32).prop_map(|(item, x)| CanvasChange::Set {
            item,
            keys: [(CanvasKey::X, Some(x.to_string())), (CanvasKey::Y, Some("1.0".to_owned()))]
                .into(),
        }),
        (item(), "[a-z\"\\\\\n]{0,4}").prop_map(|(item, text)| CanvasChange::Set {
            item,
            keys: [(CanvasKey::Text, serde_json::to_string(&text).ok())].into(),
        }),
        item().prop_map(|item| CanvasChange::Remove { item }),
        (item(), 0..8u32).prop_map(|(item, to)| CanvasChange::Reorder { item, to }),
        (0..9u8, prop::option::of(0..8u32)).prop_map(|(id, at)| CanvasChange::Add {
            list: CanvasList::Nodes,
            id: format!("new{id}"),
            keys: [(CanvasKey::Type, "\"text\"".to_owned())].into(),
            at,
        }),
    ]
}

proptest! {
    #[test]
    fn whatever_is_changed_the_rest_stays_and_it_can_be_taken_back(
        before in canvas(),
        changes in prop::collection::vec(change(), 0..12),
    ) {
        let mut fitting = Vec::new();
        for change in changes {
            fitting.push(change);
            if change_canvas(&before, &fitting).is_err() {
                fitting.pop();
            }
        }
        let changed = change_canvas(&before, &fitting).unwrap();
        prop_assert_eq!(&take_back(&changed), &before);
        let touched: Vec<_> = fitting.iter().filter_map(|change| match change {
            CanvasChange::Set { item, .. } | CanvasChange::Remove { item } => Some(item.id.as_str()),
            _ => None,
        }).collect();
        // A line is one node or edge; those that no change names are there as they were.
        for line in before.lines().filter(|line| line.starts_with("\t\t")) {
            let line = line.trim().trim_end_matches(',');
            let named = |id: &&str| line.contains(&format!("\"{id}\""));
            prop_assert!(touched.iter().any(named) || changed.text.contains(line), "{} lost {line}", changed.text);
        }
        let around = |text: &str| text.rsplit_once(']').map(|(_, end)| end.to_owned());
        prop_assert_eq!(around(&changed.text), around(&before));
    }
}
