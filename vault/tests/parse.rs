//! Parsing cannot fail: any text gives facts whose spans lie in it, in order.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::path::Path;

use proptest::prelude::*;
use vault::facts::NoteFacts;
use vault::parse::{parse, parse_bytes, parse_plain};
use vault::query::metadata::metadata;
use vault::text::Span;

/// Checks all that holds for every note.
fn check(text: &str) -> NoteFacts {
    let facts = parse(text);
    let inside = |span: Span| {
        let whole = text.get(span.range()).is_some();
        assert!(whole, "{span:?} does not fit {text:?}");
    };
    let in_order = |spans: &mut dyn Iterator<Item = Span>| {
        let mut last = 0;
        for span in spans {
            inside(span);
            assert!(span.start >= last, "{span:?} is out of order in {text:?}");
            last = span.start;
        }
    };
    in_order(&mut facts.sections.iter().map(|section| section.span));
    in_order(&mut facts.headings.iter().map(|heading| heading.span));
    in_order(&mut facts.list_items.iter().map(|item| item.span));
    in_order(&mut facts.list_items.iter().map(|item| item.whole));
    in_order(&mut facts.tags.iter().map(|tag| tag.span));
    in_order(&mut facts.blocks.iter().map(|block| block.span));
    in_order(&mut facts.footnotes.iter().map(|footnote| footnote.span));
    in_order(&mut facts.footnote_refs.iter().map(|footnote| footnote.span));
    in_order(&mut facts.reference_links.iter().map(|reference| reference.span));
    in_order(&mut facts.marks.iter().map(|mark| mark.span));
    facts.problems.iter().for_each(|problem| inside(problem.span));
    let sections: Vec<_> = facts.sections.iter().map(|section| section.span).collect();
    for pair in sections.windows(2) {
        assert!(pair[0].end <= pair[1].start, "sections overlap in {text:?}");
    }
    for tag in &facts.tags {
        assert_eq!(tag.span.of(text), tag.text);
    }
    for link in &facts.links {
        inside(link.span);
        inside(link.destination_span);
        assert!(link.span.start <= link.destination_span.start);
        assert!(link.destination_span.end <= link.span.end);
    }
    for item in &facts.list_items {
        assert!(item.span.end <= item.whole.end);
        if let Some(task) = item.task {
            assert_eq!(task.at.of(text), task.status.to_string());
        }
    }
    metadata(text, &facts);
    facts
}

/// Pieces that mean something in Markdown, so that random texts do too.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => "[ \\t]{1,5}",
        2 => Just("\n".to_owned()),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

const PIECES: &[&str] = &[
    "[[",
    "]]",
    "![[",
    "|",
    "\\|",
    "#",
    "^id",
    "[",
    "](",
    ")",
    "!",
    "\\",
    "`",
    "```",
    "~~~",
    "%%",
    "$",
    "$$",
    "==",
    "- ",
    "* ",
    "1. ",
    "10) ",
    "- [ ] ",
    "> ",
    "> [!note] ",
    "---",
    "---\n",
    "===\n",
    "| a |\n|---|\n",
    "<!--",
    "-->",
    "<div>",
    "<a b=\"",
    "[^1]",
    "[^1]: ",
    "[id]: x",
    "word",
    "żółć",
    "😀",
    "\u{200d}",
    "\r\n",
    "\t",
    "    ",
    "key: ",
    "\"[[N]]\"",
    "\u{feff}",
    "\0",
    "**",
    "_",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_gives_facts(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_markdown_gives_facts(text in markdown()) {
        check(&text);
        check(&format!("---\n{text}\n---\n{text}"));
    }

    #[test]
    fn any_bytes_give_facts(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (text, facts) = parse_bytes(&bytes);
        let odd = facts.problems.iter().any(|problem| problem.kind == "not-utf-8");
        prop_assert_eq!(odd, std::str::from_utf8(&bytes).is_err());
        check(&text);
    }

    /// What stands before a heading has no say in what follows it.
    #[test]
    fn a_heading_parts_what_is_around_it(text in "[a-z \\[\\]#]{0,40}") {
        let below = parse(&text);
        let shifted = parse(&format!("# Heading\n{text}"));
        prop_assert_eq!(below.links.len() + below.tags.len(), shifted.links.len() + shifted.tags.len());
    }
}

fn corpus(name: &str) -> Option<serde_json::Value> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora").join(name);
    #[allow(clippy::disallowed_methods)] // A test reads its own input.
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: no corpus {}", file.display());
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

/// Collects every text in a corpus.
fn texts(value: &serde_json::Value, all: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => all.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| texts(item, all)),
        serde_json::Value::Object(entries) => entries.values().for_each(|item| texts(item, all)),
        _ => {}
    }
}

#[test]
fn hostile_corpora_give_facts() {
    for name in ["naughty-strings", "xss-payloads", "commonmark-spec", "yaml-test-suite"] {
        let Some(corpus) = corpus(&format!("{name}.json")) else { continue };
        let mut all = Vec::new();
        texts(&corpus, &mut all);
        assert!(all.len() > 100, "{name} is nearly empty");
        for text in &all {
            check(text);
            check(&format!("---\n{text}\n---\n# {text}\n- [ ] {text}\n> [[{text}]] #{text}"));
        }
        println!("{name}: {} texts", all.len());
    }
}

#[test]
fn a_note_that_is_too_large_keeps_its_properties() {
    let facts = parse_plain("---\ntags: [a]\nup: \"[[B]]\"\n---\n# Heading [[C]]\n");
    assert_eq!(facts.frontmatter_tags(), ["#a"]);
    assert_eq!(facts.links.len(), 1);
    assert!(facts.headings.is_empty());
    assert_eq!(facts.problems[0].kind, "too-large");
}

#[test]
fn bytes_that_are_no_utf8_are_a_problem_with_a_place() {
    let (text, facts) = parse_bytes(b"good [[Link]]\n\xff bad");
    assert_eq!(facts.links.len(), 1);
    assert_eq!(facts.problems[0].kind, "not-utf-8");
    assert_eq!(facts.problems[0].span.of(&text), "\u{fffd}");
}

#[test]
fn deep_nesting_ends() {
    for text in
        [">".repeat(100_000), "- ".repeat(50_000), "[".repeat(100_000), "> - ".repeat(20_000)]
    {
        check(&text);
    }
    check(&format!("---\na: {}\n---\n", "[".repeat(50_000)));
    check(&format!("---\na: {}\n---\n", "{a: ".repeat(50_000)));
}
