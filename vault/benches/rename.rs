//! How fast a rename is planned in a vault of 10,000 notes: one with few links, and one that half
//! of the vault links to.
//!
//! Aims: 50 ms and 1 s.

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use vault::edit::TextSource;
use vault::edit::rename::plan_rename;
use vault::error::Error;
use vault::graph::Graph;
use vault::names::FileId;
use vault::parse::parse;
use vault::path::VaultPath;
use vault::resolve::LinkStyle;

struct Files(BTreeMap<VaultPath, String>);

impl TextSource for Files {
    fn read(&self, path: &VaultPath) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.0.get(path).map(|text| text.as_bytes().to_vec()))
    }

    fn exists(&self, path: &VaultPath) -> bool {
        self.0.contains_key(path)
    }

    fn is_folder(&self, path: &VaultPath) -> bool {
        path.file_name().len() == 2
    }
}

fn path(text: &str) -> VaultPath {
    VaultPath::new(text).unwrap_or_else(|_| VaultPath::root())
}

fn vault() -> Files {
    let sentence = "Prices rose in the year of the great frost, and nobody knew why.\n";
    let note = |at: usize| {
        let hub = if at.is_multiple_of(2) { "[[Hub]]" } else { "no hub" };
        let text = format!(
            "---\ntags: [a, b]\n---\n# Note {at}\n{sentence}See [[Note {}]] and {hub}.\n{}",
            (at * 7) % 10_000,
            sentence.repeat(20)
        );
        (path(&format!("{:02}/Note {at}.md", at % 50)), text)
    };
    Files((0..10_000).map(note).chain([(path("Hub.md"), String::new())]).collect())
}

fn graph(files: &Files) -> Graph {
    let numbered = || (0..).map(FileId).zip(&files.0);
    let targets = numbered().map(|(id, (_, text))| {
        (id, parse(text).links.into_iter().map(|link| link.target).collect())
    });
    let paths = numbered().map(|(id, (path, _))| (id, path.clone()));
    Graph::rebuild(LinkStyle::Shortest, paths, targets)
}

fn rename(criterion: &mut Criterion) {
    let files = vault();
    let graph = graph(&files);
    let mut group = criterion.benchmark_group("rename");
    group.sample_size(10);
    for (name, from, to) in [
        ("a note with one link", "01/Note 7001.md", "01/Other"),
        ("a note with 5,000 links", "Hub.md", "Centre"),
        ("a folder of 200 notes", "03", "99"),
    ] {
        let from = path(from);
        group.bench_function(name, |bencher| {
            bencher.iter(|| black_box(plan_rename(&graph, &files, &from, to).is_ok()));
        });
    }
    group.finish();
}

criterion_group!(benches, rename);
criterion_main!(benches);
