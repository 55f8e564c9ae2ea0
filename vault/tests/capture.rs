//! Quick capture and source pages through the façade: what a pasted text says, and what comes of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods)]

mod support;

use std::fs;

use serde_json::{Value, json};
use support::opened::Opened;

const CLIPPING: &str = "Skip to content
Harbour Review
Home · Essays · About

The Landlord Pays Twice
Mon May 04 2026 20:00:00 GMT-0400 (Eastern Daylight Time)
source: Harbour Review
by Ines Okonkwo-Hale
amazonawsai-inference

Rents rise. This contradicts the Amazon rails thesis. Third data point in the same thesis cluster in two days.

Watch whether rents fall over two reporting cycles; if they do, the thesis holds.

Open question: who owns the meter?
";

fn values(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["value"].as_str().unwrap()).collect()
}

#[test]
fn a_clipping_says_its_fields() {
    let opened = Opened::example();
    let found = opened.ask(json!({"ask": "capture", "text": CLIPPING}));
    assert_eq!(found["title"]["value"], "The Landlord Pays Twice");
    assert_eq!(found["folder"], "06-reference");
    assert_eq!(found["publisher"]["value"], "[[Harbour Review]]");
    assert_eq!(found["author"]["value"], "[[Ines Okonkwo-Hale]]");
    assert_eq!(found["published"]["value"], "2026-05-05");
    assert_eq!(found["published"]["alternative"], "2026-05-04");
    assert_eq!(found["tags"], json!(["amazon", "aws", "ai-inference"]));
    let edge = &found["edges"][0];
    assert_eq!(edge["title"], "Amazon owns the inference rails");
    assert_eq!(edge["stance"], "contradicts");
    assert_eq!(values(&found["watch"]).len(), 1);
    assert_eq!(values(&found["questions"]), ["who owns the meter?"]);
    assert_eq!(values(&found["claims"]), ["data point number 3 within 2 days"]);
    // Spans are of the pasted text.
    let (from, to) = (found["title"]["from"].as_u64(), found["title"]["to"].as_u64());
    let units: Vec<u16> = CLIPPING.encode_utf16().collect();
    let words = &units[from.unwrap() as usize..to.unwrap() as usize];
    assert_eq!(String::from_utf16(words).unwrap(), "The Landlord Pays Twice");
    // Nothing was written, and nothing changed.
    assert_eq!(opened.ask(json!({"ask": "theses"}))[0]["notes"]["contradicts"], 4);
}

#[test]
fn a_captured_note_holds_every_pasted_byte_and_counts_at_once() {
    let opened = Opened::example();
    let request = json!({"ask": "save_capture", "capture": {
        "text": CLIPPING, "folder": "06-reference/new", "title": "The Landlord: Pays / Twice",
        "source": "", "publisher": "[[Harbour Review]]", "authors": ["Ines Okonkwo-Hale"],
        "published": "2026-05-05", "tags": ["aws"], "mentions": [],
        "edges": [{"thesis": "Amazon owns the inference rails", "stance": "contradicts",
            "strength": "strong", "reason": "rents rise"}],
        "watch": ["rents fall over two reporting cycles"], "questions": ["who owns the meter?"],
    }});
    let made = opened.ask(request.clone());
    assert_eq!(made["path"], "06-reference/new/The Landlord Pays  Twice.md");
    let text = fs::read_to_string(opened.folder().join(made["path"].as_str().unwrap())).unwrap();
    let (head, rest) = text.split_once(CLIPPING).unwrap();
    assert_eq!(
        head,
        "---\ntype: evidence\npublisher: \"[[Harbour Review]]\"\nauthor: Ines Okonkwo-Hale\n\
         published: 2026-05-05\ncreated: 2026-11-22\ntags:\n  - aws\n---\n"
    );
    assert_eq!(
        rest,
        "\n- contradicts:: [[Amazon owns the inference rails]] (strength:: strong) — rents rise\n\
         - [ ] #watch rents fall over two reporting cycles\n\n## Open questions\n\n- who owns the meter?\n"
    );
    assert_eq!(opened.ask(json!({"ask": "theses"}))[0]["notes"]["contradicts"], 5);
    // A name that is taken is counted up, and the first note stays as it is.
    assert_eq!(opened.ask(request)["path"], "06-reference/new/The Landlord Pays  Twice 1.md");
}

#[test]
fn what_is_in_the_vault_already_is_named() {
    let opened = Opened::of(&[(
        "Clips/one.md",
        "---\ntype: evidence\nsource: https://example.org/a?utm_source=x\n---\nWords\n",
    )]);
    let text = "---\nurl: https://www.example.org/a\n---\n# Two\n";
    let found = opened.ask(json!({"ask": "capture", "text": text}));
    assert_eq!(found["folder"], "Clips");
    assert_eq!(found["twins"][0]["note"], "Clips/one.md");
    assert_eq!(found["source"]["value"], "https://www.example.org/a");
}

