//! Every system call of a save and of an operation, made to fail or to be the last one.
//!
//! This program runs itself under `strace`, which fails or kills it at one call after the other
//! until a run passes clean. Whatever happens, a file is old or new, an operation is whole or not
//! at all, nothing is left lying about after the next start, and a second try works.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]
#![allow(clippy::print_stdout, reason = "a test without harness tells its own story")]

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus};
use std::sync::Mutex;

use vault::disk::journal::{Journal, JournalError};
use vault::disk::{Clock, DataFolder, Disk, DiskError, Expected, RealDisk, TrashKind};
use vault::edit::plan::{Create, FileSplices, Move, Plan, Splice};
use vault::path::VaultPath;
use vault::text::{ContentHash, Span};

/// Set where this program is to act instead of to test.
const ACT: &str = "THROUGHLINE_FAULTS_ACT";
const FOLDER: &str = "THROUGHLINE_FAULTS_FOLDER";

const FAILED: u8 = 10;
const NOT_DURABLE: u8 = 11;
const UNFINISHED: u8 = 12;

/// What is done while calls fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scenario {
    /// A note is replaced.
    Save,
    /// A note comes to be.
    Create,
    /// A note with two names is written where it stands.
    Linked,
    /// Five notes change, a folder moves, one note comes and one goes.
    Operation,
}

use Scenario::{Create as CreateNote, Linked, Operation, Save};

fn main() -> ExitCode {
    match std::env::var(ACT) {
        Ok(scenario) => act(&scenario, Path::new(&std::env::var_os(FOLDER).unwrap())),
        Err(_) => test(),
    }
}

fn test() -> ExitCode {
    if std::env::args().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    let options = ["-f", "--seccomp-bpf", "-o", "/dev/null", "true"];
    let strace = Command::new("strace").args(options).output();
    if !strace.is_ok_and(|run| run.status.success()) {
        println!("skipped: strace is not here or may not trace");
        return ExitCode::SUCCESS;
    }
    let kill = "signal=KILL";
    let errors = ["error=ENOSPC", "error=EIO", "error=EACCES", "error=EINTR"];
    exhaust(Save, &[kill], false);
    exhaust(Save, &errors, false);
    exhaust(Save, &errors, true);
    for scenario in [CreateNote, Linked, Operation] {
        exhaust(scenario, &[kill], false);
        rotate(scenario, &errors, false);
        rotate(scenario, &errors, true);
    }
    a_full_disk_leaves_the_file_as_it_was();
    a_limit_on_file_sizes_leaves_the_file_as_it_was();
    ExitCode::SUCCESS
}

/// Makes each call fail once in each way, or from then on for ever.
fn exhaust(scenario: Scenario, faults: &[&str], persistent: bool) {
    let mut runs = Vec::new();
    for call in calls(scenario) {
        runs.extend(faults.iter().map(|fault| call.injected(fault, persistent)));
    }
    run_all(scenario, &runs);
    let how = if persistent { "for ever from each call on" } else { "at each call" };
    println!("{scenario:?}: {} runs, {} {how}", runs.len(), faults.join(", "));
}

/// Makes each call fail once, or from then on for ever, the ways taking turns.
fn rotate(scenario: Scenario, faults: &[&str], persistent: bool) {
    let calls = calls(scenario);
    let turn = calls.iter().zip(faults.iter().cycle());
    let runs: Vec<_> = turn.map(|(call, fault)| call.injected(fault, persistent)).collect();
    run_all(scenario, &runs);
    let how = if persistent { "for ever from each call on" } else { "at each call" };
    println!("{scenario:?}: {} runs, {} in turn {how}", runs.len(), faults.join(", "));
}

fn run_all(scenario: Scenario, runs: &[Fault]) {
    let next = Mutex::new(runs.iter());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some(run) = next.lock().unwrap().next() else { return };
                    check_one(scenario, run);
                }
            });
        }
    });
}

/// One system call of a scenario: its name, and how many of that name come before it.
#[derive(Debug)]
struct Call {
    name: String,
    number: usize,
}

impl Call {
    fn injected(&self, fault: &str, persistent: bool) -> Fault {
        let for_ever = if persistent { "+" } else { "" };
        Fault {
            trace: format!("trace={}", self.name),
            inject: format!("inject={}:{fault}:when={}{for_ever}", self.name, self.number),
        }
    }
}

