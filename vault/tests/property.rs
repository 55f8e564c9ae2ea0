//! One property is set, removed or renamed, and every other byte of the note stays.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use support::path;
use vault::edit::plan::{Plan, apply_splices};
use vault::edit::property::{
    plan_remove, plan_rename, plan_set, value_from_argument, value_from_json,
};
use vault::edit::{EditError, SeenText};
use vault::facts::Value;
use vault::parse::parse;

fn seen(text: &str) -> SeenText {
    SeenText::new(path("n.md"), text.as_bytes().to_vec()).unwrap()
}

fn applied(text: &str, plan: &Plan) -> String {
    match plan.splices.as_slice() {
        [] => text.to_owned(),
        [file] => {
            String::from_utf8(apply_splices(text.as_bytes(), &file.splices).unwrap()).unwrap()
        }
        more => panic!("{more:?}"),
    }
}

#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "each case makes its value in place")]
fn check_set(before: &str, key: &str, value: Json, after: &str) {
    let plan = plan_set(&seen(before), key, &value_from_json(&value)).unwrap();
    assert_eq!(applied(before, &plan), after);
}

#[test]
fn values_are_written_as_obsidian_writes_them() {
    for (value, written) in [
        (json!("text"), "k: text"),
        (json!("[[Note|x]]"), "k: \"[[Note|x]]\""),
        (json!(["a", "[[b]]", "c: d"]), "k:\n  - a\n  - \"[[b]]\"\n  - 'c: d'"),
        (json!([]), "k: []"),
        (json!(3), "k: 3"),
        (json!(1.5), "k: 1.5"),
        (json!(-2.0), "k: -2.0"),
        (json!(true), "k: true"),
        (json!("true"), "k: 'true'"),
        (json!("1.10"), "k: '1.10'"),
        (json!("2024-01-31"), "k: 2024-01-31"),
        (json!("2024-01-31T10:00:00"), "k: 2024-01-31T10:00:00"),
        (json!(null), "k:"),
        (json!(""), "k: ''"),
        (json!("#tag"), "k: '#tag'"),
        (json!("@x"), "k: '@x'"),
        (json!({"b": 1, "a": ["x"]}), "k: {\"b\":1,\"a\":[\"x\"]}"),
    ] {
        let after = format!("---\na: 1 # one\n{written}\n---\nbody\n");
        check_set("---\na: 1 # one\n---\nbody\n", "k", value.clone(), &after);
        check_set("---\na: 1 # one\nk: old\n---\nbody\n", "k", value, &after);
    }
}

#[test]
fn a_block_is_made_where_there_is_none() {
    check_set("body", "k", json!("v"), "---\nk: v\n---\nbody");
    check_set("", "k", json!("v"), "---\nk: v\n---\n");
    check_set(
        "\u{feff}a\r\nb\r\n",
        "k",
        json!(["v"]),
        "\u{feff}---\r\nk:\r\n  - v\r\n---\r\na\r\nb\r\n",
    );
    check_set("---\n---\nx", "k", json!("v"), "---\nk: v\n---\nx");
    check_set("---\n# c\n---\nx", "k", json!(null), "---\n# c\nk:\n---\nx");
    check_set("---\nunclosed", "k", json!(1), "---\nk: 1\n---\n---\nunclosed");
}

#[test]
fn lists_keep_the_lines_and_the_style_of_items_that_stay() {
    check_set(
        "---\nt:\n- a # one\n- b\n# next\nx: y\n---\n",
        "t",
        json!(["a", "new", "b"]),
        "---\nt:\n- a # one\n- new\n- b\n# next\nx: y\n---\n",
    );
    check_set("---\nt: [a, b] # c\n---\n", "t", json!(["b", "c"]), "---\nt: [b, c] # c\n---\n");
    check_set("---\nt: a\n---\n", "t", json!(["b"]), "---\nt:\n  - b\n---\n");
    check_set("---\nTags: [a]\n---\n", "tags", json!(["a", "z"]), "---\nTags: [a, z]\n---\n");
}

