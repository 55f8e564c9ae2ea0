//! A real vault in a scratch folder, opened on a fixed day.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;
use vault::api::{Request, ask};
use vault::disk::Clock;
use vault::vault::{Options, Phase, Vault};

/// 2026-11-22, at noon in Greenwich.
const TODAY: i64 = 1_795_348_800_000;

/// A vault in a scratch folder.
pub struct Opened {
    pub scratch: TempDir,
    pub vault: Vault,
}

impl Opened {
    pub fn new(fill: impl FnOnce(&Path)) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path().join("vault");
        fs::create_dir(&folder).unwrap();
        fill(&folder);
        let vault = open(&folder, scratch.path());
        Self { scratch, vault }
    }

    pub fn of(notes: &[(&str, &str)]) -> Self {
        Self::new(|folder| notes.iter().for_each(|(path, text)| write(folder, path, text)))
    }

    /// The vault that the app comes with.
    pub fn example() -> Self {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/example");
        Self::new(|folder| copy(&from, folder))
    }

    pub fn folder(&self) -> PathBuf {
        self.scratch.path().join("vault")
    }

    pub fn ask(&self, request: Value) -> Value {
        answer(&self.vault, request).unwrap()
    }
}

pub fn open(folder: &Path, scratch: &Path) -> Vault {
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

pub fn write(folder: &Path, path: &str, text: &str) {
    let at = folder.join(path);
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    fs::write(at, text).unwrap();
}

pub fn answer(vault: &Vault, request: Value) -> Result<Value, vault::error::Error> {
    let request: Request = serde_json::from_value(request).unwrap();
    ask(vault, request).map(|answer| serde_json::to_value(answer).unwrap())
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
