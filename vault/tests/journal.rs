//! Operations on many files happen whole or not at all, are on record, and can be undone.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};

use vault::disk::journal::{Journal, JournalError, Recovered};
use vault::disk::{
    Clock, DataFolder, Disk, DiskError, Draft, Drafts, Expected, Found, MemoryDisk, NO_CAP, Read,
    RealDisk, Stamp, TrashKind, Trashed, Version, Walk,
};
use vault::edit::plan::{Create, FileSplices, Move, Plan, Splice};
use vault::path::VaultPath;
use vault::text::{ContentHash, Span};

type Content = BTreeMap<String, Vec<u8>>;

struct Case {
    disk: Box<dyn Disk>,
    data: DataFolder,
    _folder: tempfile::TempDir,
}

impl Case {
    fn real() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("vault");
        std::fs::create_dir(&root).unwrap();
        let data = DataFolder::open(folder.path().join("data")).unwrap();
        let disk = RealDisk::open(&root, data.clone(), Clock::new(|| 7)).unwrap();
        Self { disk: Box::new(disk), data, _folder: folder }.filled()
    }

    fn memory() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::open(folder.path().join("data")).unwrap();
        let disk = Box::new(MemoryDisk::new(Clock::new(|| 7)));
        Self { disk, data, _folder: folder }.filled()
    }

    fn filled(self) -> Self {
        for (path, bytes) in before() {
            self.disk.save(&at(&path), &bytes, Expected::Absent).unwrap();
        }
        self
    }

    fn journal(&self) -> Journal {
        Journal::new(self.data.clone(), Clock::new(|| 7))
    }

    fn content(&self) -> Content {
        let files = self.disk.walk().unwrap().files.into_iter();
        files.map(|file| (file.path.to_string(), self.read(&file.path))).collect()
    }

    fn read(&self, path: &VaultPath) -> Vec<u8> {
        self.disk.read(path, NO_CAP).unwrap().bytes
    }

    fn folders(&self) -> Vec<String> {
        self.disk.walk().unwrap().folders.iter().map(ToString::to_string).collect()
    }
}

fn at(path: &str) -> VaultPath {
    VaultPath::new(path).unwrap()
}

fn content(files: &[(&str, &str)]) -> Content {
    files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

fn before() -> Content {
    content(&[
        ("a.md", "to [[Old]]"),
        ("in/b.md", "\u{feff}to [[Old]]\r\n"),
        ("in/Old.md", "me [[Old]]"),
        ("in/deep/c.md", "c"),
        ("gone.md", "gone"),
    ])
}

fn after() -> Content {
    content(&[
        ("a.md", "to [[New]]"),
        ("out/b.md", "\u{feff}to [[New]]\r\n"),
        ("out/Old.md", "me [[New]]"),
        ("out/deep/c.md", "c"),
        ("made/here.md", "made"),
    ])
}

/// Renames a folder and the links into it, makes a note in a new folder, deletes another.
fn plan() -> Plan {
    let files = before();
    let splices = ["a.md", "in/b.md", "in/Old.md"].map(|path| {
        let bytes = &files[path];
        let start = bytes.windows(3).position(|window| window == b"Old").unwrap();
        FileSplices {
            path: at(path),
            expected: ContentHash::of(bytes),
            splices: vec![Splice { span: Span::new(start..start + 3), text: "New".to_owned() }],
        }
    });
    Plan {
        title: "move in to out".to_owned(),
        splices: splices.into(),
        moves: vec![Move { from: at("in"), to: at("out") }],
        creates: vec![Create { path: at("made/here.md"), bytes: b"made".to_vec() }],
        trash: vec![at("gone.md")],
    }
}

/// A disk that fails every change from the given one on, as if the machine were going down.
#[derive(Debug)]
struct Dying<'d> {
    disk: &'d dyn Disk,
    left: AtomicI64,
}

impl Dying<'_> {
    fn breathe(&self) -> Result<(), DiskError> {
        if self.left.fetch_sub(1, Ordering::Relaxed) > 0 {
            return Ok(());
        }
        let source = std::io::Error::other("the machine goes down");
        Err(DiskError::Io { path: "vault".to_owned(), action: "write", source })
    }
}