#[test]
fn line_ends_and_json_blocks_are_kept() {
    check_set(
        "---\r\na: 1\r\nb: |\r\n  x\r\n---\r\n\r\nz\r\n",
        "b",
        json!("l1\nl2"),
        "---\r\na: 1\r\nb: |-\r\n  l1\r\n  l2\r\n---\r\n\r\nz\r\n",
    );
    check_set("---\n{\"a\": 1}\n---\n", "b", json!("v"), "---\n{\"a\": 1, \"b\": \"v\"}\n---\n");
}

#[test]
fn removing_and_renaming() {
    let text = "---\n# c\na: 1\nb:\n  - x\nc: {d: e} # f\n---\nz";
    let removed = |key: &str| applied(text, &plan_remove(&seen(text), key).unwrap());
    assert_eq!(removed("b"), "---\n# c\na: 1\nc: {d: e} # f\n---\nz");
    assert_eq!(removed("C"), "---\n# c\na: 1\nb:\n  - x\n---\nz");
    let only = "---\na: 1\n---\nz";
    assert_eq!(applied(only, &plan_remove(&seen(only), "a").unwrap()), "---\n---\nz");
    let renamed = |key: &str, to: &str| applied(text, &plan_rename(&seen(text), key, to).unwrap());
    assert_eq!(renamed("b", "B"), "---\n# c\na: 1\nB:\n  - x\nc: {d: e} # f\n---\nz");
    assert_eq!(renamed("a", "x: y"), "---\n# c\n'x: y': 1\nb:\n  - x\nc: {d: e} # f\n---\nz");
}

#[test]
fn what_cannot_be_done_safely_is_refused() {
    let set = |text: &str| plan_set(&seen(text), "k", &Value::Bool(true)).unwrap_err();
    assert!(matches!(set("---\na: b: c\n---\n"), EditError::InvalidYaml { line: 2, .. }));
    assert!(matches!(set("---\n- a\n---\n"), EditError::InvalidYaml { .. }));
    assert!(matches!(
        plan_set(&seen("---\na: &x 1\nb: *x\n---\n"), "a", &Value::Null),
        Err(EditError::Entangled { .. })
    ));
    let text = seen("---\na: 1\nb: 2\n---\n");
    assert!(matches!(plan_remove(&text, "z"), Err(EditError::NoProperty { .. })));
    assert!(matches!(plan_rename(&text, "a", "B"), Err(EditError::PropertyExists { .. })));
    assert!(matches!(plan_set(&text, " \n", &Value::Null), Err(EditError::Key(_))));
}

#[test]
fn an_argument_is_read_as_the_value_it_looks_like() {
    assert_eq!(value_from_argument("1.5"), value_from_json(&json!(1.5)));
    assert_eq!(value_from_argument("[\"a\"]"), value_from_json(&json!(["a"])));
    assert_eq!(value_from_argument("[[Note]]"), Value::Text("[[Note]]".to_owned()));
    assert_eq!(value_from_argument("a: b"), Value::Text("a: b".to_owned()));
}

fn any_text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "true",
        "null",
        "~",
        "1.10",
        "0x1F",
        "2024-01-01",
        "10:30",
        "- x",
        "a: b",
        "a #b",
        "#c",
        "@d",
        "`e",
        "%f",
        "&g",
        "*h",
        "!i",
        "|",
        ">",
        "[",
        "{",
        "'",
        "\"",
        "\\",
        "[[L]]",
        "![[L|a]]",
        "<<",
        "é 日本 😀",
        "a\nb",
        "\u{a0}",
        " lead",
        "trail ",
        "---",
        "...",
        "a\tb",
        "",
    ]);
    prop_oneof![odd.prop_map(str::to_owned), "[ -~]{0,12}"]
}

fn any_value() -> impl Strategy<Value = Json> {
    let scalar = prop_oneof![
        4 => any_text().prop_map(Json::from),
        1 => any::<i32>().prop_map(Json::from),
        1 => any::<bool>().prop_map(Json::from),
        1 => (-1000..1000i32).prop_map(|n| Json::from(f64::from(2 * n + 1) / 8.0)),
        1 => Just(Json::Null),
    ];
    prop_oneof![
        3 => scalar.clone(),
        1 => prop::collection::vec(scalar, 0..4).prop_map(Json::from),
    ]
}

