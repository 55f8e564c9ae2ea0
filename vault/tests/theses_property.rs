//! What holds for the evidence of any vault: independent counts, strangers, and a refusal undone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods)] // A test writes its own files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::{Value, json};
use vault::api::{Request, ask};
use vault::disk::Clock;
use vault::vault::{Options, Phase, Vault};

const STANCES: [&str; 3] = ["supports", "contradicts", "context"];

/// 2026-11-22, at noon in Greenwich.
const TODAY: i64 = 1_795_348_800_000;

fn open(scratch: &Path) -> Vault {
    let vault = Vault::open(Options {
        folder: scratch.join("vault"),
        cache: scratch.join("cache"),
        data: scratch.join("data"),
        clock: Clock::new(|| TODAY),
        watch: false,
        holder: "test".to_owned(),
        share: false,
    })
    .unwrap();
    vault.wait_for(Phase::Ready).unwrap();
    vault
}

fn answer(vault: &Vault, request: Value) -> Value {
    let request: Request = serde_json::from_value(request).unwrap();
    serde_json::to_value(ask(vault, request).unwrap()).unwrap()
}

fn theses(vault: &Vault) -> Value {
    answer(vault, json!({"ask": "theses"}))
}

fn write(scratch: &Path, path: &str, text: &str) {
    let at = scratch.join("vault").join(path);
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    fs::write(at, text).unwrap();
}

fn contents(scratch: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn gather(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, found);
            } else {
                found.insert(path.clone(), fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    gather(&scratch.join("vault"), &mut found);
    found
}

/// One line of a property, or none.
fn any_field() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "(published|created|occurred): (2026-05-0[1-9]|2026-05|2026-Q2|Q5 2026|2026-02-30)\n",
        "source: https://(www\\.)?site-[ab]\\.example/(one|two)(\\?utm_source=x)?/?\n",
        "publisher: (Ledger|Wire)\n",
        "strength: (strong|moderate|weak|huge)\n",
        "review: (draft|confirmed)\n",
        "origin: \"\\[\\[Note [0-5]\\]\\]\"\n",
    ]
}

fn any_edge() -> impl Strategy<Value = String> {
    let stance = prop::sample::select(&STANCES[..]);
    (stance, 0..3u8).prop_map(|(stance, thesis)| format!("{stance}: \"[[Thesis {thesis}]]\"\n"))
}

fn any_line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,40}\n\n",
        "- (supports|contradicts):: \\[\\[Thesis [0-3]\\]\\] \\(strength:: weak\\) — why\n",
        "This is the third data point in two days.\n\n",
        "Watch whether it grows. If it does, good; if not, bad.\n\n",
        "This contradicts the \"Thesis [0-2]\" thesis.\n\n",
    ]
}

fn any_note() -> impl Strategy<Value = String> {
    let fields = prop::collection::btree_set(any_field(), 0..5);
    let lines = prop::collection::vec(any_line(), 0..4);
    (fields, prop::option::of(any_edge()), lines).prop_map(|(fields, edge, lines)| {
        let mut front: Vec<String> = Vec::new();
        for field in fields {
            let key = field.split(':').next().unwrap_or("").to_owned();
            if !field.is_empty() && !front.iter().any(|other| other.starts_with(&key)) {
                front.push(field);
            }
        }
        front.extend(edge);
        format!("---\n{}---\n{}", front.concat(), lines.concat())
    })
}

fn seed(scratch: &Path, notes: &[String]) {
    for thesis in 0..3 {
        let text = format!("---\ntype: thesis\n---\n# Thesis {thesis}\nA claim.\n");
        write(scratch, &format!("Theses/Thesis {thesis}.md"), &text);
    }
    for (number, text) in notes.iter().enumerate() {
        write(scratch, &format!("Note {number}.md"), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn independent_counts_never_exceed_the_notes(notes in prop::collection::vec(any_note(), 0..8)) {
        let scratch = tempfile::tempdir().unwrap();
        seed(scratch.path(), &notes);
        let vault = open(scratch.path());
        for row in theses(&vault).as_array().unwrap() {
            for stance in STANCES {
                let count = |of: &str| row[of][stance].as_u64().unwrap();
                prop_assert!(count("independent") <= count("notes"), "{row}");
            }
            let totals = &row["totals"];
            prop_assert!(totals["all_independent"].as_u64() <= totals["all_notes"].as_u64(), "{row}");
        }
    }

    #[test]
    fn a_stranger_changes_no_ledger(notes in prop::collection::vec(any_note(), 0..8)) {
        let scratch = tempfile::tempdir().unwrap();
        seed(scratch.path(), &notes);
        let vault = open(scratch.path());
        let ledgers = |vault: &Vault| {
            (0..3)
                .map(|thesis| answer(vault, json!({"ask": "thesis", "note": format!("Thesis {thesis}")})))
                .map(|answer| answer["ledger"].clone())
                .collect::<Vec<_>>()
        };
        let before = ledgers(&vault);
        write(scratch.path(), "Stranger.md", "Bread rises overnight. #baking\n");
        vault.reconcile().unwrap();
        prop_assert_eq!(ledgers(&vault), before);
    }

    #[test]
    fn what_is_accepted_or_refused_can_be_taken_back(
        notes in prop::collection::vec(any_note(), 1..5),
        accept: bool,
    ) {
        let scratch = tempfile::tempdir().unwrap();
        seed(scratch.path(), &notes);
        let vault = open(scratch.path());
        let files = contents(scratch.path());
        let proposals = answer(&vault, json!({"ask": "infer", "note": null}));
        for proposal in proposals.as_array().unwrap().iter().take(4) {
            let ids = [&proposal["id"]];
            let request = if accept {
                json!({"ask": "accept", "ids": ids, "alternative": false, "dry_run": false})
            } else {
                json!({"ask": "refuse", "ids": ids})
            };
            let request: Request = serde_json::from_value(request).unwrap();
            // What has nothing to write can only be refused.
            if ask(&vault, request).is_err() {
                continue;
            }
            if contents(scratch.path()) == files {
                continue;
            }
            answer(&vault, json!({"ask": "undo"}));
            let now = contents(scratch.path());
            for (path, bytes) in &files {
                prop_assert_eq!(now.get(path), Some(bytes), "{}", path.display());
            }
        }
    }
}
