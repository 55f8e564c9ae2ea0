//! Expressions that nobody would write: reading and evaluating them always ends, and never panics.

use proptest::prelude::*;

use super::{BaseQuestion, BaseResult, show_base};
use crate::path::VaultPath;
use crate::query::excluded::Excluded;
use crate::query::search::fixture::Fixture;
use crate::resolve::LinkStyle;

const NOTE: &str =
    "---\nn: 3\nt: word\nd: 2026-05-04\nl: [1, x, \"[[B]]\"]\no: {a: {b: 1}}\n---\n[[B]] #tag";

fn vault() -> Fixture {
    Fixture::new([("A.md", NOTE), ("B.md", "[[A]]"), ("x.png", "")])
}

thread_local! {
    /// One vault for all cases of a property.
    static VAULT: Fixture = vault();
}

fn show_any(text: &str) -> BaseResult {
    VAULT.with(|vault| show(vault, text))
}

fn show(vault: &Fixture, text: &str) -> BaseResult {
    let snapshot = vault.snapshots.take().unwrap();
    let this = VaultPath::new("A.md").unwrap();
    let question = BaseQuestion {
        text,
        view: None,
        this: Some(&this),
        sort: None,
        now_ms: 1_800_000_000_000,
        offset: 60,
        style: LinkStyle::Shortest,
        types: "",
        excluded: &Excluded::default(),
        unknown: true,
        created: &|_| None,
    };
    show_base(&snapshot, question).unwrap()
}

/// A base with one formula, which is also its filter, its order and its group.
fn with_formula(expression: &str) -> String {
    serde_json::json!({
        "formulas": {"f": expression, "g": "[formula.f, formula.f]"},
        "summaries": {"s": expression},
        "views": [
            {"order": ["formula.f", "formula.g"], "sort": ["formula.f"], "groupBy": "formula.g",
             "summaries": {"formula.f": "s"}},
        ],
    })
    .to_string()
}

/// Pieces that expressions are made of, put together as they come.
fn expression() -> impl Strategy<Value = String> {
    let words = [
        "n",
        "t",
        "d",
        "l",
        "o",
        "file",
        "this",
        "note",
        "formula.f",
        "formula.g",
        "value",
        "acc",
        "values",
        "missing",
        "1",
        "0",
        "2.5",
        "1e300",
        "\"a\"",
        "\"1d\"",
        "'x'",
        "/a+/g",
        "true",
        "null",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "{a: 1}",
        "[1, [2]]",
        ",",
        ".",
        ":",
        "+",
        "-",
        "*",
        "/",
        "%",
        "==",
        "!=",
        "<",
        ">=",
        "&&",
        "||",
        "!",
        " ",
        ".length",
        ".tags",
        ".links",
        ".backlinks",
        ".map(",
        ".filter(value)",
        ".reduce([acc, acc], 1)",
        ".repeat(99999)",
        ".slice(-1, 9)",
        ".split(\"\")",
        ".replace(/(.)/g, \"$1$1\")",
        ".format(\"YYYY\")",
        ".toFixed(99)",
        ".round(-400)",
        ".sort()",
        ".unique()",
        ".flat()",
        ".join(t)",
        ".asLink()",
        ".hasLink(this)",
        ".contains(l)",
        "if(",
        "max(",
        "date(",
        "duration(",
        "link(",
        "list(",
        "now()",
        "today()",
        "random()",
        "image(",
        "html(",
        "number(",
    ];
    let word = prop::sample::select(words.to_vec());
    prop::collection::vec(word, 0..14).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_expression_comes_to_an_end(expression in expression()) {
        show_any(&with_formula(&expression));
        show_any(&serde_json::json!({"filters": expression}).to_string());
    }

    #[test]
    fn any_text_is_a_base_or_says_where_it_is_none(text in "\\PC{0,80}", at in 0usize..200) {
        show_any(&with_formula(&text));
        show_any(&text);
        let base = "filters:\n  and:\n    - file.ext == \"md\"\nviews:\n  - type: cards\n    order: [n]\n";
        let cut = base.get(..at.min(base.len())).unwrap_or(base);
        let result = show_any(&format!("{cut}{text}"));
        if let Some(broken) = result.broken {
            prop_assert!(broken.line >= 1 && broken.column >= 1);
        }
    }
}

/// Each of these would fill the memory, the stack or the day, were it not for a bound.
#[test]
fn what_grows_without_end_is_stopped_and_says_so() {
    let vault = vault();
    let sum = vec!["1"; 5000].join("+");
    let deep = format!("{}1{}", "(".repeat(5000), ")".repeat(5000));
    let many = format!("[{}]", vec!["1"; 60].join(","));
    let thousand = "\"x\".repeat(1000).split(\"\")";
    for expression in [
        sum.as_str(),
        &deep,
        &"!".repeat(9000),
        &format!("{}1", "-".repeat(9000)),
        &format!("n{}", ".a".repeat(4000)),
        &format!("{many}.reduce([acc, acc], 1)"),
        &format!("{many}.reduce(acc + acc, \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\")"),
        &format!("{thousand}.map({thousand}.map({thousand}))"),
        "\"x\".repeat(1e300)",
        "\"aaaa\".repeat(100000).replace(/a/g, \"x\".repeat(100000))",
        "\"x\".repeat(99999999999)",
        "1e308 * 10",
        "date(\"9999-12-31\") + \"9999y\"",
        "/(a{1000}){1000}/",
    ] {
        let result = show(&vault, &with_formula(expression));
        let cell = result.groups.first().and_then(|group| group.rows.first()).unwrap();
        let shown: String = expression.chars().take(40).collect();
        assert!(cell.cells[0].text().starts_with('!'), "{shown}: {:?}", cell.cells[0]);
    }
}

#[test]
fn a_base_of_many_formulas_in_a_row_ends() {
    let vault = vault();
    let mut formulas = serde_json::Map::new();
    formulas.insert("f0".to_owned(), "1".into());
    for at in 1..2000 {
        let expression = format!("[formula.f{}, formula.f{}]", at - 1, at - 1);
        formulas.insert(format!("f{at}"), expression.into());
    }
    let order: Vec<String> = (0..2000).map(|at| format!("formula.f{at}")).collect();
    let text = serde_json::json!({"formulas": formulas, "views": [{"order": order}]}).to_string();
    let result = show(&vault, &text);
    let last = &result.groups[0].rows[0].cells[1999];
    assert!(last.text().contains("too large") || last.text().contains("too long"), "{last:?}");
}
