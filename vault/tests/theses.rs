//! Theses from outside: the example vault, a made vault against its truth, and what must not matter.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]
#![allow(clippy::disallowed_methods)] // A test reads its own files.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use support::opened::{Opened, answer, open};
use vault::vault::{Phase, Vault};

fn counts(supports: u32, contradicts: u32, context: u32) -> Value {
    json!({"supports": supports, "contradicts": contradicts, "context": context})
}

#[test]
fn the_example_vault_reads_as_its_author_counts_it() {
    let opened = Opened::example();
    let theses = opened.ask(json!({"ask": "theses"}));
    let titles: Vec<&str> =
        theses.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap()).collect();
    assert_eq!(
        titles,
        [
            "Amazon owns the inference rails",
            "Distribution beats rails",
            "Models commoditize, rails keep value"
        ]
    );
    let [amazon, distribution, models] = [&theses[0], &theses[1], &theses[2]];
    assert_eq!(amazon["notes"], counts(9, 4, 2));
    assert_eq!(
        (&amazon["totals"]["all_notes"], &amazon["totals"]["all_independent"]),
        (&json!(15), &json!(13))
    );
    assert_eq!(amazon["independent"], counts(7, 4, 2));
    assert_eq!(amazon["totals"]["merged_by_proposal"], 1);
    assert_eq!(amazon["confidence"], 0.54);
    assert_eq!(distribution["notes"], counts(4, 3, 1));
    assert_eq!(distribution["totals"]["draft"], counts(1, 0, 0));
    assert_eq!(models["notes"], counts(8, 2, 2));

    let page = opened
        .ask(json!({"ask": "thesis", "note": "Amazon owns the inference rails", "clock": null}));
    let landlord = page["roots"].as_array().unwrap().iter().find(|root| {
        root["notes"].as_array().unwrap().contains(&json!("06-reference/amazon durability.md"))
    });
    let merges = landlord.unwrap()["merges"].as_array().unwrap();
    let merge = |other: &str| {
        let other = format!("06-reference/{other}.md");
        let found = merges.iter().find(|merge| merge["b"] == json!(other));
        found.unwrap_or_else(|| panic!("no merge with {other}: {merges:?}"))["rule"].clone()
    };
    assert_eq!(merge("the durable landlord, read twice"), "address");
    assert_eq!(merge("durable landlord"), "title");
    assert_eq!(page["ledger"].as_array().unwrap().len(), 15);
    assert_eq!(page["ledger"][0]["title"], "meshes come back");
    let burst = page["markers"]
        .as_array()
        .unwrap()
        .iter()
        .find(|marker| marker["kind"] == "burst")
        .unwrap();
    assert_eq!((&burst["from"], &burst["to"]), (&json!("2026-05-04"), &json!("2026-05-06")));
    let tension = page["markers"]
        .as_array()
        .unwrap()
        .iter()
        .find(|marker| marker["kind"] == "tension")
        .unwrap();
    assert_eq!(tension["from"], "2026-07-20");
}

#[test]
fn the_counts_of_a_made_vault_are_the_truth() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/make_vault.py");
    if !script.is_file() {
        println!("skipped: {} is missing", script.display());
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let made =
        Command::new("python3").arg(&script).arg(scratch.path()).args(["--notes", "1000"]).output();
    let Ok(made) = made else {
        println!("skipped: python3 cannot be run");
        return;
    };
    assert!(made.status.success());
    let truth: Value =
        serde_json::from_slice(&fs::read(scratch.path().join("truth.json")).unwrap()).unwrap();
    let vault = open(&scratch.path().join("vault"), scratch.path());
    let theses = answer(&vault, json!({"ask": "theses"})).unwrap();
    let found: serde_json::Map<String, Value> = theses
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["path"].as_str().unwrap().to_owned(), row["notes"].clone()))
        .collect();
    assert_eq!(Value::Object(found), truth["theses"]);
}

fn hash_of_all(folder: &Path) -> std::collections::BTreeMap<PathBuf, Vec<u8>> {
    let mut files = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(
                    path.strip_prefix(folder).unwrap().to_owned(),
                    fs::read(&path).unwrap(),
                );
            }
        }
    }
    files
}

const THESIS: &str = "---\ntype: thesis\naliases: [Amazon rails thesis]\nconfidence: 50%\n---\n# Rails\n\nThe claim.\n\n## Pillars\n\n- One ^one\n";
const DATED: &str = "The Durable Landlord\nMon May 04 2026 20:00:00 GMT-0400 (Eastern Daylight Time)\nsource: Ledger of Compute\n\nThis corroborates the Amazon rails thesis.\n";
const UNDATED: &str = "Ledger of Compute, \"The Durable Landlord\"\n\nIt extends the May 1st piece. Full content lives on Ledger of Compute.\n\nThis is corroboration of the Amazon rails thesis.\n";

