//! Theses from outside: the example vault, a made vault against its truth, and what must not matter.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]
#![allow(clippy::disallowed_methods)] // A test reads its own files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;
use vault::api::{Request, ask};
use vault::disk::Clock;
use vault::vault::{Options, Phase, Vault};

/// 2026-11-22, at noon in Greenwich.
const TODAY: i64 = 1_795_348_800_000;

struct Opened {
    scratch: TempDir,
    vault: Vault,
}

impl Opened {
    fn new(fill: impl FnOnce(&Path)) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path().join("vault");
        fs::create_dir(&folder).unwrap();
        fill(&folder);
        let vault = open(&folder, scratch.path());
        Self { scratch, vault }
    }

    fn of(notes: &[(&str, &str)]) -> Self {
        Self::new(|folder| notes.iter().for_each(|(path, text)| write(folder, path, text)))
    }

    fn folder(&self) -> PathBuf {
        self.scratch.path().join("vault")
    }

    fn ask(&self, request: Value) -> Value {
        answer(&self.vault, request).unwrap()
    }
}

fn open(folder: &Path, scratch: &Path) -> Vault {
    let vault = Vault::open(Options {
        folder: folder.to_owned(),
        cache: scratch.join("cache"),
        data: scratch.join("data"),
        clock: Clock::new(|| TODAY),
        watch: false,
        holder: "test".to_owned(),
        share: false,
    })
    .unwrap();
    vault.wait_for(Phase::Ready).unwrap();
    vault
}

fn write(folder: &Path, path: &str, text: &str) {
    let at = folder.join(path);
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    fs::write(at, text).unwrap();
}

fn answer(vault: &Vault, request: Value) -> Result<Value, vault::error::Error> {
    let request: Request = serde_json::from_value(request).unwrap();
    ask(vault, request).map(|answer| serde_json::to_value(answer).unwrap())
}

fn example() -> Opened {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/example");
    Opened::new(|folder| copy(&from, folder))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn counts(supports: u32, contradicts: u32, context: u32) -> Value {
    json!({"supports": supports, "contradicts": contradicts, "context": context})
}

#[test]
fn the_example_vault_reads_as_its_author_counts_it() {
    let opened = example();
    let theses = opened.ask(json!({"ask": "theses"}));
    let titles: Vec<&str> =
        theses.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap()).collect();
    assert_eq!(
        titles,
        [
            "Amazon owns the inference rails",
            "Distribution beats rails",
            "Models commoditize, rails keep value"
        ]
    );
    let [amazon, distribution, models] = [&theses[0], &theses[1], &theses[2]];
    assert_eq!(amazon["notes"], counts(9, 4, 2));
    assert_eq!(
        (&amazon["totals"]["all_notes"], &amazon["totals"]["all_independent"]),
        (&json!(15), &json!(13))
    );
    assert_eq!(amazon["independent"], counts(7, 4, 2));
    assert_eq!(amazon["totals"]["merged_by_proposal"], 1);
    assert_eq!(amazon["confidence"], 0.54);
    assert_eq!(distribution["notes"], counts(4, 3, 1));
    assert_eq!(distribution["totals"]["draft"], counts(1, 0, 0));
    assert_eq!(models["notes"], counts(8, 2, 2));

    let page = opened
        .ask(json!({"ask": "thesis", "note": "Amazon owns the inference rails", "clock": null}));
    let landlord = page["roots"].as_array().unwrap().iter().find(|root| {
        root["notes"].as_array().unwrap().contains(&json!("06-reference/amazon durability.md"))
    });
    let merges = landlord.unwrap()["merges"].as_array().unwrap();
    let merge = |other: &str| {
        let other = format!("06-reference/{other}.md");
        let found = merges.iter().find(|merge| merge["b"] == json!(other));
        found.unwrap_or_else(|| panic!("no merge with {other}: {merges:?}"))["rule"].clone()
    };
    assert_eq!(merge("the durable landlord, read twice"), "address");
    assert_eq!(merge("durable landlord"), "title");
    assert_eq!(page["ledger"].as_array().unwrap().len(), 15);
    assert_eq!(page["ledger"][0]["title"], "meshes come back");
    let burst = page["markers"]
        .as_array()
        .unwrap()
        .iter()
        .find(|marker| marker["kind"] == "burst")
        .unwrap();
    assert_eq!((&burst["from"], &burst["to"]), (&json!("2026-05-04"), &json!("2026-05-06")));
    let tension = page["markers"]
        .as_array()
        .unwrap()
        .iter()
        .find(|marker| marker["kind"] == "tension")
        .unwrap();
    assert_eq!(tension["from"], "2026-07-20");
}

#[test]
fn the_counts_of_a_made_vault_are_the_truth() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/make_vault.py");
    if !script.is_file() {
        println!("skipped: {} is missing", script.display());
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let made =
        Command::new("python3").arg(&script).arg(scratch.path()).args(["--notes", "1000"]).output();
    let Ok(made) = made else {
        println!("skipped: python3 cannot be run");
        return;
    };
    assert!(made.status.success());
    let truth: Value =
        serde_json::from_slice(&fs::read(scratch.path().join("truth.json")).unwrap()).unwrap();
    let vault = open(&scratch.path().join("vault"), scratch.path());
    let theses = answer(&vault, json!({"ask": "theses"})).unwrap();
    let found: serde_json::Map<String, Value> = theses
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["path"].as_str().unwrap().to_owned(), row["notes"].clone()))
        .collect();
    assert_eq!(Value::Object(found), truth["theses"]);
}