/// What `strace` is told: the calls to stop at, and what to do there.
struct Fault {
    trace: String,
    inject: String,
}

/// Lists the calls between the two marks that the acting program sets.
fn calls(scenario: Scenario) -> Vec<Call> {
    let case = Case::new(scenario);
    let log = case.folder.path().join("log");
    let status = case.strace(&["-o", log.to_str().unwrap()]).status().unwrap();
    assert!(status.success(), "{scenario:?} fails without a fault");
    let log = std::fs::read_to_string(log).unwrap();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut calls = Vec::new();
    let mut inside = false;
    for line in log.lines() {
        let line = line.split_once(' ').map_or(line, |(_, call)| call.trim_start());
        let Some((name, arguments)) = line.split_once('(') else { continue };
        if arguments.contains("throughline-mark") {
            inside = !inside;
        }
        let number = seen.entry(name).or_default();
        *number += 1;
        // What asks for memory touches no file; limits and ids are always told.
        let other = [
            "brk",
            "mmap",
            "munmap",
            "mremap",
            "madvise",
            "futex",
            "sigaltstack",
            "prlimit64",
            "geteuid",
            "getegid",
            "getgroups",
        ];
        if inside && !other.contains(&name) {
            calls.push(Call { name: name.to_owned(), number: *number });
        }
    }
    assert!(calls.len() > 10, "{scenario:?} does nothing");
    calls
}

/// A vault in a state of its own for one run.
struct Case {
    scenario: Scenario,
    folder: tempfile::TempDir,
}

type Content = BTreeMap<String, String>;

impl Case {
    fn new(scenario: Scenario) -> Self {
        // In memory where that is possible: the calls are the same, and thousands of runs need
        // not wait for a disk.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        std::fs::create_dir_all(folder.path().join("vault/in")).unwrap();
        drop(DataFolder::open(folder.path().join("data")).unwrap());
        let case = Self { scenario, folder };
        for (path, text) in old(scenario) {
            std::fs::write(case.vault().join(path), text).unwrap();
        }
        if scenario == Linked {
            let (one, other) = (case.vault().join("note.md"), case.folder.path().join("other"));
            std::fs::hard_link(one, other).unwrap();
        }
        case
    }

    fn vault(&self) -> PathBuf {
        self.folder.path().join("vault")
    }

    fn strace(&self, options: &[&str]) -> Command {
        let mut command = Command::new("timeout");
        command.args(["20", "strace", "-f"]).args(options).arg(std::env::current_exe().unwrap());
        self.prepare(&mut command);
        command
    }

    fn itself(&self, scenario: &str) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        self.prepare(&mut command);
        command.env(ACT, scenario);
        command
    }

    fn prepare(&self, command: &mut Command) {
        command.env(ACT, format!("{:?}", self.scenario)).env(FOLDER, self.folder.path());
        command.env("RUST_BACKTRACE", "0").stdout(std::process::Stdio::null());
    }

    fn content(&self) -> Content {
        let mut content = Content::new();
        let mut folders = vec![self.vault()];
        while let Some(folder) = folders.pop() {
            for entry in folder.read_dir().unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(self.vault()).unwrap().to_str().unwrap().to_owned();
                content.insert(name, std::fs::read_to_string(path).unwrap());
            }
        }
        content
    }

    /// Returns the names of half-written files, anywhere.
    fn litter(&self) -> Vec<PathBuf> {
        let mut litter = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in folder.read_dir().unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "tmp") {
                    litter.push(path);
                }
            }
        }
        // A file of kept bytes that is half written costs room and nothing else.
        litter.retain(|path| !path.starts_with(self.folder.path().join("data/blobs")));
        litter
    }
}

