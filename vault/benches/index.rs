//! How fast the index of a large vault is built, kept up and asked.
//!
//! The vault is the folder that `VAULT_BENCH` names, copied first; else 10,000 notes are made.
//! Aims for 10,000 notes on two cores: links in 1 s, full text in 2.5 s, one note in 10 ms,
//! 600 backlinks in 5 ms, the switcher in 10 ms.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a benchmark sets up files, and stops where it cannot go on"
)]
#![allow(missing_docs)] // Criterion's macros make the functions.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use vault::disk::{Clock, Expected};
use vault::path::VaultPath;
use vault::query::excluded::Excluded;
use vault::query::{backlinks, files, graph, switcher, tags};
use vault::vault::{Options, Phase, Vault};

const NOTES: u32 = 10_000;

/// Makes notes of 6 KB with seven links each, half of them to a few notes that all know.
fn make(folder: &Path) -> std::io::Result<()> {
    let mut state = 1u32;
    let mut random = |below: u32| {
        // The numbers of Knuth's generator are good enough to scatter words.
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    for note in 0..NOTES {
        let mut text =
            format!("---\ntags: [topic/t{}]\nscore: {note}\n---\n# Note {note}\n", note % 12);
        for paragraph in 0..7 {
            let _ = write!(text, "\n## Part {paragraph}\n\n");
            for _ in 0..110 {
                let rank = random(90) * random(90) + random(40);
                let _ = write!(text, "word{rank:x} ");
            }
            let target = if paragraph % 2 == 0 { random(NOTES) } else { random(50) };
            let _ = writeln!(text, "leads to [[Note {target}]] #tag{}.", random(30));
        }
        let place = folder.join(format!("Folder {}", note % 40));
        fs::create_dir_all(&place)?;
        fs::write(place.join(format!("Note {note}.md")), text)?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn open(scratch: &Path, cache: &Path) -> Vault {
    Vault::open(Options {
        folder: scratch.join("vault"),
        cache: cache.to_owned(),
        data: scratch.join("data"),
        clock: Clock::new(|| 0),
        watch: false,
        holder: "bench".to_owned(),
        share: false,
    })
    .expect("the vault opens")
}

fn ready(vault: &Vault, phase: Phase) {
    vault.wait_for(phase).expect("the vault is read");
}

fn bench(criterion: &mut Criterion) {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let folder = scratch.path().join("vault");
    match std::env::var_os("VAULT_BENCH") {
        Some(given) => copy(Path::new(&given), &folder),
        None => make(&folder),
    }
    .expect("the vault is made");
    build(criterion, scratch.path());
    let vault = open(scratch.path(), &scratch.path().join("cache"));
    ready(&vault, Phase::Ready);
    step(criterion, &vault);
    ask(criterion, &vault);
}

fn build(criterion: &mut Criterion, scratch: &Path) {
    let mut group = criterion.benchmark_group("cold");
    group.sample_size(10);
    for (name, phase) in [("links", Phase::Fulltext), ("full text", Phase::Ready)] {
        group.bench_function(name, |bencher| {
            let cache = || tempfile::tempdir().expect("a cache");
            let build = |cache: tempfile::TempDir| {
                let vault = open(scratch, cache.path());
                ready(&vault, phase);
                (vault, cache)
            };
            bencher.iter_batched(cache, build, BatchSize::PerIteration);
        });
    }
    let cache = tempfile::tempdir().expect("a cache");
    ready(&open(scratch, cache.path()), Phase::Ready);
    group.bench_function("warm, nothing changed", |bencher| {
        bencher.iter(|| {
            let vault = open(scratch, cache.path());
            ready(&vault, Phase::Ready);
            vault
        });
    });
}

fn step(criterion: &mut Criterion, vault: &Vault) {
    let path = VaultPath::new("Step.md").expect("a path");
    let mut hash = vault.save(&path, b"# Step\n", Expected::Absent).expect("the note is written");
    let mut number = 0;
    criterion.bench_function("one note saved and indexed", |bencher| {
        bencher.iter(|| {
            number += 1;
            let text = format!("# Step\n\n[[Note {number}]] #tag {}\n", "many words ".repeat(500));
            hash = vault.save(&path, text.as_bytes(), Expected::Hash(hash)).expect("it is written");
        });
    });
}

fn ask(criterion: &mut Criterion, vault: &Vault) {
    let snapshot = vault.snapshot().expect("a snapshot");
    let none = Excluded::default();
    let graph = vault.graph().expect("the graph");
    let known = graph.names().files().max_by_key(|(file, _)| graph.incoming(*file).len());
    if let Some((file, _)) = known {
        let name = format!("{} backlinks", graph.incoming(file).len());
        criterion.bench_function(&name, |bencher| {
            bencher.iter(|| black_box(backlinks::list_backlinks(&snapshot, file).expect("rows")));
        });
    }
    for text in ["not 77", "folder 3 note", "ntoe 123"] {
        criterion.bench_function(&format!("switcher: {text}"), |bencher| {
            bencher.iter(|| switcher::list_matches(&snapshot, text, false, &none).expect("rows"));
        });
    }
    criterion.bench_function("tags", |bencher| {
        bencher.iter(|| tags::list_tags(&snapshot, &none).expect("rows"));
    });
    criterion.bench_function("tree", |bencher| {
        bencher.iter(|| files::list_files(&snapshot, false).expect("rows"));
    });
    criterion.bench_function("graph", |bencher| {
        bencher.iter(|| graph::count_links(&snapshot).expect("rows"));
    });
}

criterion_group!(benches, bench);
criterion_main!(benches);