/// An entry of a block, as a person might write it.
fn any_entry() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "{k}: plain",
        "{k}: 'single' # why",
        "{k}: \"dou\\\"ble\"",
        "{k}: [a, 'b', \"[[c]]\"] # d",
        "{k}:\n  - a\n  - \"[[b]]\" # c",
        "{k}:\n- a\n- b",
        "{k}:",
        "{k}: 2024-01-01",
        "{k}: |\n  l1\n\n  l2",
        "{k}: >-\n  f1\n  f2",
        "{k}:\n  n1: x\n  n2:\n    - y",
        "{k}: {a: 1, b: [2]}",
        "\"{k}\": quoted key",
        "# before\n{k}: after",
        "\n{k}:   spaced   ",
        "{k}: 1",
        "{k}: true",
        "{k}: []",
    ])
}

fn any_note() -> impl Strategy<Value = String> {
    let body = prop::sample::select(vec!["", "body", "\n# H\n---\n", "[[x]]\n\n\n"]);
    let entries = prop::collection::vec(any_entry(), 0..6);
    (entries, body, any::<bool>(), any::<bool>()).prop_map(|(entries, body, crlf, bom)| {
        let entries = entries.iter().zip(1..);
        let block: String =
            entries.map(|(entry, at)| entry.replace("{k}", &format!("k{at}")) + "\n").collect();
        let text = format!("---\n{block}---\n{body}");
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        if bom { format!("\u{feff}{text}") } else { text }
    })
}

fn pairs(text: &str) -> Vec<(String, Value)> {
    let block = parse(text).frontmatter.unwrap();
    assert!(!block.invalid, "{text:?}");
    block.properties.into_iter().map(|property| (property.key, property.value)).collect()
}

/// Returns the texts of all properties but one, each as it stands in the note.
fn others(text: &str, key: &str) -> Vec<String> {
    let block = parse(text).frontmatter.unwrap();
    let others = block.properties.into_iter().filter(|property| property.key != key);
    others.map(|property| property.span.of(text).trim_end().to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn setting_changes_one_property_alone(note in any_note(), at in 1..8u8, json in any_value()) {
        let (key, value) = (format!("k{at}"), value_from_json(&json));
        let before = pairs(&note);
        let plan = plan_set(&seen(&note), &key, &value);
        prop_assert!(plan.is_ok(), "{:?} for {:?} in {:?}", plan, json, note);
        let after = applied(&note, &plan.unwrap());
        let mut wanted = before;
        match wanted.iter_mut().find(|(name, _)| *name == key) {
            Some((_, old)) => *old = value,
            None => wanted.push((key.clone(), value)),
        }
        prop_assert_eq!(pairs(&after), wanted);
        prop_assert_eq!(others(&after, &key), others(&note, &key), "{:?} to {:?}", note, after);
        let body = |text: &str| text[parse(text).frontmatter.unwrap().span.end as usize..].to_owned();
        prop_assert_eq!(body(&after), body(&note));
        prop_assert!(!note.contains('\r') || !after.replace("\r\n", "").contains('\n'), "{:?}", after);
    }

    #[test]
    fn removing_takes_one_property_alone(note in any_note(), at in 1..6u8) {
        let key = format!("k{at}");
        let Ok(plan) = plan_remove(&seen(&note), &key) else { return Ok(()) };
        let after = applied(&note, &plan);
        let wanted: Vec<_> = pairs(&note).into_iter().filter(|(name, _)| *name != key).collect();
        prop_assert_eq!(pairs(&after), wanted);
        prop_assert_eq!(others(&after, &key), others(&note, &key), "{:?} to {:?}", note, after);
    }

    #[test]
    fn any_text_survives_any_edit(text in "(---\n)?([a-c]: [-\\[\\]{}'\"#a:&*! \n]{0,9}\n){0,4}(---\n)?.{0,9}") {
        // Whatever the note holds: an edit either is refused or says what was asked for.
        if let Ok(plan) = plan_set(&seen(&text), "b", &Value::Text("v".to_owned())) {
            let after = applied(&text, &plan);
            prop_assert!(pairs(&after).contains(&("b".to_owned(), Value::Text("v".to_owned()))));
        }
    }
}
