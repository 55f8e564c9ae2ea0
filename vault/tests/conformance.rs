//! Writes `docs/conformance.md`: every numbered point of how Obsidian behaves, what proves that
//! Throughline does the same, and where it is known to differ. Run with `UPDATE_DOCS=1` after a
//! change.
//!
//! The points lie in `tests/conformance/NN_topic.md`, one file for each section. A point is
//! `N. what it says`, and below it stand its proofs, one on each line:
//!
//! - `spec FILE: CASE` is a case of `tests/spec`; it is run here.
//! - `session FILE` or `session FILE: PART` is a transcript of `tl`.
//! - `test PATH: NAME` is a test in Rust, `journey FILE: NAME` one in a real window.
//! - `page PATH: NAME` is a test of the page, in `ui/src/PATH.test.ts`.
//! - `golden` are the recordings of Obsidian itself that `tests/golden.rs` compares.
//! - `differs: WHY` is a known difference.
//!
//! A proof that is not there, is switched off, or fails, fails this test. What is not run here is
//! run by its own test in the same check.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::disallowed_methods)] // A test reads the project's own files.

#[allow(dead_code)] // The runner of all specs needs more of it.
#[path = "support/spec_answers.rs"]
mod spec_answers;
#[allow(dead_code)]
#[path = "support/spec_suite.rs"]
mod spec_suite;
#[path = "support/thesis_lines.rs"]
mod thesis_lines;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use spec_suite::{Case, answer_all, read_suite};
use vault::parse::parse;

const BEGINNING: &str = "\
# How Throughline follows Obsidian

Written by `vault/tests/conformance.rs` from `vault/tests/conformance/`: every point that is known \
of how Obsidian behaves, by section, with the tests that prove it. A point passes when all of its \
tests pass in the check that writes this page; a difference says why it is one.
";

/// One section of behaviours.
struct Section {
    number: usize,
    title: String,
    points: Vec<Point>,
}

/// One behaviour: what it is, in our own words, and what proves it.
struct Point {
    text: String,
    proofs: Vec<Proof>,
    differences: Vec<String>,
}

/// A test by its kind, the file it stands in, and its name there.
struct Proof {
    kind: String,
    file: String,
    name: String,
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Reads all sections, in order.
fn sections() -> Vec<Section> {
    let folder = project().join("vault/tests/conformance");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| read_section(file)).collect()
}

fn read_section(file: &Path) -> Section {
    let name = file.file_name().unwrap().to_str().unwrap();
    let number = name.split('_').next().unwrap().parse().unwrap();
    let mut section = Section { number, title: String::new(), points: Vec::new() };
    for line in fs::read_to_string(file).unwrap().lines().filter(|line| !line.is_empty()) {
        if let Some(title) = line.strip_prefix("# ") {
            section.title = title.to_owned();
        } else if let Some(proof) = line.strip_prefix("   - ") {
            let point = section.points.last_mut().unwrap_or_else(|| panic!("{name}: {line}"));
            match proof.strip_prefix("differs: ") {
                Some(why) => point.differences.push(why.to_owned()),
                None => point.proofs.push(read_proof(proof)),
            }
        } else {
            let next = format!("{}. ", section.points.len() + 1);
            let text = line.strip_prefix(&next).unwrap_or_else(|| panic!("{name}: {line}"));
            let point = Point { text: text.into(), proofs: vec![], differences: vec![] };
            section.points.push(point);
        }
    }
    section
}

fn read_proof(text: &str) -> Proof {
    let (kind, rest) = text.split_once(' ').unwrap_or((text, ""));
    let (file, name) = rest.split_once(": ").unwrap_or((rest, ""));
    Proof { kind: kind.into(), file: file.into(), name: name.into() }
}

impl Proof {
    /// Returns the file that holds the test, from the project's folder.
    fn path(&self) -> String {
        match self.kind.as_str() {
            "spec" => format!("vault/tests/spec/{}", self.file),
            "session" => format!("vault/cli/tests/transcripts/{}", self.file),
            "journey" => format!("tests/journeys/{}.rs", self.file),
            "page" => format!("ui/src/{}.test.ts", self.file),
            "golden" => "vault/tests/golden.rs".to_owned(),
            _ => self.file.clone(),
        }
    }

    fn shown(&self) -> String {
        match self.name.as_str() {
            "" => format!("`{}`", self.path()),
            name => format!("`{}`: {}", self.path(), name.replace('_', " ").replace('|', "\\|")),
        }
    }

    /// Says what is wrong with the proof, if anything is.
    fn fault(&self, suites: &mut Suites) -> Option<String> {
        let Ok(text) = fs::read_to_string(project().join(self.path())) else {
            return Some(format!("there is no {}", self.path()));
        };
        match self.kind.as_str() {
            "spec" => suites.fault(&self.path(), &text, &self.name),
            "session" => (!self.name.is_empty() && !has_part(&text, &self.name))
                .then(|| "the transcript has no such part".to_owned()),
            "test" | "journey" => fault_of_rust(&text, &self.name),
            "page" => fault_of_page(&text, &self.name),
            "golden" => None,
            other => Some(format!("{other:?} is no kind of proof")),
        }
    }
}

fn has_part(text: &str, name: &str) -> bool {
    parse(text).headings.iter().any(|heading| heading.level == 2 && heading.text == name)
}

