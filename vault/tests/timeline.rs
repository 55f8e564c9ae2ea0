//! The timeline from outside: what its filter leaves, and that every form of it shows the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

mod support;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use support::opened::Opened;

fn ask(opened: &Opened, filter: &Value) -> Value {
    opened.ask(json!({"ask": "timeline", "filter": filter}))
}

fn events(timeline: &Value) -> Vec<&Value> {
    let lanes = timeline["lanes"].as_array().unwrap();
    lanes.iter().flat_map(|lane| lane["events"].as_array().unwrap()).collect()
}

fn labels(timeline: &Value) -> BTreeSet<&str> {
    events(timeline).into_iter().map(|event| event["label"].as_str().unwrap()).collect()
}

#[test]
fn each_condition_leaves_what_meets_it_and_nothing_else() {
    let opened = Opened::example();
    let all = ask(&opened, &json!({}));
    let all = events(&all);
    type Meets = fn(&Value) -> bool;
    let conditions: [(Value, Meets); 5] = [
        (json!({"stances": ["contradicts"]}), |event| event["stance"] == "contradicts"),
        (json!({"strengths": ["strong", "weak"]}), |event| {
            event["strength"] == "strong" || event["strength"] == "weak"
        }),
        (json!({"strengths": ["unrated"]}), |event| {
            !event["stance"].is_null() && event["strength"].is_null()
        }),
        (json!({"kinds": ["watch_due"]}), |event| event["kind"] == "watch_due"),
        (json!({"text": "LANDLORD essay"}), |event| {
            let text = format!("{} {} {}", event["label"], event["detail"], event["notes"]);
            let text = text.to_lowercase();
            text.contains("landlord") && text.contains("essay")
        }),
    ];
    for (only, meets) in conditions {
        let expected: Vec<&Value> = all.iter().copied().filter(|event| meets(event)).collect();
        assert!(expected.len() < all.len(), "{only}");
        assert_eq!(events(&ask(&opened, &json!({"only": only}))), expected, "{only}");
    }
}

#[test]
fn a_source_is_found_by_name_key_or_author_and_a_tag_by_what_it_is_nested_in() {
    let opened = Opened::of(&[
        ("Theses/Rails.md", "---\ntype: thesis\n---\n# Rails\n"),
        ("Sources/Ledger.md", "---\ntype: source\naliases: [The Ledger]\n---\n"),
        (
            "a.md",
            "---\npublisher: \"[[Ledger]]\"\nauthor: Ines\npublished: 2026-05-01\nsupports: \"[[Rails]]\"\ntags: [cloud/chips]\n---\n",
        ),
        (
            "b.md",
            "---\nsource: https://www.wire.example/x\npublished: 2026-05-02\ncontradicts: \"[[Rails]]\"\ntags: [cloudy]\n---\n",
        ),
    ]);
    for (only, expected) in [
        (json!({"sources": ["ledger"]}), "a"),
        (json!({"sources": ["Sources/Ledger.md"]}), "a"),
        (json!({"sources": ["INES"]}), "a"),
        (json!({"sources": ["wire.example"]}), "b"),
        (json!({"tags": ["#Cloud"]}), "a"),
        (json!({"tags": ["cloudy"]}), "b"),
        (json!({"tags": ["cloud", "cloudy"], "stances": ["contradicts"]}), "b"),
    ] {
        for lane in ["thesis", "source", "tag"] {
            let found = ask(&opened, &json!({"lane": lane, "only": only}));
            assert_eq!(labels(&found), BTreeSet::from([expected]), "{only} by {lane}");
        }
    }
}

#[test]
fn a_range_keeps_what_touches_it_and_the_days_tell_what_lies_outside() {
    let opened = Opened::of(&[
        ("Theses/Rails.md", "---\ntype: thesis\n---\n# Rails\n"),
        ("early.md", "---\npublished: 1887-03-01\nsupports: \"[[Rails]]\"\n---\n"),
        ("month.md", "---\npublished: 2026-05\nsupports: \"[[Rails]]\"\n---\n"),
        ("late.md", "---\npublished: 2150-01-01\ncontradicts: \"[[Rails]]\"\n---\n"),
        ("since.md", "---\npublished: 2026-06-01/..\ncontext: \"[[Rails]]\"\n---\n"),
        ("until.md", "---\npublished: ../2026-06-30\ncontext: \"[[Rails]]\"\n---\n"),
    ]);
    let all = ask(&opened, &json!({}));
    assert_eq!((&all["first"], &all["last"]), (&json!("1887-03-01"), &json!("2150-01-01")));
    let within = ask(&opened, &json!({"from": "2026-05-20", "to": "2026-05-25"}));
    assert_eq!(labels(&within), BTreeSet::from(["month", "until"]));
    assert!(
        within["lanes"][0]["summary"]
            .as_str()
            .unwrap()
            .starts_with("2 of 5 notes shown · 2 independent: 1 for (1), 1 context (1)")
    );
    assert_eq!(within["days"], all["days"]);
    assert_eq!(all["days"].as_array().unwrap().len(), 5);
    assert_eq!(
        all["days"][0],
        json!({"day": "1887-03-01", "supports": 1, "contradicts": 0, "other": 0})
    );
    let after = ask(&opened, &json!({"from": "2027-01-01"}));
    assert_eq!(labels(&after), BTreeSet::from(["late", "since"]));
}

#[test]
fn what_is_written_out_has_the_events_that_are_asked_for() {
    let opened = Opened::example();
    let filter = json!({
        "from": "2026-05-01", "to": "2026-06-30",
        "only": {"stances": ["supports"], "strengths": ["strong"]},
    });
    let timeline = ask(&opened, &filter);
    let shown = events(&timeline);
    assert!(shown.len() > 1);
    let form = |form: &str| {
        let text = opened.ask(json!({"ask": "export_timeline", "filter": filter, "form": form}));
        text.as_str().unwrap().to_owned()
    };
    let markdown = form("markdown");
    let rows: Vec<&str> =
        markdown.lines().filter(|line| line.starts_with("| ") && line.contains("2026")).collect();
    assert_eq!(rows.len(), shown.len(), "{markdown}");
    for (row, event) in rows.iter().zip(&shown) {
        assert!(row.contains(event["label"].as_str().unwrap()), "{row}\n{event}");
    }
    assert_eq!(form("svg").matches("<path ").count(), shown.len());
}

#[test]
fn sums_of_a_lane_say_no_more_than_could_be_known() {
    let opened = Opened::of(&[
        (
            "Theses/Rails.md",
            "---\ntype: thesis\ncreated: 2026-01-01\n---\n# Rails\n\n## Pillars\n\n- One ^one\n",
        ),
        (
            "a.md",
            "---\ntags: [x]\ncreated: 2026-05-01\npublished: 2026-05-01\nsupports: \"[[Rails#^one]]\"\n---\n",
        ),
        (
            "b.md",
            "---\ntags: [x]\ncreated: 2026-06-01\npublished: 2026-05-02\nsupports: \"[[Rails#^one]]\"\n---\n",
        ),
    ]);
    for lane in ["thesis", "pillar", "tag"] {
        let known = ask(&opened, &json!({"lane": lane, "as_known_on": "2026-05-15"}));
        assert_eq!(known["lanes"][0]["totals"]["all_notes"], 1, "{lane}");
    }
}
