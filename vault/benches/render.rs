//! How fast a note becomes HTML, the sanitiser included.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vault::parse::parse;
use vault::path::VaultPath;
use vault::query::render::{Note, RenderContext, RenderOptions, render};

/// A vault in which every link leads to a note without text.
struct Plain;

impl RenderContext for Plain {
    fn resolve(&self, _: &VaultPath, target: &str) -> Option<VaultPath> {
        VaultPath::new(format!("{target}.md")).ok()
    }

    fn text(&self, _: &VaultPath) -> Option<String> {
        Some(String::new())
    }

    fn url(&self, _: &VaultPath) -> Option<String> {
        None
    }
}

fn note(size: usize) -> String {
    let part = "## Part\n\nSome *words* with [[Link|a link]], #tag and `code`; more of them go on \
                here.\nA second line.\n\n- [ ] a task\n- an item\n\n> [!note] Title\n> text\n\n\
                | a | b |\n|---|---|\n| 1 | 2 |\n\n";
    part.repeat(size / part.len())
}

fn rendering(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("render");
    let path = VaultPath::root();
    for (name, size) in [("note of 6 KB", 6_000), ("note of 300 KB", 300_000)] {
        let text = note(size);
        let facts = parse(&text);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let note = Note { path: &path, text: black_box(&text), facts: &facts };
                render(note, &Plain, RenderOptions::default())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, rendering);
criterion_main!(benches);
