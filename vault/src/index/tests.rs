//! The store from outside: cold load, steps, snapshots, and what is odd about a file.

use std::fs;

use super::*;
use crate::path::VaultPath;
use crate::text::ContentHash;

fn path(text: &str) -> VaultPath {
    VaultPath::new(text).unwrap()
}

fn stat(at: &str) -> FileStat {
    FileStat { path: path(at), size: 1, mtime_ns: 2, changed_ns: 3 }
}

/// Returns the rows of a note with this text.
pub(crate) fn note(at: &str, text: &str) -> FileRows {
    let hash = ContentHash::of(text.as_bytes());
    FileRows::of_note(stat(at), hash, &crate::parse::parse(text), text.to_owned())
}

fn put(at: &str, text: &str) -> FileChange {
    FileChange::Put(Box::new(note(at, text)))
}

/// Loads files into a new index; those that are no notes come as attachments.
pub(crate) fn loaded(folder: &Path, notes: &[(&str, &str)]) -> (Writer, Snapshots) {
    let (mut writer, snapshots, opened) = open(folder, LinkStyle::Shortest).unwrap();
    assert!(matches!(opened, Opened::Cold { .. }));
    let load = writer.begin_load(notes.iter().map(|(at, _)| stat(at)).collect(), &[]).unwrap();
    let resolver = load.resolver();
    let rows = notes.iter().map(|(at, text)| {
        let is_note = path(at).is_note();
        let mut rows = if is_note { note(at, text) } else { FileRows::of_attachment(stat(at)) };
        resolver.resolve(&mut rows);
        rows
    });
    load.finish(rows).unwrap();
    while writer.step_fulltext().unwrap().left > 0 {}
    (writer, snapshots)
}

/// Every link as `source>target>destination`.
fn links(snapshots: &Snapshots) -> Vec<String> {
    let sql = "SELECT s.path, target, d.path FROM link JOIN file s ON s.id=link.file
        LEFT JOIN file d ON d.id=destination ORDER BY s.path, ordinal";
    let link = |row: &rusqlite::Row<'_>| {
        let destination: Option<String> = row.get(2)?;
        let (source, target): (String, String) = (row.get(0)?, row.get(1)?);
        Ok(format!("{source}>{target}>{}", destination.as_deref().unwrap_or("-")))
    };
    snapshots.take().unwrap().rows(sql, [], link).unwrap()
}

fn hits(snapshots: &Snapshots, expression: &str) -> Vec<String> {
    let snapshot = snapshots.take().unwrap();
    let sql = "SELECT rowid FROM fulltext WHERE fulltext MATCH ?1 ORDER BY rowid";
    let read = |row: &rusqlite::Row<'_>| Ok(crate::names::FileId(row.get(0)?));
    let hits = snapshot.rows(sql, [expression], read).unwrap();
    let mut paths: Vec<String> =
        hits.iter().map(|file| snapshot.find_path(*file).unwrap().unwrap().to_string()).collect();
    paths.sort();
    paths
}

const VAULT: [(&str, &str); 3] = [
    ("a.md", "see [[b]] and [[Missing]] #tag"),
    ("x/b.md", "Żółć 日本語 [[a]]"),
    ("deep/er/c.md", "nothing"),
];

#[test]
fn a_cold_load_a_step_and_a_warm_start_agree() {
    let folder = tempfile::tempdir().unwrap();
    let (mut writer, snapshots) = loaded(folder.path(), &VAULT);
    assert_eq!(links(&snapshots), ["a.md>b>x/b.md", "a.md>Missing>-", "x/b.md>a>a.md"]);
    assert_eq!(hits(&snapshots, "\"zolc\" AND \"日本\""), ["x/b.md"]);

    let written = writer
        .step(vec![put("y/missing.md", "new"), put("b.md", "now [[c]]"), put("a.md", "[[b]]")])
        .unwrap();
    assert_eq!(written.changed, [path("a.md"), path("b.md"), path("y/missing.md")]);
    assert_eq!(written.moved, []);
    let expected = ["a.md>b>b.md", "b.md>c>deep/er/c.md", "x/b.md>a>a.md"];
    assert_eq!(links(&snapshots), expected);
    assert_eq!(hits(&snapshots, "\"see\""), [""; 0]);
    assert_eq!(hits(&snapshots, "\"now\" OR \"new\""), ["b.md", "y/missing.md"]);

    let revision = writer.revision();
    drop((writer, snapshots));
    let (mut writer, snapshots, opened) = open(folder.path(), LinkStyle::Absolute).unwrap();
    assert_eq!(opened, Opened::Warm { revision });
    assert_eq!(links(&snapshots), expected);
    let written = writer.step(vec![FileChange::Gone(path("b.md"))]).unwrap();
    assert_eq!((written.changed, written.moved), (vec![path("b.md")], vec![path("a.md")]));
    assert_eq!(links(&snapshots), ["a.md>b>x/b.md", "x/b.md>a>a.md"]);
    assert_eq!(hits(&snapshots, "\"now\""), [""; 0]);
    assert_eq!(snapshots.take().unwrap().fulltext_revision(), revision + 1);
}

