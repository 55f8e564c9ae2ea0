//! How fast a note that 600 others link to is renamed in an open vault of 10,000 notes, each file
//! made durable; beside it, in the same run, the least that such work can cost: reading those 600
//! files, and writing 600 files bare with an `fsync` each.
//!
//! The ratios are what counts, as they hold on other disks. Aims: planning in 50 ms, applying in
//! 2 s. Applying costs more than writing bare: a file's old and new content are kept durably before
//! it is replaced, and its folder is made durable, too.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark sets up files, and stops where it cannot go on"
)]
#![allow(missing_docs)] // Criterion's macros make the functions.

#[path = "support/open.rs"]
mod open;

use std::fs::{self, File};
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use open::open;
use serde_json::json;
use vault::api::ask;
use vault::vault::Vault;

const NOTES: usize = 10_000;
const LINKING: usize = 600;
const RUNS: usize = 5;

fn text(number: usize) -> String {
    let sentence = "Prices rose in the year of the great frost, and nobody knew why.\n";
    let hub = if number < LINKING { "[[Hub]]" } else { "no hub" };
    let body = sentence.repeat(20);
    format!(
        "---\ntags: [a, b]\n---\n# Note {number}\nSee [[Note {}]] and {hub}.\n{body}",
        number / 2
    )
}

fn place(folder: &Path, number: usize) -> std::path::PathBuf {
    folder.join(format!("{:02}/Note {number}.md", number % 40))
}

fn made(scratch: &Path) -> Vault {
    let folder = scratch.join("vault");
    for number in 0..NOTES {
        let file = place(&folder, number);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text(number)).unwrap();
    }
    fs::write(folder.join("Hub.md"), "# Hub\n").unwrap();
    open(&folder, scratch)
}

fn rename(vault: &Vault, from: &str, to: &str, dry_run: bool) {
    let request = json!({"ask": "rename", "path": from, "to": to, "dry_run": dry_run});
    ask(vault, serde_json::from_value(request).unwrap()).unwrap();
}

fn read_bare(folder: &Path) {
    for number in 0..LINKING {
        black_box(fs::read(place(folder, number)).unwrap());
    }
}

fn write_bare(folder: &Path) {
    for number in 0..LINKING {
        let mut file = File::create(folder.join(format!("{number}.md"))).unwrap();
        file.write_all(text(number).as_bytes()).unwrap();
        file.sync_all().unwrap();
    }
}

/// Returns the middle of several times.
fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            run();
            began.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

fn refactor(criterion: &mut Criterion) {
    // On the disk of the project: a temporary folder in memory makes nothing durable.
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    let scratch = tempfile::tempdir_in(target).unwrap();
    let vault = made(scratch.path());
    let folder = scratch.path().join("vault");
    let bare = scratch.path().join("bare");
    fs::create_dir_all(&bare).unwrap();
    let mut group = criterion.benchmark_group("refactor");
    group.sample_size(10);
    group.bench_function("plan a rename with 600 links", |bencher| {
        bencher.iter(|| rename(&vault, "Hub.md", "Centre.md", true));
    });
    group.bench_function("read 600 files bare", |bencher| bencher.iter(|| read_bare(&folder)));
    group.finish();

    let plan = median(|| rename(&vault, "Hub.md", "Centre.md", true));
    let read = median(|| read_bare(&folder));
    let mut names = ["Hub.md", "Centre.md"];
    let apply = median(|| {
        rename(&vault, names[0], names[1], false);
        names.reverse();
    });
    let write = median(|| write_bare(&bare));
    let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    println!("plan  {plan:?}, reading alone {read:?}: {:.1} times", ratio(plan, read));
    println!("apply {apply:?}, writing alone {write:?}: {:.1} times", ratio(apply, write));
}

criterion_group!(benches, refactor);
criterion_main!(benches);
