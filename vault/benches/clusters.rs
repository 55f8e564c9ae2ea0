//! How fast clusters follow a change, against finding them from nothing; and highlights of a note.
//!
//! The vault is a copy of the folder that `THROUGHLINE_BENCH_VAULT` names; without it nothing is
//! measured. Aims for 10,000 notes: 3 s from nothing, 300 ms after a change of one note, and the
//! highlights of a note of 20 KB in 10 ms.
#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::unwrap_used, clippy::panic)]
#![allow(clippy::print_stdout)]
#![allow(missing_docs)] // Criterion's macros make the functions.

#[path = "support/copy.rs"]
mod copy;
#[path = "support/open.rs"]
mod open;

use std::fs;
use std::hint::black_box;
use std::path::Path;

use copy::copy;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use open::open;
use vault::api::{Answer, Request, ask};
use vault::path::VaultPath;
use vault::vault::Expected;

const SIGNALS: [&str; 8] =
    ["text", "links", "targets", "theses", "entities", "tags", "sources", "dates"];

fn clusters(criterion: &mut Criterion) {
    let Some(folder) = std::env::var_os("THROUGHLINE_BENCH_VAULT") else {
        println!("skipped: THROUGHLINE_BENCH_VAULT names no vault");
        return;
    };
    let scratch = tempfile::tempdir().expect("a folder for the copy");
    let copied = scratch.path().join("vault");
    copy(Path::new(&folder), &copied);
    let vault = open(&copied, scratch.path());
    vault.wait_for_clusters().expect("the clusters are found");
    let Ok(Answer::Clusters(found)) = ask(&vault, Request::Clusters { signals: None }) else {
        panic!("no clusters")
    };
    let members = || found.iter().flat_map(|cluster| &cluster.members);
    let note = members().next().expect("a member").path.to_string();
    let size = |path: &str| fs::metadata(copied.join(path)).map_or(0, |file| file.len());
    let long = members().map(|member| member.path.to_string()).filter(|path| size(path) <= 20_480);
    let long = long.max_by_key(|path| size(path)).expect("a member of at most 20 KB");

    let mut group = criterion.benchmark_group("clusters");
    group.sample_size(10);
    group.bench_function("from nothing", |bench| {
        let signals = SIGNALS.map(str::to_owned).to_vec();
        let request = Request::Clusters { signals: Some(signals) };
        bench.iter(|| black_box(ask(&vault, request.clone()).unwrap()));
    });
    // Sentences that other notes hold, so that a change brings words that tie.
    let sentences = sentences(&copied, members().map(|member| member.path.as_str()));
    let mut sentences = sentences.iter().cycle();
    let mut changes = 0;
    let mut append = || {
        let text = sentences.next().expect("a sentence").clone();
        ask(&vault, Request::Append { note: note.clone(), text }).unwrap();
    };
    group.bench_function("after a change", |bench| {
        bench.iter_batched(
            &mut append,
            |()| vault.wait_for_clusters().unwrap(),
            BatchSize::PerIteration,
        );
    });
    let mut add = || {
        changes += 1;
        let texts: Vec<String> = sentences.by_ref().take(12).cloned().collect();
        let path = VaultPath::new(format!("Added {changes}.md")).unwrap();
        vault.save(&path, texts.join(" ").as_bytes(), Expected::Absent).unwrap();
    };
    group.bench_function("after a new note", |bench| {
        bench.iter_batched(
            &mut add,
            |()| vault.wait_for_clusters().unwrap(),
            BatchSize::PerIteration,
        );
    });
    group.bench_function(format!("highlights of {} bytes", size(&long)), |bench| {
        let request = Request::Highlights { note: long.clone(), thesis: None, cluster: None };
        bench.iter(|| black_box(ask(&vault, request.clone()).unwrap()));
    });
    group.finish();
}

/// Lists the longest line of every hundredth of these notes.
fn sentences<'p>(folder: &Path, notes: impl Iterator<Item = &'p str>) -> Vec<String> {
    let longest = |path: &str| {
        let text = fs::read_to_string(folder.join(path)).ok()?;
        text.lines().skip(12).max_by_key(|line| line.len()).map(str::to_owned)
    };
    notes.step_by(100).filter_map(longest).filter(|line| line.len() > 40).collect()
}

criterion_group!(benches, clusters);
criterion_main!(benches);
