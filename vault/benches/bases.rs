//! How fast a base is shown: filtered, sorted and with a formula in each row.
//!
//! The vault is the folder that `THROUGHLINE_BENCH_VAULT` names; without it nothing is measured. It
//! is only read: its index lies in a folder of the benchmark's own. The list of all files, which
//! every window asks for, is the measure beside which the others stand.
#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::unwrap_used, clippy::panic)]
#![allow(clippy::print_stdout)]
#![allow(missing_docs)] // Criterion's macros make the functions.

#[path = "support/open.rs"]
mod open;

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use open::open;
use vault::api::{Answer, Request, ask};

/// Every note of the vault, newest first, with a formula of its name and time.
const NOTES: &str = r#"
filters: file.ext == "md"
formulas:
  told: file.basename.title() + " (" + file.mtime.format("D MMMM YYYY") + ")"
views:
  - type: table
    order: [file.name, published, formula.told, type, file.size]
    sort:
      - property: published
        direction: DESC
      - property: file.name
        direction: ASC
"#;

/// The same in groups, with summaries, of notes that link somewhere and carry a tag.
const LINKED: &str = r#"
filters:
  and:
    - file.ext == "md"
    - file.links.length > 0
    - or: [file.tags.length > 0, file.hasProperty("type")]
views:
  - type: table
    groupBy: type
    order: [file.name, file.links, file.tags, file.size]
    summaries: {file.size: Median, file.name: Filled}
"#;

fn bases(criterion: &mut Criterion) {
    let Some(folder) = std::env::var_os("THROUGHLINE_BENCH_VAULT") else {
        println!("skipped: THROUGHLINE_BENCH_VAULT names no vault");
        return;
    };
    let scratch = tempfile::tempdir().expect("a folder for the index");
    let vault = open(Path::new(&folder), scratch.path());
    let Ok(Answer::Files(files)) = ask(&vault, Request::Files {}) else { panic!("no files") };
    let note = files.iter().find(|file| file.path.is_note()).expect("a note").path.to_string();
    let base = |text: &str| Request::BaseBlock {
        note: note.clone(),
        text: text.to_owned(),
        view: None,
        sort: None,
        offset: None,
    };
    // The first one reads the facts from the index, as each does after a change.
    for text in [NOTES, LINKED] {
        let began = std::time::Instant::now();
        ask(&vault, base(text)).expect("a base");
        println!("first: {} ms", began.elapsed().as_millis());
    }
    let Ok(Answer::BaseBlock(result)) = ask(&vault, base(NOTES)) else { panic!("no base") };
    println!("{} rows of {} files", result.total, files.len());
    assert!(result.broken.is_none() && result.problems.is_empty());
    let mut group = criterion.benchmark_group("bases");
    group.sample_size(20);
    group.bench_function("all files, as a baseline", |bench| {
        bench.iter(|| black_box(ask(&vault, Request::Files {}).unwrap()));
    });
    for (name, text) in [("filter, sort, formula", NOTES), ("links, tags, groups", LINKED)] {
        group.bench_function(name, |bench| {
            let request = base(text);
            bench.iter(|| black_box(ask(&vault, request.clone()).unwrap()));
        });
    }
    group.bench_function("filter, sort, formula, as JSON", |bench| {
        let request = base(NOTES);
        bench.iter(|| {
            let answer = ask(&vault, request.clone()).unwrap();
            black_box(serde_json::to_string(&answer).unwrap().len())
        });
    });
    group.finish();
}

criterion_group!(benches, bases);
criterion_main!(benches);