fn check_one(scenario: Scenario, fault: &Fault) {
    let case = Case::new(scenario);
    let options = ["--seccomp-bpf", "-o", "/dev/null", "-e", &fault.trace, "-e", &fault.inject];
    let run = case.strace(&options).output().unwrap();
    let fault = &fault.inject;
    let outcome = outcome(run.status).unwrap_or_else(|| {
        panic!("{scenario:?}, {fault}: {:?} {}", run.status, String::from_utf8_lossy(&run.stderr))
    });
    let context = || format!("{scenario:?}, {fault}, {outcome:?}");
    if scenario != Operation && scenario != Linked {
        let now = case.content();
        let whole = without_litter(now.clone());
        assert!(
            whole == old(scenario) || whole == new(scenario),
            "{}: {:?}",
            context(),
            sizes(&now)
        );
    }
    let recovered = case.itself("recover").status().unwrap();
    assert!(recovered.success(), "{}: no recovery", context());
    let now = case.content();
    let expected = match outcome {
        Outcome::Done | Outcome::NotDurable => vec![new(scenario)],
        Outcome::Failed => vec![old(scenario)],
        Outcome::Unfinished | Outcome::Killed => vec![old(scenario), new(scenario)],
    };
    assert!(expected.contains(&now), "{}: {:?}", context(), sizes(&now));
    assert_eq!(case.litter(), Vec::<PathBuf>::new(), "{}", context());
    if scenario == Linked {
        let other = std::fs::read_to_string(case.folder.path().join("other")).unwrap();
        assert!(other == now["note.md"], "{}: fell apart", context());
    }
    if now == old(scenario) {
        let again = case.itself(&format!("{scenario:?}")).status().unwrap();
        assert!(again.success(), "{}: a second try fails", context());
    }
    assert!(case.content() == new(scenario), "{}: not new", context());
    if matches!(scenario, Save | Linked) {
        check_history(&case, &context());
    }
}

/// The old bytes are in the history, whatever happened.
fn check_history(case: &Case, context: &str) {
    let disk = open(case.folder.path()).unwrap();
    let versions = disk.versions(&at("note.md")).unwrap();
    let old = ContentHash::of(old(case.scenario)["note.md"].as_bytes());
    assert!(versions.iter().any(|version| version.hash == old), "{context}: not in the history");
    disk.read_version(old).unwrap();
}

/// Returns what a message can hold of a vault: its files and their sizes.
fn sizes(content: &Content) -> BTreeMap<&str, usize> {
    content.iter().map(|(path, text)| (path.as_str(), text.len())).collect()
}

fn without_litter(mut content: Content) -> Content {
    content.retain(|path, _| !path.ends_with(".tmp"));
    content
}

#[derive(Debug, Clone, Copy)]
enum Outcome {
    Done,
    Failed,
    NotDurable,
    Unfinished,
    Killed,
}

fn outcome(status: ExitStatus) -> Option<Outcome> {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    match (code, status.signal()) {
        (Some(0), _) => Some(Outcome::Done),
        (Some(FAILED), _) => Some(Outcome::Failed),
        (Some(NOT_DURABLE), _) => Some(Outcome::NotDurable),
        (Some(UNFINISHED), _) => Some(Outcome::Unfinished),
        // `timeout` hands on a death by signal as 128 and its number.
        (Some(137), _) | (_, Some(9)) => Some(Outcome::Killed),
        _ => None,
    }
}

fn old(scenario: Scenario) -> Content {
    let long = "a line of the old note\n".repeat(400);
    match scenario {
        Save | Linked => content(&[("note.md", &long)]),
        CreateNote => content(&[]),
        Operation => content(&[
            ("1.md", "to [[Old]]"),
            ("2.md", "to [[Old]]"),
            ("3.md", &format!("{long}[[Old]]")),
            ("in/4.md", "to [[Old]]"),
            ("in/Old.md", "me [[Old]]"),
            ("gone.md", "gone"),
        ]),
    }
}

fn new(scenario: Scenario) -> Content {
    let long = "another line of the new note\n".repeat(500);
    let old_long = "a line of the old note\n".repeat(400);
    match scenario {
        Save | Linked | CreateNote => content(&[("note.md", &long)]),
        Operation => content(&[
            ("1.md", "to [[New]]"),
            ("2.md", "to [[New]]"),
            ("3.md", &format!("{old_long}[[New]]")),
            ("out/4.md", "to [[New]]"),
            ("out/Old.md", "me [[New]]"),
            ("made/here.md", "made"),
            (".trash/gone.md", "gone"),
        ]),
    }
}