impl Disk for Dying<'_> {
    fn walk_folder(&self, folder: &VaultPath) -> Result<Walk, DiskError> {
        self.disk.walk_folder(folder)
    }
    fn find(&self, path: &VaultPath) -> Result<Found, DiskError> {
        self.disk.find(path)
    }
    fn read(&self, path: &VaultPath, cap: u64) -> Result<Read, DiskError> {
        self.disk.read(path, cap)
    }
    fn save(&self, path: &VaultPath, bytes: &[u8], seen: Expected) -> Result<Stamp, DiskError> {
        self.breathe()?;
        self.disk.save(path, bytes, seen)
    }
    fn move_to(&self, from: &VaultPath, to: &VaultPath) -> Result<(), DiskError> {
        self.breathe()?;
        self.disk.move_to(from, to)
    }
    fn create_folder(&self, path: &VaultPath) -> Result<(), DiskError> {
        self.breathe()?;
        self.disk.create_folder(path)
    }
    fn remove_empty_folder(&self, path: &VaultPath) -> Result<(), DiskError> {
        self.breathe()?;
        self.disk.remove_empty_folder(path)
    }
    fn trash(&self, path: &VaultPath, kind: TrashKind) -> Result<Trashed, DiskError> {
        self.breathe()?;
        self.disk.trash(path, kind)
    }
    fn keep(&self, path: &VaultPath, bytes: &[u8]) -> Result<ContentHash, DiskError> {
        self.disk.keep(path, bytes)
    }
    fn versions(&self, path: &VaultPath) -> Result<Vec<Version>, DiskError> {
        self.disk.versions(path)
    }
    fn all_versions(&self) -> Result<Vec<Version>, DiskError> {
        self.disk.all_versions()
    }
    fn read_version(&self, hash: ContentHash) -> Result<Vec<u8>, DiskError> {
        self.disk.read_version(hash)
    }
    fn recover(&self) -> Result<Vec<VaultPath>, DiskError> {
        self.disk.recover()
    }
    fn is_read_only(&self) -> bool {
        self.disk.is_read_only()
    }
}

#[test]
fn a_plan_is_applied_undone_and_done_again() {
    for (case, kind) in [
        (Case::real(), TrashKind::Local),
        (Case::real(), TrashKind::None),
        (Case::memory(), TrashKind::Local),
        (Case::memory(), TrashKind::System),
    ] {
        let (journal, folders) = (case.journal(), case.folders());
        let done = journal.apply(&*case.disk, &plan(), kind).unwrap();
        assert_eq!(case.content(), after());
        assert_eq!(journal.last_undoable().unwrap(), Some(done.clone()));
        assert_eq!((done.title.as_str(), done.at_ms), ("move in to out", 7));
        assert!(done.paths().contains(&at("out")));

        let undo = journal.undo(&*case.disk, done.id).unwrap();
        assert_eq!((case.content(), case.folders()), (before(), folders));
        assert_eq!(journal.last_undoable().unwrap(), None);
        let again = journal.undo(&*case.disk, done.id).unwrap_err();
        assert!(matches!(again, JournalError::NothingToUndo), "{again}");

        journal.undo(&*case.disk, undo.id).unwrap();
        assert_eq!(case.content(), after());
        assert_eq!(journal.last_undoable().unwrap(), Some(done.clone()));
        journal.undo(&*case.disk, done.id).unwrap();
        assert_eq!(case.content(), before());
        assert_eq!(journal.operations().unwrap().len(), 4);
        assert_eq!(journal.recover(&*case.disk).unwrap(), Recovered::default());
    }
}

#[test]
fn a_plan_that_does_not_fit_changes_nothing() {
    let refuse = |change: &dyn Fn(&mut Plan)| {
        let case = Case::real();
        let mut plan = plan();
        change(&mut plan);
        case.journal().apply(&*case.disk, &plan, TrashKind::Local).unwrap_err();
        assert_eq!(case.content(), before());
        assert_eq!(case.journal().operations().unwrap(), []);
        assert_eq!(case.journal().recover(&*case.disk).unwrap(), Recovered::default());
    };
    refuse(&|plan| plan.splices[2].expected = ContentHash::of(b"other"));
    refuse(&|plan| plan.splices[1].splices[0].span = Span::new(0..999));
    refuse(&|plan| plan.moves[0].to = at("in/deep/er"));
    refuse(&|plan| plan.moves[0].to = at("a.md"));
    refuse(&|plan| plan.moves[0].from = at("none"));
    refuse(&|plan| plan.creates[0].path = at("a.md"));
    refuse(&|plan| plan.creates.push(plan.creates[0].clone()));
    refuse(&|plan| plan.trash[0] = at("none.md"));
    refuse(&|plan| plan.trash[0] = VaultPath::root());
}

#[test]
fn an_undo_is_refused_where_a_file_has_changed_since() {
    let case = Case::real();
    let journal = case.journal();
    let done = journal.apply(&*case.disk, &plan(), TrashKind::Local).unwrap();
    let seen = Expected::Hash(ContentHash::of(b"made"));
    case.disk.save(&at("made/here.md"), b"written to since", seen).unwrap();
    let error = journal.undo(&*case.disk, done.id).unwrap_err();
    assert!(matches!(error, JournalError::Disk(DiskError::Conflict { .. })), "{error}");
    let mut expected = after();
    expected.insert("made/here.md".to_owned(), b"written to since".to_vec());
    assert_eq!(case.content(), expected);
}

