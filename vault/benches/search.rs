//! How fast a search answers, over a vault that `THROUGHLINE_BENCH_VAULT` names: a folder, as the
//! corpus writes it, with about ten thousand notes.
//!
//! Aims at that size, for 95 of 100 queries: words and phrases in 20 ms, operators in 50 ms,
//! patterns in 300 ms. Every query is timed once by itself before criterion repeats some, and the
//! slowest are printed, so that one bad kind of query does not hide in a mean.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use vault::query::excluded::Excluded;
use vault::query::search::{SearchAnswer, SearchSort, search};
use vault::vault::{Clock, Options, Phase, Vault};

fn open(folder: &Path, data: &Path) -> Vault {
    let options = Options {
        folder: folder.to_owned(),
        cache: data.join("cache"),
        data: data.join("data"),
        clock: Clock::new(|| 1_800_000_000_000),
        watch: false,
        holder: "benchmark".into(),
        share: false,
    };
    let vault = Vault::open(options).unwrap();
    vault.wait_for(Phase::Ready).unwrap();
    vault
}

fn ask(vault: &Vault, query: &str) -> SearchAnswer {
    let snapshot = vault.snapshot().unwrap();
    search(&snapshot, query, 50, SearchSort::Score, &Excluded::default()).unwrap()
}

/// Words of the vault by how many notes hold them, a spread from everywhere to a few.
fn words_of(folder: &Path) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in notes_below(folder).iter().step_by(23) {
        let text = std::fs::read_to_string(file).unwrap().to_lowercase();
        let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
        words.for_each(|word| *counts.entry(word.to_owned()).or_default() += 1);
    }
    let mut words: Vec<(usize, String)> = counts.into_iter().map(|(word, n)| (n, word)).collect();
    words.sort_by(|a, b| b.cmp(a));
    let step = |at: usize| words.get(at).map(|(_, word)| word.clone());
    (0..40).filter_map(|at| step(at * at * 4)).collect()
}

fn notes_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(notes_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Queries as people write them, by kind.
fn queries(words: &[String]) -> Vec<(&'static str, Vec<String>)> {
    let word = |at: usize| words.get(at % words.len()).map_or("", String::as_str);
    let each = |make: &dyn Fn(usize) -> String| (0..words.len()).map(make).collect::<Vec<_>>();
    let start = |at: usize| word(at).get(..3).unwrap_or("");
    let mut plain = each(&|at| word(at).to_owned());
    plain.extend(each(&|at| start(at).to_owned()));
    plain.extend(each(&|at| format!("{} {}", word(at), word(at + 7))));
    plain.extend(each(&|at| format!("\"{}\"", word(at))));
    plain.extend(each(&|at| format!("\"{} {}\"", word(at), word(at + 1))));
    plain.extend(each(&|at| format!("{} OR {} -{}", word(at), word(at + 9), word(at + 3))));
    let mut operators = each(&|at| format!("line:({} {})", word(at), word(at + 5)));
    operators.extend(each(&|at| format!("section:({} {})", word(at), word(at + 11))));
    operators.extend(each(&|at| format!("block:({} {})", word(at), word(at + 6))));
    operators.extend(each(&|at| format!("task-todo:{}", word(at))));
    operators.extend(each(&|at| format!("tag:misc {}", word(at))));
    operators.extend(each(&|at| format!("path:0{} {}", at % 5, word(at))));
    operators.extend(each(&|at| format!("file:{} OR content:{}", start(at), word(at))));
    operators.extend(each(&|at| format!("match-case:{}", word(at))));
    operators.extend(each(&|at| format!("[published:>2024-0{}-01] {}", 1 + at % 9, word(at))));
    let mut patterns = each(&|at| format!("/{}\\w+/", start(at)));
    patterns.extend(each(&|at| format!("/^#+ .*{}/", word(at))));
    let mut around = each(&|at| format!("/(?<=\\w ){}\\w+/", start(at)));
    around.extend(each(&|at| format!("/{}(?= \\w)/", word(at))));
    around.extend(each(&|at| format!("/({})\\w* \\1/", start(at))));
    vec![
        ("words and phrases", plain),
        ("operators", operators),
        ("patterns", patterns),
        ("patterns that look around or back", around),
    ]
}

fn time_each(vault: &Vault, kind: &str, queries: &[String]) {
    let mut times: Vec<(Duration, usize, &str)> = Vec::new();
    for query in queries {
        let start = Instant::now();
        let answer = ask(vault, query);
        times.push((start.elapsed(), answer.total, query));
        assert_eq!(answer.problem, None, "{query}");
    }
    times.sort();
    let at = |share: usize| times.get((times.len() - 1) * share / 100).map(|time| time.0);
    println!("{kind}: {} queries, p50 {:?}, p95 {:?}", times.len(), at(50), at(95));
    for (time, total, query) in times.iter().rev().take(12) {
        println!("  {time:>10.2?} {total:>6} files  {query}");
    }
}

fn searches(criterion: &mut Criterion) {
    let Some(folder) = std::env::var_os("THROUGHLINE_BENCH_VAULT").map(PathBuf::from) else {
        println!("THROUGHLINE_BENCH_VAULT names no vault: nothing is measured");
        return;
    };
    let data = tempfile::tempdir().unwrap();
    let vault = open(&folder, data.path());
    let words = words_of(&folder);
    let queries = queries(&words);
    ask(&vault, "warm");
    let mut group = criterion.benchmark_group("search");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    for (kind, queries) in &queries {
        time_each(&vault, kind, queries);
        let mut next = queries.iter().cycle();
        group.bench_function(*kind, |bencher| {
            bencher.iter(|| next.next().map(|query| black_box(ask(&vault, query))));
        });
    }
    group.finish();
}

criterion_group!(benches, searches);
criterion_main!(benches);
