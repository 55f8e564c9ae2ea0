//! One key or item changes, and every other byte stays.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::edit::json_tree::read_tree;
use crate::edit::plan::apply_splices;

fn read(json: &str) -> JsonValue {
    read_tree(json).unwrap()
}

fn spliced(json: &str, splices: &[Splice]) -> String {
    String::from_utf8(apply_splices(json.as_bytes(), splices).unwrap()).unwrap()
}

fn set(json: &str, key: &str, value: &Value) -> String {
    spliced(json, &[set_key(json, &read(json), key, value)])
}

#[test]
fn a_key_is_set_in_the_way_of_its_file() {
    for (before, after) in [
        ("{}", "{\n  \"k\": [\n    1\n  ]\n}"),
        ("{\n}\n", "{\n  \"k\": [\n    1\n  ]\n}\n"),
        ("{\"a\":1}", "{\"a\":1, \"k\":[1]}"),
        ("{\"a\": 1, \"b\": 2}", "{\"a\": 1, \"b\": 2, \"k\": [1]}"),
        ("{\n\t\"a\" : 1\n}", "{\n\t\"a\" : 1,\n\t\"k\" : [\n\t\t1\n\t]\n}"),
        (
            "\u{feff}{\r\n  \"a\": 1\r\n}\r\n",
            "\u{feff}{\r\n  \"a\": 1,\r\n  \"k\": [\r\n    1\r\n  ]\r\n}\r\n",
        ),
        ("{\n  \"k\": 2, \"z\": {} }", "{\n  \"k\": [\n    1\n  ], \"z\": {} }"),
        ("{\"k\":1,\"a\":0,\"\\u006b\":2}", "{\"k\":1,\"a\":0,\"\\u006b\":[1]}"),
    ] {
        assert_eq!(set(before, "k", &json!([1])), after, "{before}");
    }
}

#[test]
fn a_key_is_taken_out_with_its_comma() {
    for (before, after) in [
        ("{\"k\": 1}", "{}"),
        ("{\n  \"k\": 1\n}\n", "{}\n"),
        ("{\n  \"k\": 1,\n  \"a\": 2\n}", "{\n  \"a\": 2\n}"),
        ("{\n  \"a\": 2,\n  \"k\": 1\n}", "{\n  \"a\": 2\n}"),
        ("{\"k\":1,\"a\":2,\"k\":3}", "{\"a\":2}"),
        ("{\"k\":1,\"k\":2,\"a\":3}", "{\"a\":3}"),
        ("{\"a\":3}", "{\"a\":3}"),
        ("{}", "{}"),
    ] {
        assert_eq!(spliced(before, &remove_key(&read(before), "k")), after, "{before}");
    }
}

#[test]
fn items_come_and_go() {
    let list = "[\n  1,\n  2\n]";
    let insert = |at| spliced(list, &[insert_item(list, &read(list), at, "0")]);
    assert_eq!(insert(0), "[\n  0,\n  1,\n  2\n]");
    assert_eq!(insert(1), "[\n  1,\n  0,\n  2\n]");
    assert_eq!(insert(9), "[\n  1,\n  2,\n  0\n]");
    assert_eq!(spliced("[]", &[insert_item("[]", &read("[]"), 0, "0")]), "[\n  0\n]");
    let remove = |at| remove_item(&read(list), at).map(|splice| spliced(list, &[splice]));
    assert_eq!(remove(0).unwrap(), "[\n  2\n]");
    assert_eq!(remove(1).unwrap(), "[\n  1\n]");
    assert!(remove(2).is_none());
}

/// Any JSON, laid out in one of several ways.
fn value() -> impl Strategy<Value = Value> {
    let plain = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-c\"\\\\\né]{0,5}".prop_map(Value::from),
    ];
    plain.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-d\"é]{1,2}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn object() -> impl Strategy<Value = Value> {
    prop::collection::btree_map("[a-d\"é]{1,2}", value(), 0..5)
        .prop_map(|members| Value::Object(members.into_iter().collect()))
}

fn laid_out(value: &Value, how: u8) -> String {
    let text = match how % 3 {
        0 => value.to_string(),
        _ => serde_json::to_string_pretty(value).unwrap(),
    };
    match how / 3 % 3 {
        0 => text,
        1 => text.replace('\n', "\r\n"),
        _ => format!("\u{feff}{}\n", text.replace("  ", "\t")),
    }
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json.trim_start_matches('\u{feff}')).unwrap()
}

/// What stands of the other keys, byte by byte.
fn others(json: &str, key: &str) -> Vec<String> {
    let tree = read(json);
    let others = tree.members().iter().filter(|member| member.key != key);
    others.map(|member| member.span().of(json).to_owned()).collect()
}

proptest! {
    #[test]
    fn other_keys_keep_every_byte(file in object(), key in "[a-d\"é]{1,2}", new in value(), how in 0..9u8) {
        let before = laid_out(&file, how);
        let after = set(&before, &key, &new);
        let mut wanted = file.clone();
        wanted[&key] = new;
        prop_assert_eq!(parsed(&after), wanted);
        prop_assert_eq!(others(&after, &key), others(&before, &key));
        let without = spliced(&after, &remove_key(&read(&after), &key));
        prop_assert_eq!(others(&without, &key), others(&before, &key));
        prop_assert!(parsed(&without).get(&key).is_none());
        if file.get(&key).is_none() && file.as_object().is_some_and(|file| !file.is_empty()) {
            prop_assert_eq!(without, before);
        }
    }

    #[test]
    fn other_items_keep_every_byte(items in prop::collection::vec(value(), 0..5), at in 0..6usize, new in value(), how in 0..9u8) {
        let before = laid_out(&Value::from(items.clone()), how);
        let after = spliced(&before, &[insert_item(&before, &read(&before), at, &new.to_string())]);
        let mut wanted = items.clone();
        let at = at.min(items.len());
        wanted.insert(at, new);
        prop_assert_eq!(parsed(&after), Value::from(wanted));
        let back = spliced(&after, &[remove_item(&read(&after), at).unwrap()]);
        if !items.is_empty() {
            prop_assert_eq!(back, before);
        }
    }
}