#[test]
fn a_snapshot_keeps_its_revision() {
    let folder = tempfile::tempdir().unwrap();
    let (mut writer, snapshots) = loaded(folder.path(), &VAULT);
    let before = snapshots.take().unwrap();
    writer.step(vec![FileChange::Gone(path("a.md"))]).unwrap();
    assert!(before.find_file(&path("a.md")).unwrap().is_some());
    let after = snapshots.take().unwrap();
    assert!(after.find_file(&path("a.md")).unwrap().is_none());
    assert_eq!(after.revision(), before.revision() + 1);
    assert_eq!(writer.step(vec![FileChange::Touched(stat("x/b.md"))]).unwrap().changed, []);
    assert_eq!(writer.revision(), after.revision());
}

#[test]
fn many_changes_leave_full_text_for_later() {
    let folder = tempfile::tempdir().unwrap();
    let (mut writer, snapshots) = loaded(folder.path(), &VAULT);
    let before = writer.revision();
    let many = (0..20).map(|number| put(&format!("n{number}.md"), "plenty")).collect();
    writer.step(many).unwrap();
    assert_eq!(hits(&snapshots, "\"plenty\""), [""; 0]);
    assert_eq!(snapshots.take().unwrap().fulltext_revision(), before);
    let progress = writer.step_fulltext().unwrap();
    assert_eq!((progress.left, progress.revision), (0, Some(before + 1)));
    assert_eq!(hits(&snapshots, "\"plenty\"").len(), 20);
}

#[test]
fn the_vocabulary_reads_on() {
    let folder = tempfile::tempdir().unwrap();
    let (mut writer, snapshots) = loaded(folder.path(), &VAULT);
    let find = |part| {
        let vocabulary = snapshots.take().unwrap().vocabulary().unwrap();
        vocabulary.terms_with(part, Part::Anywhere, 9).unwrap().join(" ")
    };
    assert_eq!(find("thin"), "nothing");
    writer.step(vec![put("n.md", "things")]).unwrap();
    assert_eq!(find("thin"), "nothing things");
}

#[test]
fn what_is_odd_leads_to_a_cold_start() {
    type Spoil = fn(&Path);
    let cases: [(&str, Spoil, ColdReason); 4] = [
        ("newer", |file| spoil_version(file, 999), ColdReason::Version),
        ("unfinished", |file| spoil_version(file, 0), ColdReason::Unfinished),
        ("no database", |file| fs::write(file, vec![b'x'; 9000]).unwrap(), ColdReason::Damaged),
        ("cut", cut, ColdReason::Damaged),
    ];
    for (name, spoil, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        drop(loaded(folder.path(), &VAULT));
        spoil(&folder.path().join("index.db"));
        let (mut writer, snapshots, opened) = open(folder.path(), LinkStyle::Shortest).unwrap();
        assert_eq!(opened, Opened::Cold { reason: expected }, "{name}");
        let kept = folder.path().join("index.db.damaged").exists();
        assert_eq!(kept, expected == ColdReason::Damaged, "{name}");
        writer
            .begin_load(vec![stat("a.md")], &[])
            .unwrap()
            .finish([note("a.md", "[[a]]")])
            .unwrap();
        assert_eq!(links(&snapshots), ["a.md>a>-"], "{name}");
    }
}

fn spoil_version(file: &Path, version: i64) {
    Connection::open(file).unwrap().pragma_update(None, "user_version", version).unwrap();
}

fn cut(file: &Path) {
    let bytes = fs::read(file).unwrap();
    fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
}

#[test]
fn another_way_to_resolve_needs_another_load() {
    let folder = tempfile::tempdir().unwrap();
    drop(loaded(folder.path(), &VAULT));
    let (_, _, opened) = open(folder.path(), LinkStyle::Relative).unwrap();
    assert_eq!(opened, Opened::Cold { reason: ColdReason::Settings });
}

#[test]
fn an_unfinished_load_is_not_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let (mut writer, snapshots, _) = open(folder.path(), LinkStyle::Shortest).unwrap();
    let load = writer.begin_load(vec![stat("a.md")], &[]).unwrap();
    assert!(snapshots.take().unwrap().find_file(&path("a.md")).unwrap().is_some());
    drop(load);
    drop((writer, snapshots));
    let (_, _, opened) = open(folder.path(), LinkStyle::Shortest).unwrap();
    assert_eq!(opened, Opened::Cold { reason: ColdReason::Unfinished });
}