fn two_notes() -> Opened {
    Opened::of(&[
        ("Theses/Rails.md", THESIS),
        ("06-reference/the durable landlord.md", DATED),
        ("06-reference/durable landlord, a synthesis.md", UNDATED),
    ])
}

#[test]
fn two_plain_notes_on_one_article_are_one_data_point_and_nothing_is_written() {
    let opened = two_notes();
    let before = hash_of_all(&opened.folder());
    let theses = opened.ask(json!({"ask": "theses"}));
    assert_eq!(
        (&theses[0]["proposed"], &theses[0]["proposed_independent"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(theses[0]["notes"], counts(0, 0, 0));
    let timeline = opened.ask(json!({"ask": "timeline", "filter": {}}));
    let events = timeline["lanes"][0]["events"].as_array().unwrap();
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!((&events[0]["kind"], &events[0]["count"]), (&json!("proposal"), &json!(2)));
    let by_tag = opened.ask(json!({"ask": "timeline", "filter": {"lane": "source"}}));
    assert_eq!(by_tag["lanes"].as_array().unwrap().len(), 0, "no field names a source yet");

    let proposals = |note: &str| opened.ask(json!({"ask": "infer", "note": note}));
    let dated = proposals("06-reference/the durable landlord");
    let day = dated.as_array().unwrap().iter().find(|row| row["what"] == "published").unwrap();
    assert_eq!((&day["value"], &day["alternative"]), (&json!("2026-05-05"), &json!("2026-05-04")));
    assert_eq!(hash_of_all(&opened.folder()), before);

    // Both accepted: two notes, one of them independent, in all three answers.
    let ids: Vec<Value> = opened
        .ask(json!({"ask": "infer", "note": null}))
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["what"] == "edge")
        .map(|row| row["id"].clone())
        .collect();
    assert_eq!(ids.len(), 2);
    opened.ask(json!({"ask": "accept", "ids": ids, "alternative": false, "dry_run": false}));
    let row = &opened.ask(json!({"ask": "theses"}))[0];
    assert_eq!(
        (&row["totals"]["all_notes"], &row["totals"]["all_independent"]),
        (&json!(2), &json!(1))
    );
    let page = opened.ask(json!({"ask": "thesis", "note": "Rails", "clock": null}));
    assert_eq!(
        (&page["totals"]["all_notes"], &page["totals"]["all_independent"]),
        (&json!(2), &json!(1))
    );
    let spans: Vec<&Value> =
        page["ledger"].as_array().unwrap().iter().map(|row| &row["published"]).collect();
    assert!(spans.iter().any(|date| date["from"] == "2026-05-05" && date["to"] == "2026-05-05"));
    assert!(
        spans.iter().any(|date| date["from"] == "2026-05-01" && date["to"].is_null()),
        "{spans:?}"
    );
    let lane = &opened.ask(json!({"ask": "timeline", "filter": {}}))["lanes"][0];
    assert_eq!(lane["events"].as_array().unwrap().len(), 1);
    assert_eq!(lane["events"][0]["count"], 2);
    opened.ask(json!({"ask": "undo"}));
    assert_eq!(hash_of_all(&opened.folder()), before);
}

#[test]
fn an_accepted_proposal_is_one_hunk_and_an_undo_restores_every_byte() {
    let opened = two_notes();
    let before = hash_of_all(&opened.folder());
    let proposals = opened.ask(json!({"ask": "infer", "note": null}));
    let mut tried = 0;
    for row in proposals.as_array().unwrap() {
        if row["writes"] == "" {
            continue;
        }
        let settled = opened.ask(
            json!({"ask": "accept", "ids": [row["id"]], "alternative": false, "dry_run": false}),
        );
        assert_eq!(settled["settled"], json!([row["id"]]), "{row}");
        let after = hash_of_all(&opened.folder());
        let changed: Vec<_> = before.keys().filter(|path| before[*path] != after[*path]).collect();
        assert_eq!(changed.len(), 1, "{row}");
        let (old, new) = (&before[changed[0]], &after[changed[0]]);
        assert_eq!(hunks(old, new), 1, "{row}");
        opened.ask(json!({"ask": "undo"}));
        assert_eq!(hash_of_all(&opened.folder()), before, "{row}");
        tried += 1;
    }
    assert!(tried >= 6, "only {tried} proposals write something");
}

/// Counts the runs of lines that differ, with common lines at the start and end left out.
fn hunks(old: &[u8], new: &[u8]) -> usize {
    let lines = |bytes: &[u8]| {
        String::from_utf8(bytes.to_vec())
            .unwrap()
            .split_inclusive('\n')
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (old, new) = (lines(old), lines(new));
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let end = old[start..]
        .iter()
        .rev()
        .zip(new[start..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    // A single hunk keeps every old line outside of it, in order.
    let middle = &old[start..old.len() - end];
    usize::from(middle.len() <= 1) + 2 * usize::from(middle.len() > 1)
}

#[test]
fn a_refusal_is_remembered_in_the_vault_and_can_be_undone() {
    let opened = two_notes();
    let proposals = opened.ask(json!({"ask": "infer", "note": null}));
    let edge =
        proposals.as_array().unwrap().iter().find(|row| row["what"] == "edge").unwrap().clone();
    let one = proposals
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["what"] == "one_source")
        .unwrap()
        .clone();
    opened.ask(json!({"ask": "refuse", "ids": [edge["id"], one["id"]]}));
    let decisions =
        fs::read_to_string(opened.folder().join(".throughline/decisions.jsonl")).unwrap();
    assert_eq!(decisions.lines().count(), 2, "{decisions}");
    let mut sorted: Vec<&str> = decisions.lines().collect();
    sorted.sort_unstable();
    assert_eq!(sorted, decisions.lines().collect::<Vec<_>>());
    let left = opened.ask(json!({"ask": "infer", "note": null}));
    assert!(
        left.as_array()
            .unwrap()
            .iter()
            .all(|row| row["id"] != edge["id"] && row["what"] != "one_source")
    );
    assert_eq!(opened.ask(json!({"ask": "theses"}))[0]["proposed"], 1);
    opened.ask(json!({"ask": "undo"}));
    assert_eq!(opened.ask(json!({"ask": "infer", "note": null})), proposals);
}

const WATCHED: &str = "---\ntype: thesis\n---\n# Rails\n\nThe claim.\n\n## Pillars\n\n- One ^one\n\n## Watch\n\n- [ ] #watch Share grows — if true: supports [[#^one]] (strong); if false: supports [[Bundle]] (moderate) · p 0.55 📅 2027-02-15\n";

#[test]
fn a_watch_item_stands_in_the_future_and_resolving_it_writes_one_edge() {
    let bundle = "---\ntype: thesis\n---\n# Bundle\n";
    for (outcome, thesis, stance, strength) in [
        ("true", "Theses/Rails.md", "supports", "strong"),
        ("false", "Theses/Bundle.md", "supports", "moderate"),
    ] {
        let opened = Opened::of(&[
            ("Theses/Rails.md", WATCHED),
            ("Theses/Bundle.md", bundle),
            ("06-reference/news.md", "# News\n\nIt happened.\n"),
        ]);
        let timeline = opened.ask(json!({"ask": "timeline", "filter": {"thesis": "Rails"}}));
        let event = &timeline["lanes"][0]["events"][0];
        assert_eq!((&event["kind"], &event["from"]), (&json!("watch_due"), &json!("2027-02-15")));
        let detail = event["detail"].as_str().unwrap();
        assert!(
            detail.contains("if true: supports") && detail.contains("if false: supports"),
            "{detail}"
        );
        assert_eq!(opened.ask(json!({"ask": "watch"}))["items"][0]["p"], 0.55);
        let before = hash_of_all(&opened.folder());
        opened.ask(json!({"ask": "resolve_watch", "note": "Rails", "line": 14, "outcome": outcome, "evidence": "news"}));
        let theses = opened.ask(json!({"ask": "theses"}));
        let row = theses.as_array().unwrap().iter().find(|row| row["path"] == thesis).unwrap();
        assert_eq!(row["totals"]["all_notes"], 1);
        let page = opened.ask(json!({"ask": "thesis", "note": thesis, "clock": null}));
        assert_eq!(page["ledger"][0]["stance"], stance);
        assert_eq!(page["ledger"][0]["strength"], strength);
        opened.ask(json!({"ask": "undo"}));
        assert_eq!(hash_of_all(&opened.folder()), before);
        // Without a note to hold it, what came true becomes one.
        opened.ask(json!({"ask": "resolve_watch", "note": "Rails", "line": 14, "outcome": outcome, "evidence": null}));
        let page = opened.ask(json!({"ask": "thesis", "note": thesis, "clock": null}));
        assert_eq!(page["ledger"].as_array().unwrap().len(), 1);
    }
}

#[test]
fn a_watch_item_is_resolved_with_a_day_a_reason_and_an_edge_of_ones_own() {
    let prose =
        "# Diary\n\n- [ ] Watch whether rates fall\n\tas they said\n  - a child\n- [ ] other\n";
    let opened = Opened::of(&[
        ("Theses/Rails.md", "---\ntype: thesis\n---\n# Rails\n\nThe claim.\n"),
        ("Diary.md", prose),
        ("06-reference/news.md", "# News\n\nIt happened.\n\n- context:: [[Rails]]\n"),
    ]);
    let before = hash_of_all(&opened.folder());
    let resolve = |evidence: Value, resolution: Value| {
        answer(
            &opened.vault,
            json!({"ask": "resolve_watch", "note": "Diary", "line": 3, "outcome": "true",
            "evidence": evidence, "resolution": resolution}),
        )
    };
    // No edge: what happened stands below the item.
    resolve(json!(null), json!({"day": "2026-05-04", "reason": "they  fell"})).unwrap();
    let text = fs::read_to_string(opened.folder().join("Diary.md")).unwrap();
    assert_eq!(
        text,
        "# Diary\n\n- [x] Watch whether rates fall ✅ 2026-05-04\n\tas they said\n  - a child\n\t- 2026-05-04: they fell\n- [ ] other\n"
    );
    opened.ask(json!({"ask": "undo"}));
    assert_eq!(hash_of_all(&opened.folder()), before);
    let edge = json!({"thesis": "Rails", "stance": "contradicts", "strength": "weak"});
    // A new note: its name is told before it is made, and may be another.
    let asked = json!({"day": "2026-05-04", "edge": edge, "new_note": "", "dry_run": true});
    let shown = resolve(json!(null), asked).unwrap();
    assert_eq!(
        shown["paths"],
        json!(["06-reference/Watch whether rates fall as they said came true.md", "Diary.md"])
    );
    assert_eq!(hash_of_all(&opened.folder()), before);
    let asked =
        json!({"day": "2026-05-04", "reason": "they fell", "edge": edge, "new_note": "Rates fell"});
    resolve(json!(null), asked.clone()).unwrap();
    let made = fs::read_to_string(opened.folder().join("06-reference/Rates fell.md")).unwrap();
    assert!(made.contains("published: 2026-05-04\n"), "{made}");
    assert!(made.contains("- contradicts:: [[Rails]] (strength:: weak) — they fell\n"), "{made}");
    assert!(!fs::read_to_string(opened.folder().join("Diary.md")).unwrap().contains("they fell"));
    opened.ask(json!({"ask": "undo"}));
    assert_eq!(hash_of_all(&opened.folder()), before);
    // A name that is taken, a day that is none, and a thesis for itself are refused.
    let mut taken = asked;
    taken["new_note"] = json!("news");
    assert!(resolve(json!(null), taken).unwrap_err().message.contains("news"));
    assert!(resolve(json!(null), json!({"day": "soon"})).is_err());
    assert!(resolve(json!("Rails"), json!({"edge": edge})).is_err());
    assert_eq!(hash_of_all(&opened.folder()), before);
    // A note that is there.
    resolve(json!("news"), json!({"edge": edge})).unwrap();
    let news = fs::read_to_string(opened.folder().join("06-reference/news.md")).unwrap();
    assert!(
        news.ends_with(
            "- contradicts:: [[Rails]] (strength:: weak) — Watch whether rates fall as they said\n"
        ),
        "{news}"
    );
}

#[test]
fn a_new_index_gives_the_same_answers_byte_for_byte() {
    let opened = Opened::example();
    let answers = |vault: &Vault| {
        let mut all = String::new();
        for request in [
            json!({"ask": "theses"}),
            json!({"ask": "thesis", "note": "Distribution beats rails", "clock": null}),
            json!({"ask": "timeline", "filter": {}}),
            json!({"ask": "timeline", "filter": {"lane": "entity", "clock": "created", "as_known_on": "2026-06-01"}}),
            json!({"ask": "watch"}),
            json!({"ask": "questions"}),
            json!({"ask": "infer", "note": null}),
            json!({"ask": "check"}),
        ] {
            all.push_str(&answer(vault, request).unwrap().to_string());
            all.push('\n');
        }
        all
    };
    let first = answers(&opened.vault);
    opened.vault.rebuild_index().unwrap();
    opened.vault.wait_for(Phase::Ready).unwrap();
    assert_eq!(answers(&opened.vault), first);
    // Another folder, its files made in another order.
    let copied = Opened::new(|folder| {
        let mut files: Vec<_> = hash_of_all(&opened.folder()).into_iter().collect();
        files.reverse();
        for (path, bytes) in files {
            fs::create_dir_all(folder.join(&path).parent().unwrap()).unwrap();
            fs::write(folder.join(path), bytes).unwrap();
        }
    });
    assert_eq!(answers(&copied.vault), first);
}

#[test]
fn edges_step_as_notes_come_and_go() {
    let opened = Opened::of(&[("a.md", "supports:: [[Rails]] (strength:: weak) — first\n")]);
    let theses = opened.ask(json!({"ask": "theses"}));
    assert_eq!((&theses[0]["path"], &theses[0]["exists"]), (&json!("Rails"), &json!(false)));
    opened.ask(json!({"ask": "new_note", "folder": "Theses", "name": "Rails", "text": THESIS, "source": null}));
    let theses = opened.ask(json!({"ask": "theses"}));
    assert_eq!(
        (&theses[0]["path"], &theses[0]["notes"]),
        (&json!("Theses/Rails.md"), &counts(1, 0, 0))
    );
    opened.ask(json!({"ask": "rename", "path": "Theses/Rails.md", "to": "Theses/Tracks.md", "dry_run": false}));
    let theses = opened.ask(json!({"ask": "theses"}));
    assert_eq!((&theses[0]["title"], &theses[0]["notes"]), (&json!("Tracks"), &counts(1, 0, 0)));
    assert_eq!(theses.as_array().unwrap().len(), 1);
    let ledger = |opened: &Opened| {
        opened.ask(json!({"ask": "thesis", "note": "Tracks", "clock": null}))["ledger"].clone()
    };
    let before = ledger(&opened);
    opened.ask(json!({"ask": "new_note", "folder": null, "name": "Unrelated", "text": "nothing", "source": null}));
    assert_eq!(ledger(&opened), before);
}

#[test]
fn odd_edges_are_problems_and_never_guesses() {
    let opened = Opened::of(&[
        ("Theses/Rails.md", &format!("{THESIS}\nsupports:: [[Rails]]\n")),
        (
            "a.md",
            "---\npublished: 2026-02-30\nsupports: Rails\nstrength: hard\n---\n- supports:: [[Rails#^two]]\n- contradicts:: [[Rails#^two]]\nIt breaks down for [[Rails]] and fails.\ncontradicts:: the rails\n- supports:: [[Missing]]\n",
        ),
    ]);
    let check = opened.ask(json!({"ask": "check"}));
    let kinds: Vec<String> = check
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            format!(
                "{}:{} {}",
                row["path"].as_str().unwrap(),
                row["line"],
                row["kind"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "Theses/Rails.md:14 self-edge",
            "a.md:2 bad-date",
            "a.md:3 edge-without-link",
            "a.md:4 unknown-strength",
            "a.md:6 two-stances",
            "a.md:6 unknown-pillar",
            "a.md:7 unknown-pillar",
            "a.md:9 edge-without-link",
            "a.md:10 unresolved-thesis",
        ]
    );
    let edges = opened.ask(json!({"ask": "bears", "note": "a"}));
    let lines: Vec<String> = edges
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {} {}", row["line"], row["stance"], row["disputed"]))
        .collect();
    assert_eq!(lines, ["6 \"supports\" true", "7 \"contradicts\" true", "10 \"supports\" false"]);
}

#[test]
fn an_edge_goes_ahead_of_sections_whose_lines_mean_something_else() {
    for (before, after) in [
        (
            "Text.\n\n## Open questions\n\n- Why?\n",
            "Text.\n\n- EDGE\n\n## Open questions\n\n- Why?\n",
        ),
        ("- a\n\n## Watch\n- [ ] b\n# Pillars\n", "- a\n- EDGE\n\n## Watch\n- [ ] b\n# Pillars\n"),
        ("---\nk: v\n---\n## Watchlist\nx", "---\nk: v\n---\n\n- EDGE\n\n## Watchlist\nx"),
        ("## Open questions\n### One\nText", "- EDGE\n\n## Open questions\n### One\nText"),
        ("a\r\n# Open question\r\nb", "a\r\n\r\n- EDGE\r\n\r\n# Open question\r\nb"),
        ("# Pillars\nx\n# Other\ny\n", "# Pillars\nx\n# Other\ny\n\n- EDGE\n"),
    ] {
        let opened = Opened::of(&[("Theses/Rails.md", THESIS), ("a.md", before)]);
        let edge = json!({"thesis": "Rails", "stance": "supports"});
        opened.ask(
            json!({"ask": "set_edge", "note": "a", "edge": edge, "place": null, "line": null}),
        );
        let text = fs::read_to_string(opened.folder().join("a.md")).unwrap();
        assert_eq!(text, after.replace("EDGE", "supports:: [[Rails]]"));
        assert_eq!(opened.ask(json!({"ask": "bears", "note": "a"})).as_array().unwrap().len(), 1);
    }
}

#[test]
fn an_edge_below_open_questions_asks_nothing() {
    let note = "## Open questions\n\n- Why?\n- supports:: [[Rails]] — it holds\n";
    let opened = Opened::of(&[("Theses/Rails.md", THESIS), ("a.md", note)]);
    let questions = opened.ask(json!({"ask": "questions"}));
    let own = questions.as_array().unwrap().iter().filter(|row| row["note"] == "a.md");
    assert_eq!(own.map(|row| row["text"].as_str().unwrap()).collect::<Vec<_>>(), ["Why?"]);
    assert_eq!(opened.ask(json!({"ask": "bears", "note": "a"})).as_array().unwrap().len(), 1);
}

#[test]
fn a_property_is_written_as_an_operation_that_is_undone() {
    let before = "---\nstatus: active # mine\n---\n# A\n";
    let opened = Opened::of(&[("a.md", before)]);
    let text = || fs::read_to_string(opened.folder().join("a.md")).unwrap();
    let hash = || opened.ask(json!({"ask": "open", "note": "a.md"}))["hash"].clone();
    let set = |value: &str| json!({"ask": "set_property", "path": "a.md", "key": "status", "value": value, "seen": hash()});
    assert_eq!(opened.ask(set("watch"))["hash"], hash());
    assert_eq!(text(), before.replace("active", "watch"));
    assert_eq!(opened.ask(json!({"ask": "undo"}))["paths"], json!(["a.md"]));
    assert_eq!(text(), before);
    opened.ask(set("broken"));
    fs::write(opened.folder().join("a.md"), "other").unwrap();
    let error =
        serde_json::to_value(answer(&opened.vault, json!({"ask": "undo"})).unwrap_err()).unwrap();
    assert_eq!(error["code"], "conflict");
    assert!(error["message"].as_str().unwrap().contains("a.md has changed since"), "{error}");
    assert_eq!(text(), "other");
}

#[test]
fn edges_and_the_log_are_written_and_searched() {
    let opened = Opened::of(&[
        ("Theses/Rails.md", THESIS),
        ("a.md", "---\npublished: 2026-05-04\nsource: Ledger\n---\n# A\n\nText.\n"),
    ]);
    let edge = |stance: &str, strength: &str| json!({"thesis": "Rails", "pillar": "one", "stance": stance, "strength": strength, "reason": "it holds"});
    opened.ask(json!({"ask": "set_edge", "note": "a", "edge": edge("supports", "weak"), "place": null, "line": null}));
    let text = || fs::read_to_string(opened.folder().join("a.md")).unwrap();
    assert!(
        text().ends_with("Text.\n\n- supports:: [[Rails#^one]] (strength:: weak) — it holds\n"),
        "{}",
        text()
    );
    opened.ask(json!({"ask": "set_edge", "note": "a", "edge": edge("contradicts", "strong"), "place": null, "line": 9}));
    assert!(
        text().ends_with("- contradicts:: [[Rails#^one]] (strength:: strong) — it holds\n"),
        "{}",
        text()
    );
    let found = |query: &str| {
        opened.ask(json!({"ask": "search", "query": query, "limit": 9, "sort": "name"}))["total"]
            .clone()
    };
    for (query, count) in [
        ("stance:contradicts", 1),
        ("stance:supports", 0),
        ("strength:strong", 1),
        ("thesis:rails", 1),
        ("source:ledger", 1),
        ("published:>2026-05", 0),
        ("published:2026-05..2026-06", 1),
        ("published:<=2026-05-04", 1),
    ] {
        assert_eq!(found(query), count, "{query}");
    }
    let back = opened.ask(json!({"ask": "backlinks", "note": "Rails"}));
    assert_eq!(back[0]["stance"], "contradicts");
    opened.ask(json!({"ask": "remove_edge", "note": "a", "line": 9}));
    assert!(!text().contains("::"), "{}", text());
    opened.ask(json!({"ask": "log_confidence", "note": "Rails", "confidence": 0.65, "cause": "a", "reason": "more", "day": null}));
    let thesis = fs::read_to_string(opened.folder().join("Theses/Rails.md")).unwrap();
    assert!(
        thesis.contains("confidence: 65%")
            && thesis
                .ends_with("## Confidence log\n\n- 2026-11-22 · 65% (was 50%) · [[a]] — more\n"),
        "{thesis}"
    );
    let page = opened.ask(json!({"ask": "thesis", "note": "Rails", "clock": null}));
    assert_eq!(page["confidence_log"][0]["confidence"], 0.65);
}

#[test]
fn the_claim_of_a_thesis_is_written_and_taken_back() {
    let opened = two_notes();
    let read = || fs::read_to_string(opened.folder().join("Theses/Rails.md")).unwrap();
    let before = read();
    let claim = |page: Value| page["statement"].as_str().unwrap().to_owned();
    let page = || opened.ask(json!({"ask": "thesis", "note": "Rails", "clock": null}));
    let old = claim(page());
    let write =
        json!({"ask": "set_statement", "note": "Rails", "before": old, "after": "Another claim."});
    let written = opened.ask(write.clone());
    assert_eq!(written["paths"], json!(["Theses/Rails.md"]));
    assert_eq!(claim(page()), "Another claim.");
    // What was not seen is not written over.
    let again = read();
    assert!(answer(&opened.vault, write).is_err());
    assert_eq!(read(), again);
    opened.ask(json!({"ask": "undo"}));
    assert_eq!(read(), before);
}

#[test]
fn decisions_go_with_the_notes_they_are_about() {
    let opened = two_notes();
    let all = |opened: &Opened| opened.ask(json!({"ask": "infer", "note": null}));
    let find = |rows: &Value, what: &str| {
        let row = rows.as_array().unwrap().iter().find(|row| row["what"] == what);
        row.map(|row| row["id"].clone())
    };
    let proposals = all(&opened);
    let edges =
        |rows: &Value| rows.as_array().unwrap().iter().filter(|row| row["what"] == "edge").count();
    let ids = [find(&proposals, "edge"), find(&proposals, "one_source")];
    opened.ask(json!({"ask": "refuse", "ids": ids}));
    let is_kept = |opened: &Opened, step: &str| {
        let rows = all(opened);
        assert_eq!((edges(&rows), find(&rows, "one_source")), (1, None), "{step}: {rows}");
    };
    is_kept(&opened, "refused");
    let before = hash_of_all(&opened.folder());
    for (path, to) in [
        ("06-reference/durable landlord, a synthesis.md", "06-reference/landlords.md"),
        ("06-reference/the durable landlord.md", "Archive/durable landlord.md"),
        ("Theses/Rails.md", "Theses/Tracks.md"),
        ("06-reference", "07-reference"),
    ] {
        opened.ask(json!({"ask": "rename", "path": path, "to": to, "dry_run": false}));
        is_kept(&opened, to);
    }
    for _ in 0..4 {
        opened.ask(json!({"ask": "undo"}));
        is_kept(&opened, "undone");
    }
    assert_eq!(hash_of_all(&opened.folder()), before);

    // Another program moves both and tells nobody.
    fs::rename(opened.folder().join("06-reference"), opened.folder().join("elsewhere")).unwrap();
    opened.vault.reconcile().unwrap();
    is_kept(&opened, "moved by another program");
    let decisions = ".throughline/decisions.jsonl";
    assert_eq!(
        fs::read(opened.folder().join(decisions)).unwrap(),
        before[Path::new(decisions)],
        "looking writes nothing"
    );
}

#[test]
fn a_property_with_an_instant_keeps_its_day_and_the_other_one_is_offered() {
    let note =
        "---\ntype: evidence\npublished: Mon May 04 2026 20:00:00 GMT-0400 (EDT)\n---\nText.\n";
    let opened = Opened::of(&[("a.md", note)]);
    let found = |query: &str| {
        opened.ask(json!({"ask": "search", "query": query, "limit": 9, "sort": "name"}))["total"]
            .clone()
    };
    assert_eq!(found("published:2026-05-04"), 1);
    let rows = opened.ask(json!({"ask": "infer", "note": "a"}));
    let row = rows.as_array().unwrap().iter().find(|row| row["what"] == "published").unwrap();
    assert_eq!((&row["value"], &row["alternative"]), (&json!("2026-05-05"), &json!("2026-05-04")));
    opened
        .ask(json!({"ask": "accept", "ids": [row["id"]], "alternative": false, "dry_run": false}));
    let text = fs::read_to_string(opened.folder().join("a.md")).unwrap();
    assert_eq!(text, "---\ntype: evidence\npublished: 2026-05-05\n---\nText.\n");
    assert_eq!(opened.ask(json!({"ask": "infer", "note": "a"})), json!([]));
}

#[test]
fn what_is_only_there_to_be_known_cannot_be_accepted() {
    let opened = two_notes();
    let rows = opened.ask(json!({"ask": "infer", "note": null}));
    let clue = rows.as_array().unwrap().iter().find(|row| row["what"] == "coverage").unwrap();
    let accept =
        json!({"ask": "accept", "ids": [clue["id"]], "alternative": false, "dry_run": false});
    let error = answer(&opened.vault, accept).unwrap_err();
    assert!(error.hint.unwrap().contains("refuse"));
}

#[test]
fn a_timeline_is_a_picture_of_well_formed_xml() {
    let odd = "---\ntype: thesis\n---\n# Odd\n\n## Confidence log\n\n- 2026-05-01 · 50% — a <b> & \u{8} c\n";
    let opened = Opened::of(&[
        ("Theses/Odd & \"quoted\".md", odd),
        ("a.md", "---\npublished: 2026-Q2\nsupports: \"[[Odd & \\\"quoted\\\"]]\"\n---\n"),
    ]);
    let svg = opened.ask(json!({"ask": "export_timeline", "filter": {}, "form": "svg"}));
    let svg = svg.as_str().unwrap();
    for (at, _) in svg.match_indices('&') {
        let entity = svg[at + 1..].split(';').next().unwrap();
        assert!(["amp", "lt", "gt", "quot"].contains(&entity), "{entity}");
    }
    assert_eq!(svg.matches("<g>").count(), svg.matches("</g>").count());
    assert!(
        svg.contains("Odd &amp; ") && svg.contains("a &lt;b&gt; &amp;") && !svg.contains('\u{8}')
    );
}

#[test]
fn an_edge_in_a_list_is_changed_and_taken_out_by_its_name() {
    let opened = Opened::of(&[
        ("Theses/Rails.md", THESIS),
        ("Theses/Other.md", "---\ntype: thesis\naliases: [Second road]\n---\n# Other\n"),
        (
            "a.md",
            "---\nsupports: [\"[[Rails]]\", \"[[Other]]\"] # both\nstrength: weak\n---\n# A\n",
        ),
    ]);
    let text = || fs::read_to_string(opened.folder().join("a.md")).unwrap();
    let set = |edge: Value, old: &str| {
        opened.ask(json!({"ask": "set_edge", "note": "a", "edge": edge, "place": null, "line": 2,
            "old": {"thesis": old}}));
    };
    // In its list, where it stands.
    set(
        json!({"thesis": "Rails", "pillar": "one", "stance": "supports", "strength": "weak"}),
        "Theses/Rails.md",
    );
    assert!(text().contains("[\"[[Rails#^one]]\", \"[[Other]]\"]"), "{}", text());
    // Another stance is another property.
    set(json!({"thesis": "Other", "stance": "contradicts"}), "Theses/Other.md");
    let changed = text();
    assert!(
        changed.contains("[\"[[Rails#^one]]\"]") && changed.contains("contradicts:"),
        "{changed}"
    );
    // A reason is only told by a line.
    opened.ask(json!({"ask": "set_edge", "note": "a", "place": null, "line": 2,
        "edge": {"thesis": "Rails", "stance": "supports", "strength": "strong", "reason": "so"},
        "old": {"thesis": "Theses/Rails.md", "pillar": "one"}}));
    let changed = text();
    assert!(changed.ends_with("- supports:: [[Rails]] (strength:: strong) — so\n"), "{changed}");
    assert!(!changed.contains("supports: "), "{changed}");
}

#[test]
fn the_second_of_a_list_is_taken_out_alone() {
    let opened = Opened::of(&[
        ("Theses/Rails.md", THESIS),
        ("Theses/Other.md", "---\ntype: thesis\n---\n# Other\n"),
        ("a.md", "---\nsupports: [\"[[Rails]]\", \"[[Other]]\"]\n---\n# A\n"),
    ]);
    opened.ask(
        json!({"ask": "remove_edge", "note": "a", "line": 2, "old": {"thesis": "Theses/Other.md"}}),
    );
    let text = fs::read_to_string(opened.folder().join("a.md")).unwrap();
    assert_eq!(text, "---\nsupports: [\"[[Rails]]\"]\n---\n# A\n");
}

#[test]
fn a_new_edge_takes_the_form_and_a_new_thesis_the_folder_that_are_set() {
    let opened = Opened::of(&[("Claims/Rails.md", THESIS), ("a.md", "# A\n")]);
    assert_eq!(opened.ask(json!({"ask": "thesis_folder"})), "Claims");
    let set = |key: &str, value: &str| {
        opened.ask(json!({"ask": "set_setting", "file": "theses", "key": key, "value": value}))
    };
    set("edges", "frontmatter");
    set("folder", "Bets");
    let kept = fs::read_to_string(opened.folder().join(".throughline/settings.json")).unwrap();
    let kept: Value = serde_json::from_str(&kept).unwrap();
    assert_eq!(kept, json!({"thesis": {"edges": "frontmatter", "folder": "Bets"}}));
    assert_eq!(opened.ask(json!({"ask": "thesis_folder"})), "Bets");
    let edge = json!({"thesis": "Rails", "stance": "supports", "reason": ""});
    opened.ask(json!({"ask": "set_edge", "note": "a", "edge": edge, "place": null, "line": null}));
    let text = fs::read_to_string(opened.folder().join("a.md")).unwrap();
    assert!(text.starts_with("---\nsupports:") && text.ends_with("---\n# A\n"), "{text}");
}

#[test]
fn own_names_of_properties_are_read_as_soon_as_they_are_set() {
    let opened =
        Opened::of(&[("Theses/Rails.md", THESIS), ("a.md", "---\nfür: \"[[Rails]]\"\n---\n# A\n")]);
    let edges = || opened.ask(json!({"ask": "bears", "note": "a"})).as_array().unwrap().len();
    assert_eq!(edges(), 0);
    opened.ask(json!({"ask": "set_setting", "file": "theses", "key": "properties.supports", "value": ["für"]}));
    assert_eq!(edges(), 1);
}

#[test]
fn theses_and_their_pillars_are_suggested() {
    let opened = Opened::of(&[
        ("Theses/Rails.md", THESIS),
        ("Theses/Other.md", "---\ntype: thesis\naliases: [Second road]\n---\n# Other\n"),
        ("Railing.md", "# No thesis\n"),
    ]);
    let list = |text: &str| {
        let found =
            opened.ask(json!({"ask": "suggest_theses", "text": text, "source": "Railing.md"}));
        let rows = found.as_array().unwrap().clone();
        let show = |row: &Value| {
            format!("{} {}", row["label"].as_str().unwrap(), row["insert"].as_str().unwrap())
        };
        rows.iter().map(show).collect::<Vec<_>>()
    };
    assert_eq!(list("rai"), ["Rails Rails"]);
    assert_eq!(list("second"), ["Second road Other"]);
    assert_eq!(list("").len(), 2);
    let pillars = list("Rails#");
    assert!(!pillars.is_empty() && pillars[0].ends_with("Rails#^one"), "{pillars:?}");
    assert_eq!(list("rls#on"), pillars[..1]);
}
