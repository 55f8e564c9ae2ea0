//! How long a walk of 10,000 files takes, and what a save costs with all its care.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)]

use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use vault::disk::{Clock, DataFolder, Disk, Expected, RealDisk};
use vault::edit::save::{editor_text, plan_save};
use vault::path::VaultPath;
use vault::text::ContentHash;

/// A vault of 200 folders with 50 notes each.
fn vault(folder: &Path) -> RealDisk {
    let root = folder.join("vault");
    for number in 0..10_000 {
        let place = root.join(format!("{}/{}", number % 20, number % 200));
        std::fs::create_dir_all(&place).unwrap();
        std::fs::write(place.join(format!("Note {number}.md")), "text").unwrap();
    }
    let data = DataFolder::open(folder.join("data")).unwrap();
    RealDisk::open(&root, data, Clock::new(|| 0)).unwrap()
}

fn walk(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let disk = vault(folder.path());
    c.bench_function("walk 10,000 files", |bencher| bencher.iter(|| disk.walk().unwrap()));
}

fn save(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("vault")).unwrap();
    let data = DataFolder::open(folder.path().join("data")).unwrap();
    let disk = RealDisk::open(&folder.path().join("vault"), data, Clock::new(|| 0)).unwrap();
    let path = VaultPath::new("n.md").unwrap();
    let text = "a line of a note\n".repeat(600);
    let mut seen = disk.save(&path, text.as_bytes(), Expected::Absent).unwrap().hash;
    let mut number = 0u64;
    c.bench_function("save a note of 10 kB", |bencher| {
        bencher.iter(|| {
            number += 1;
            let bytes = format!("{text}{number}");
            seen = disk.save(&path, bytes.as_bytes(), Expected::Hash(seen)).unwrap().hash;
        });
    });
}

fn back_to_bytes(c: &mut Criterion) {
    let file = "a line of a note, with CRLF\r\n".repeat(4000);
    let text = editor_text(file.as_bytes()).unwrap().replacen("note", "NOTE", 2000);
    c.bench_function("splices of a save, 100 kB", |bencher| {
        bencher.iter(|| plan_save(file.as_bytes(), &text).unwrap());
    });
    c.bench_function("hash 100 kB", |bencher| {
        bencher.iter(|| ContentHash::of(file.as_bytes()));
    });
}

criterion_group! {
    name = disk;
    config = Criterion::default().sample_size(20);
    targets = walk, save, back_to_bytes
}
criterion_main!(disk);