#[test]
fn moves_can_follow_one_another() {
    let case = Case::real();
    let moves = [("in/b.md", "c.md"), ("a.md", "in/b.md")];
    let moves = moves.map(|(from, to)| Move { from: at(from), to: at(to) }).into();
    let plan = Plan { title: "one after the other".to_owned(), moves, ..Plan::default() };
    let done = case.journal().apply(&*case.disk, &plan, TrashKind::Local).unwrap();
    assert_eq!(case.read(&at("in/b.md")), before()["a.md"]);
    assert_eq!(case.read(&at("c.md")), before()["in/b.md"]);
    case.journal().undo(&*case.disk, done.id).unwrap();
    assert_eq!(case.content(), before());
}

#[test]
fn a_failure_at_any_step_leaves_all_old_or_all_new() {
    for deaths in [0, 1] {
        let mut survived = false;
        for alive in 0..40 {
            let case = Case::memory();
            let dying = Dying { disk: &*case.disk, left: AtomicI64::new(alive) };
            let applied = case.journal().apply(&dying, &plan(), TrashKind::Local);
            survived = applied.is_ok();
            if survived {
                break;
            }
            for _ in 0..deaths {
                let dying = Dying { disk: &*case.disk, left: AtomicI64::new(alive / 2) };
                case.journal().recover(&dying).unwrap();
            }
            let recovered = case.journal().recover(&*case.disk).unwrap();
            assert_eq!((&recovered.left_alone, &recovered.waiting), (&vec![], &vec![]));
            assert_eq!(case.content(), before(), "after {alive} changes");
            assert_eq!(case.journal().operations().unwrap(), []);
        }
        assert!(survived, "the loop is too short");
    }
}

#[test]
fn a_file_that_may_not_be_written_takes_the_whole_plan_back() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::real();
    let marked = case._folder.path().join("vault/in/Old.md");
    std::fs::set_permissions(&marked, std::fs::Permissions::from_mode(0o444)).unwrap();
    let error = case.journal().apply(&*case.disk, &plan(), TrashKind::Local).unwrap_err();
    let JournalError::Disk(DiskError::ReadOnly { path }) = error else { panic!("{error}") };
    assert_eq!(path, "in/Old.md");
    assert_eq!(case.content(), before());
    assert_eq!(case.journal().recover(&*case.disk).unwrap(), Recovered::default());
}

#[test]
fn pruning_keeps_what_an_undo_needs() {
    let case = Case::real();
    let journal = case.journal();
    let done = journal.apply(&*case.disk, &plan(), TrashKind::None).unwrap();
    for number in 0..5 {
        let (old, new) = (format!("{number}"), format!("{}", number + 1));
        let seen = match number {
            0 => Expected::Absent,
            _ => Expected::Hash(ContentHash::of(old.as_bytes())),
        };
        case.disk.save(&at("many.md"), new.as_bytes(), seen).unwrap();
    }
    assert_eq!(case.disk.versions(&at("many.md")).unwrap().len(), 4);
    assert!(journal.prune(10, i64::MAX, u64::MAX).unwrap() > 0);
    assert_eq!(case.disk.versions(&at("many.md")).unwrap().len(), 1);
    journal.undo(&*case.disk, done.id).unwrap();
    let mut expected = before();
    expected.insert("many.md".to_owned(), b"5".to_vec());
    assert_eq!(case.content(), expected);
}

#[test]
fn drafts_are_kept_until_they_are_dropped() {
    let case = Case::memory();
    let draft = |path: &str, text: &str| Draft {
        path: at(path),
        base: Some(ContentHash::of(b"base")),
        text: text.to_owned(),
        at_ms: 1,
    };
    let drafts = Drafts::new(case.data.clone());
    drafts.keep(&draft("b.md", "1")).unwrap();
    drafts.keep(&draft("b.md", "2")).unwrap();
    drafts.keep(&Draft { base: None, ..draft("a\nb.md", "3") }).unwrap();
    let reopened = Drafts::new(DataFolder::open(case.data.path()).unwrap());
    let texts: Vec<_> = reopened.list().unwrap().into_iter().map(|draft| draft.text).collect();
    assert_eq!(texts, ["3", "2"]);
    assert_eq!(reopened.find(&at("b.md")).unwrap(), Some(draft("b.md", "2")));
    reopened.drop_draft(&at("b.md")).unwrap();
    reopened.drop_draft(&at("b.md")).unwrap();
    assert_eq!(drafts.list().unwrap().len(), 1);
}

#[test]
fn a_torn_line_in_a_log_costs_that_line_alone() {
    let case = Case::real();
    let save = |old: &str, new: &str| {
        let seen = Expected::Hash(ContentHash::of(old.as_bytes()));
        case.disk.save(&at("gone.md"), new.as_bytes(), seen).unwrap();
    };
    save("gone", "1");
    let log = case.data.path().join("history.log");
    let whole = std::fs::read(&log).unwrap();
    std::fs::write(&log, &whole[..whole.len() - 5]).unwrap();
    save("1", "2");
    save("2", "3");
    let sizes: Vec<_> = case.disk.versions(&at("gone.md")).unwrap();
    assert_eq!(sizes.len(), 2);
}
