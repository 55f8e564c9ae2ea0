//! How well clusters agree with what a person sorted by hand: `cargo xtask eval-clusters FOLDER`.
//!
//! Notes are clustered by their text alone: no folder, no tag, no property and no link is read.
//! What is found is held against the vault's folders and tags, or against the truth of a made
//! vault (`truth.json` beside `vault/`), by adjusted mutual information: 1 is the same grouping,
//! 0 is chance. Plain TF-IDF with k-means, told the true number of groups, runs beside it.

#![allow(clippy::indexing_slicing, clippy::print_stdout, clippy::disallowed_methods)]
#![allow(clippy::expect_used, reason = "a program for developers")]

mod agreement;
mod k_means;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use agreement::adjusted_mutual_information;
use k_means::k_means;
use rayon::prelude::*;
use vault::cluster::corpus::{Corpus, Note};
use vault::cluster::signals::{Signal, Signals};
use vault::cluster::terms::terms_of;
use vault::cluster::{Before, Clustering, Memory};
use vault::parse::parse;
use vault::thesis::property_names::PropertyNames;

/// The fewest notes that make a group of folders or tags worth finding.
const SMALLEST: usize = 5;

/// Above this many notes the baseline starts once instead of ten times.
const MANY: usize = 4000;

fn main() {
    let Some(folder) = std::env::args().nth(1).map(PathBuf::from) else {
        println!(
            "eval_clusters FOLDER: name a vault, or a folder that holds vault/ and truth.json"
        );
        return;
    };
    let root =
        if folder.join("truth.json").is_file() { folder.join("vault") } else { folder.clone() };
    let mut paths = Vec::new();
    gather(&root, &mut paths);
    paths.sort();
    let texts: Vec<String> = paths
        .iter()
        .map(|path| String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).into_owned())
        .collect();
    let (corpus, found) = clusters(&root, &paths, &texts);
    let groups = groups(&found, corpus.notes.len());
    report("folders", &by_folder(&corpus), &groups, &texts);
    report("tags", &by_tag(&texts), &groups, &texts);
    if let Ok(truth) = std::fs::read(folder.join("truth.json")) {
        report("truth", &by_truth(&truth, &corpus), &groups, &texts);
    }
}

fn gather(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if path.is_dir() {
            gather(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            paths.push(path);
        }
    }
}

fn clusters(root: &Path, paths: &[PathBuf], texts: &[String]) -> (Corpus, Clustering) {
    let started = Instant::now();
    let names = PropertyNames::default();
    let made = |(path, text): (&PathBuf, &String)| {
        let title = path.file_stem().map_or("", |stem| stem.to_str().unwrap_or("")).to_owned();
        let shown = path.strip_prefix(root).unwrap_or(path).display().to_string();
        Note {
            terms: Arc::new(terms_of(&title, text, &names)),
            root: shown.clone(),
            path: shown,
            title,
            ..Note::default()
        }
    };
    let notes: Vec<Note> = paths.par_iter().zip(texts).map(made).collect();
    let cut = started.elapsed();
    let corpus = Corpus { notes, ..Corpus::default() };
    let text_of = |number: usize| texts.get(number).cloned();
    let only_text = Signals::of([Signal::Text]);
    let found = Memory::default().cluster(corpus.clone(), only_text, &Before::default(), &text_of);
    println!(
        "{} notes, {} clusters in {:.2?} (terms {cut:.2?})",
        corpus.notes.len(),
        found.clusters.len(),
        started.elapsed()
    );
    for cluster in found.clusters.iter().take(30) {
        println!("  {:5}  {}", cluster.members.len(), cluster.name);
    }
    (corpus, found)
}

/// Returns each note's cluster; a note in none is alone.
fn groups(found: &Clustering, count: usize) -> Vec<usize> {
    let mut groups: Vec<usize> = (0..count).map(|note| found.clusters.len() + note).collect();
    for (cluster, number) in found.clusters.iter().zip(0..) {
        cluster.members.iter().for_each(|member| groups[member.note as usize] = number);
    }
    groups
}

/// The label of each note, where it has one.
type Labels = Vec<Option<String>>;

fn by_folder(corpus: &Corpus) -> Labels {
    let folder = |note: &Note| note.path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    corpus.notes.iter().map(folder).collect()
}

/// Labels each note with the tag that most notes have beside it, of those that tell groups apart.
fn by_tag(texts: &[String]) -> Labels {
    let tags: Vec<BTreeSet<String>> = texts
        .par_iter()
        .map(|text| parse(text).all_tags().iter().map(|tag| tag.to_lowercase()).collect())
        .collect();
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    tags.iter().flatten().for_each(|tag| *holders.entry(tag).or_default() += 1);
    let most = texts.len() / 4;
    let label = |tags: &BTreeSet<String>| {
        let told = tags.iter().filter(|tag| holders[tag.as_str()] <= most.max(SMALLEST));
        told.max_by_key(|tag| holders[tag.as_str()]).cloned()
    };
    tags.iter().map(label).collect()
}

fn by_truth(truth: &[u8], corpus: &Corpus) -> Labels {
    let truth: serde_json::Value = serde_json::from_slice(truth).expect("truth.json is JSON");
    let label = |note: &Note| truth["notes"][&note.path]["thesis"].as_str().map(str::to_owned);
    corpus.notes.iter().map(label).collect()
}

fn report(what: &str, labels: &Labels, groups: &[usize], texts: &[String]) {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    labels.iter().flatten().for_each(|label| *sizes.entry(label).or_default() += 1);
    let large: Vec<&str> =
        sizes.iter().filter(|(_, size)| **size >= SMALLEST).map(|(label, _)| *label).collect();
    if large.len() < 2 {
        println!("{what}: fewer than two groups of at least {SMALLEST} notes");
        return;
    }
    let (mut truth, mut found, mut read) = (Vec::new(), Vec::new(), Vec::new());
    for ((label, group), text) in labels.iter().zip(groups).zip(texts) {
        if let Some(Ok(number)) = label.as_deref().map(|label| large.binary_search(&label)) {
            truth.push(number);
            found.push(*group);
            read.push(without_frontmatter(text).to_owned());
        }
    }
    let ours = adjusted_mutual_information(&truth, &dense(&found));
    let starts = if read.len() > MANY { 1 } else { 10 };
    let theirs = adjusted_mutual_information(&truth, &k_means(&read, large.len(), starts));
    println!(
        "{what}: {} notes in {} groups: AMI {ours:.3}, TF-IDF and k-means told the number {theirs:.3}",
        truth.len(),
        large.len()
    );
}

fn dense(groups: &[usize]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    let mut number = |group: &usize| {
        let next = numbers.len();
        *numbers.entry(*group).or_insert(next)
    };
    groups.iter().map(&mut number).collect()
}

fn without_frontmatter(text: &str) -> &str {
    let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    body.map_or(text, |(_, body)| body)
}