fn content(files: &[(&str, &str)]) -> Content {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn at(path: &str) -> VaultPath {
    VaultPath::new(path).unwrap()
}

// From here on: what the program does where it is the one that is made to fail.

fn act(scenario: &str, folder: &Path) -> ExitCode {
    let disk = match open(folder) {
        Ok(disk) => disk,
        Err(error) => return tell(&error),
    };
    let journal = Journal::new(disk.data().clone(), Clock::new(|| 0));
    if scenario == "recover" {
        let recovered = journal.recover(&disk).unwrap();
        assert!(recovered.left_alone.is_empty() && recovered.waiting.is_empty(), "{recovered:?}");
        disk.walk().unwrap();
        return ExitCode::SUCCESS;
    }
    let mark = || std::fs::metadata("/throughline-mark").is_ok();
    mark();
    let done = match scenario {
        "Save" | "Linked" => {
            let seen = ContentHash::of(old(Save)["note.md"].as_bytes());
            save(&disk, Expected::Hash(seen))
        }
        "Create" => save(&disk, Expected::Absent),
        _ => match journal.apply(&disk, &plan(), TrashKind::Local) {
            Ok(_) => ExitCode::SUCCESS,
            Err(JournalError::Disk(error)) => tell(&error),
            Err(JournalError::Unfinished(_)) => ExitCode::from(UNFINISHED),
            Err(error) => panic!("{error}"),
        },
    };
    mark();
    done
}

fn open(folder: &Path) -> Result<RealDisk, DiskError> {
    let data = DataFolder::open(folder.join("data"))?;
    RealDisk::open(&folder.join("vault"), data, Clock::new(|| 0))
}

fn save(disk: &RealDisk, expected: Expected) -> ExitCode {
    match disk.save(&at("note.md"), new(Save)["note.md"].as_bytes(), expected) {
        Ok(stamp) => {
            assert_eq!(stamp.size, new(Save)["note.md"].len() as u64);
            ExitCode::SUCCESS
        }
        Err(error) => tell(&error),
    }
}

fn tell(error: &DiskError) -> ExitCode {
    assert!(!error.path().is_empty(), "{error} names no file");
    match error {
        DiskError::NotDurable { .. } => ExitCode::from(NOT_DURABLE),
        DiskError::Torn { .. } => ExitCode::from(UNFINISHED),
        _ => ExitCode::from(FAILED),
    }
}

fn plan() -> Plan {
    let files = old(Operation);
    let splices = ["1.md", "2.md", "3.md", "in/4.md", "in/Old.md"].map(|path| {
        let start = files[path].find("Old").unwrap();
        FileSplices {
            path: at(path),
            expected: ContentHash::of(files[path].as_bytes()),
            splices: vec![Splice { span: Span::new(start..start + 3), text: "New".to_owned() }],
        }
    });
    Plan {
        title: "rename".to_owned(),
        splices: splices.into(),
        moves: vec![Move { from: at("in"), to: at("out") }],
        creates: vec![Create { path: at("made/here.md"), bytes: b"made".to_vec() }],
        trash: vec![at("gone.md")],
    }
}

fn a_full_disk_leaves_the_file_as_it_was() {
    // The small disk is seen by this one run alone.
    let script = "mount -t tmpfs -o size=24k none \"$1/vault\" && cp \"$1/kept\" \"$1/vault/note.md\" \
                  && \"$0\"; code=$?; cmp \"$1/kept\" \"$1/vault/note.md\" && \
                  test -z \"$(find \"$1/vault\" -name '.*.tmp')\" || exit 20; \
                  mount -o remount,size=1m \"$1/vault\" && \"$0\" || exit 21; exit $code";
    let case = Case::new(Save);
    std::fs::write(case.folder.path().join("kept"), &old(Save)["note.md"]).unwrap();
    let mut command = Command::new("unshare");
    command.args(["-Urm", "sh", "-c", script]).arg(std::env::current_exe().unwrap());
    case.prepare(&mut command);
    match command.arg(case.folder.path()).status().map(|status| status.code()) {
        Ok(Some(code)) if code == i32::from(FAILED) => println!("a full disk: 2 saves"),
        Ok(Some(code @ (0 | 20 | 21))) => panic!("a full disk: {code}"),
        other => println!("skipped: a full disk needs a mount of its own: {other:?}"),
    }
}

fn a_limit_on_file_sizes_leaves_the_file_as_it_was() {
    let case = Case::new(Save);
    let mut command = Command::new("sh");
    // In units of 1024 or 512 bytes; the new note has 14,500 bytes, the old one 9,200.
    command.args(["-c", "ulimit -f 10 && exec \"$0\""]).arg(std::env::current_exe().unwrap());
    case.prepare(&mut command);
    let status = command.status().unwrap();
    assert_eq!(status.code(), Some(i32::from(FAILED)), "a limit on file sizes");
    assert_eq!(case.content(), old(Save));
    println!("a limit on file sizes: 1 save");
}