#[test]
fn what_is_pasted_again_is_named_with_every_note_that_it_is_in() {
    let plain =
        "A thought about rents\n\nThey rise faster than the work does, and nobody says so.\n";
    let opened = Opened::of(&[
        ("Clips/A thought about rents.md", &format!("---\ntype: evidence\n---\n{plain}")),
        ("Clips/A thought about rents 2.md", "# Other words\n"),
        ("Clips/one.md", "---\ntype: evidence\nsource: https://example.org/a\n---\nWords\n"),
        ("Clips/two.md", "---\ntype: evidence\nsource: https://www.example.org/a/\n---\nMore\n"),
    ]);
    let twins = |text: &str| {
        let found = opened.ask(json!({"ask": "capture", "text": text}));
        let twins = found["twins"].as_array().unwrap().iter();
        let mut notes: Vec<_> =
            twins.map(|twin| twin["note"].as_str().unwrap().to_owned()).collect();
        notes.sort();
        notes
    };
    assert_eq!(twins(plain), ["Clips/A thought about rents.md"]);
    let clipped = "---\nsource: http://example.org/a\n---\n# Three\n";
    assert_eq!(twins(clipped), ["Clips/one.md", "Clips/two.md"]);
    assert!(twins("A thought about nothing at all that anybody has written down\n").is_empty());
}

#[test]
fn empty_and_hostile_texts_are_read_and_refused_in_words() {
    let opened = Opened::of(&[]);
    for text in ["", "\n\n", "---", "---\na: [\n---\n", "\u{feff}", "a\u{0}b", "[[", "🙂🙂 by 🙂"]
    {
        opened.ask(json!({"ask": "capture", "text": text}));
    }
    let empty = json!({"ask": "save_capture", "capture": {
        "text": " \n", "folder": "", "title": "", "source": "", "publisher": "", "authors": [],
        "published": "", "tags": [], "mentions": [], "edges": [], "watch": [], "questions": [],
    }});
    let error = support::opened::answer(&opened.vault, empty).unwrap_err();
    assert_eq!(error.message, "there is no text to keep");
}

#[test]
fn a_source_page_counts_what_was_said() {
    let opened = Opened::of(&[
        ("Theses/T.md", "---\ntype: thesis\n---\n"),
        ("Sources/Wire.md", "---\ntype: source\nreliability: B\naliases: [The Wire]\n---\n"),
        (
            "a.md",
            "---\ntype: evidence\npublisher: \"[[Wire]]\"\nauthor: Ines\npublished: 2026-05-01\n---\n\
             - supports:: [[T]] (strength:: strong)\n- [x] #watch it comes ✅ 2026-06-01\n",
        ),
        (
            "b.md",
            "---\ntype: evidence\npublisher: \"[[Wire]]\"\npublished: 2026-06-01\n---\n\
             - contradicts:: [[T]]\n- [ ] #watch later 📅 2027-01-01\n",
        ),
        ("c.md", "---\ntype: evidence\nsource: https://wire.example/x\n---\nNothing\n"),
        // A name in words is the same source as a link to its note.
        ("d.md", "---\ntype: evidence\npublisher: the wire\npublished: 2026-05-20\n---\nMore\n"),
    ]);
    let sources = opened.ask(json!({"ask": "sources"}));
    let keys: Vec<&str> =
        sources.as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["Sources/Wire.md", "wire.example", "ines"]);
    let page = opened.ask(json!({"ask": "source", "kind": "source", "key": "Sources/Wire.md"}));
    let row = &page["row"];
    assert_eq!(
        (&row["said"], &row["reliability"], &row["first"], &row["last"]),
        (&json!(3), &json!("B"), &json!("2026-05-01"), &json!("2026-06-01"))
    );
    assert_eq!(row["watch"], json!({"open": 1, "came_true": 1, "came_false": 0, "cancelled": 0}));
    assert_eq!(row["totals"]["notes"], json!({"supports": 1, "contradicts": 1, "context": 0}));
    assert_eq!(page["said"][0]["note"], "b.md");
    assert_eq!(page["said"][2]["edges"][0]["strength"], "strong");
    assert_eq!(page["theses"][0]["totals"]["all_notes"], 2);
    assert_eq!(page["watch"].as_array().unwrap().len(), 2);
    let author = opened.ask(json!({"ask": "source", "kind": "author", "key": "ines"}));
    assert_eq!(author["row"]["title"], "Ines");
}