fn fault_of_rust(text: &str, name: &str) -> Option<String> {
    let Some(at) = text.find(&format!("fn {name}(")) else {
        return Some("there is no such test".to_owned());
    };
    let before = text[..at].rsplit("\n\n").next().unwrap_or("");
    let is_test = before.contains("#[test]") || text[..at].contains("proptest! {");
    if !is_test {
        return Some("it is no test".to_owned());
    }
    before.contains("#[ignore").then(|| "it is switched off".to_owned())
}

fn fault_of_page(text: &str, name: &str) -> Option<String> {
    let written = name.replace('\'', "\\'");
    // A title stands at the start of a call, also of one that is given a table of cases.
    let calls = |title: &str| ['\'', '"', '`'].map(|quote| format!("({quote}{title}"));
    let titles: Vec<String> = calls(name).into_iter().chain(calls(&written)).collect();
    let line = text.lines().find(|line| titles.iter().any(|title| line.contains(title)));
    match line {
        None => Some("there is no such test".to_owned()),
        Some(line) if line.contains(".skip(") || line.contains(".todo(") => {
            Some("it is switched off".to_owned())
        }
        Some(_) => None,
    }
}

/// The spec files read so far, so that each case is run once.
#[derive(Default)]
struct Suites {
    cases: BTreeMap<String, Vec<Case>>,
    faults: BTreeMap<(String, String), Option<String>>,
}

impl Suites {
    fn fault(&mut self, path: &str, text: &str, name: &str) -> Option<String> {
        let key = (path.to_owned(), name.to_owned());
        if let Some(known) = self.faults.get(&key) {
            return known.clone();
        }
        let cases = self.cases.entry(path.to_owned()).or_insert_with(|| read_suite(text));
        let fault = match cases.iter().position(|case| case.name == name) {
            None => Some("the spec has no such case".to_owned()),
            Some(at) => {
                let mut wrong = String::new();
                answer_all(Path::new(path), &cases[at..=at], &mut wrong);
                (!wrong.is_empty()).then_some(wrong)
            }
        };
        self.faults.insert(key, fault.clone());
        fault
    }
}

fn page(sections: &[Section]) -> String {
    let mut page = BEGINNING.to_owned();
    let points = || sections.iter().flat_map(|section| &section.points);
    let differing = points().filter(|point| !point.differences.is_empty()).count();
    let unproven = points().filter(|point| point.is_unproven()).count();
    write!(page, "\n{} points: ", points().count()).unwrap();
    write!(page, "{} pass, ", points().count() - differing - unproven).unwrap();
    writeln!(page, "{differing} differ in something, {unproven} have no test.").unwrap();
    for section in sections {
        writeln!(page, "\n## {} {}\n", section.number, section.title).unwrap();
        writeln!(page, "| point | what | proof | result |\n|---|---|---|---|").unwrap();
        for (at, point) in section.points.iter().enumerate() {
            let number = format!("{}.{}", section.number, at + 1);
            let proofs: Vec<String> = point.proofs.iter().map(Proof::shown).collect();
            let (text, proofs) = (point.text.replace('|', "\\|"), proofs.join("<br>"));
            writeln!(page, "| {number} | {text} | {proofs} | {} |", point.result()).unwrap();
        }
    }
    page
}

impl Point {
    fn is_unproven(&self) -> bool {
        self.proofs.is_empty() && self.differences.is_empty()
    }

    fn result(&self) -> String {
        let differences = self.differences.join("; ").replace('|', "\\|");
        match (self.proofs.is_empty(), differences.is_empty()) {
            (false, true) => "pass".to_owned(),
            (true, true) => "no test yet".to_owned(),
            (true, false) => format!("known difference: {differences}"),
            (false, false) => format!("pass, with a known difference: {differences}"),
        }
    }
}

#[test]
fn every_proof_is_there_and_holds() {
    let mut suites = Suites::default();
    let mut wrong = String::new();
    for section in sections() {
        for (at, point) in section.points.iter().enumerate() {
            for proof in &point.proofs {
                if let Some(fault) = proof.fault(&mut suites) {
                    let number = format!("{}.{}", section.number, at + 1);
                    writeln!(wrong, "{number} {}: {fault}", proof.shown()).unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_page_lists_every_point() {
    let file = project().join("docs/conformance.md");
    let page = page(&sections());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, &page).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(written == page, "docs/conformance.md is old: run with UPDATE_DOCS=1");
}

/// The collection that the points are taken from lies beside the project, where it is at hand.
#[test]
fn every_section_has_all_of_its_points() {
    let Ok(text) = fs::read_to_string(project().join("../shared/design/obsidian.md")) else {
        println!("skipped: the collection of behaviours is not beside the project");
        return;
    };
    let mut counted: BTreeMap<usize, usize> = BTreeMap::new();
    let mut section = 0;
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            section = heading.split('.').next().and_then(|number| number.parse().ok()).unwrap_or(0);
        }
        let numbered =
            line.split_once(". ").is_some_and(|(number, _)| number.parse::<u8>().is_ok());
        if line.starts_with("- ") || numbered {
            *counted.entry(section).or_default() += 1;
        }
    }
    for found in sections() {
        let wanted = counted.get(&found.number).copied().unwrap_or(0);
        assert_eq!(found.points.len(), wanted, "points of section {}", found.number);
    }
    assert!(sections().len() >= 17, "a section is missing");
}
