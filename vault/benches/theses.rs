//! How fast theses are counted and drawn.
//!
//! The vault is the folder that `THROUGHLINE_BENCH_VAULT` names; without it nothing is measured. It is only
//! read: its index lies in a folder of the benchmark's own. Where a `truth.json` lies beside it, what
//! is counted is held against that first. Aims for 10,000 notes: a thesis in 20 ms, a timeline in
//! 50 ms, the proposals of an evidence note in 5 ms.
#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::unwrap_used, clippy::panic)]
#![allow(clippy::print_stdout)]
#![allow(missing_docs)] // Criterion's macros make the functions.

#[path = "support/open.rs"]
mod open;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use open::open;
use vault::api::{Answer, Request, ask};
use vault::query::timeline::TimelineFilter;
use vault::thesis::event_filter::EventFilter;
use vault::thesis::stance::Stance;

fn theses(criterion: &mut Criterion) {
    let Some(folder) = std::env::var_os("THROUGHLINE_BENCH_VAULT") else {
        println!("skipped: THROUGHLINE_BENCH_VAULT names no vault");
        return;
    };
    let folder = std::path::PathBuf::from(folder);
    let truth = std::fs::read(folder.join("../truth.json")).ok();
    let scratch = tempfile::tempdir().expect("a folder for the index");
    let vault = open(&folder, scratch.path());
    let Ok(Answer::Theses(rows)) = ask(&vault, Request::Theses {}) else { panic!("no theses") };
    if let Some(truth) = truth {
        let truth: serde_json::Value = serde_json::from_slice(&truth).expect("the truth is JSON");
        let counted = rows.iter().map(|row| {
            (row.path.clone(), serde_json::to_value(row.notes).expect("counts are JSON"))
        });
        let counted: serde_json::Map<String, serde_json::Value> = counted.collect();
        let expected = truth.get("theses").expect("the truth names theses");
        assert_eq!(&serde_json::Value::Object(counted), expected, "the ledgers are true");
        println!("{} ledgers are those of truth.json", rows.len());
    }
    let note = rows.first().expect("a thesis").path.clone();
    let Ok(Answer::Thesis(page)) = ask(&vault, Request::Thesis { note: note.clone(), clock: None })
    else {
        panic!("no thesis")
    };
    let evidence = page.ledger.first().expect("an edge").note.to_string();
    let mut group = criterion.benchmark_group("theses");
    group.bench_function("all", |bench| {
        bench.iter(|| black_box(ask(&vault, Request::Theses {}).unwrap()));
    });
    group.bench_function("one", |bench| {
        let request = Request::Thesis { note: note.clone(), clock: None };
        bench.iter(|| black_box(ask(&vault, request.clone()).unwrap()));
    });
    group.bench_function("timeline", |bench| {
        let request = Request::Timeline { filter: TimelineFilter::default() };
        bench.iter(|| black_box(ask(&vault, request.clone()).unwrap()));
    });
    group.bench_function("timeline, filtered", |bench| {
        let only = EventFilter {
            stances: vec![Stance::Contradicts],
            sources: vec!["Modelwire".to_owned()],
            tags: vec!["amazon".to_owned()],
            text: "rails".to_owned(),
            ..EventFilter::default()
        };
        let request =
            Request::Timeline { filter: TimelineFilter { only: Some(only), ..Default::default() } };
        bench.iter(|| black_box(ask(&vault, request.clone()).unwrap()));
    });
    group.bench_function("proposals of a note", |bench| {
        let request = Request::Infer { note: Some(evidence.clone()) };
        bench.iter(|| black_box(ask(&vault, request.clone()).unwrap()));
    });
    group.bench_function("proposals of all notes", |bench| {
        let request = Request::Infer { note: None };
        bench.iter(|| black_box(ask(&vault, request.clone()).unwrap()));
    });
    group.finish();
}

criterion_group!(benches, theses);
criterion_main!(benches);
