//! Runs the real `tl` over a folder of its own, with its own cache and data.

#![allow(dead_code, unreachable_pub)]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Nothing that `tl` does in these tests takes this long, unless it hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// A vault with the folders that `tl` needs around it.
pub struct Place {
    pub root: tempfile::TempDir,
}

/// What a run of `tl` came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Place {
    pub fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("vault")).unwrap();
        fs::create_dir(root.path().join("vault/.obsidian")).unwrap();
        Self { root }
    }

    pub fn vault(&self) -> PathBuf {
        self.root.path().join("vault")
    }

    pub fn write(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let path = self.vault().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Returns a command that runs `tl` in the vault's folder.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tl"));
        command
            .current_dir(self.vault())
            .env("XDG_CACHE_HOME", self.root.path().join("cache"))
            .env("XDG_DATA_HOME", self.root.path().join("data"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Ran {
        let mut command = self.command();
        command.args(arguments);
        finish(command)
    }

    pub fn json<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
    ) -> serde_json::Value {
        let mut command = self.command();
        command.args(arguments).arg("--json");
        let ran = finish(command);
        serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("no JSON: {ran:?}"))
    }
}

/// Runs a command to its end and fails the test where that does not come.
pub fn finish(mut command: Command) -> Ran {
    let mut child = command.spawn().unwrap();
    let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let read = |from: &mut dyn Read| {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    std::thread::scope(|threads| {
        let stdout = threads.spawn(move || read(&mut out));
        let stderr = threads.spawn(move || read(&mut err));
        let began = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if began.elapsed() > PATIENCE {
                child.kill().unwrap();
                panic!("tl hangs: {command:?}");
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        let (stdout, stderr) = (stdout.join().unwrap(), stderr.join().unwrap());
        Ran { code: status.code().unwrap_or(-1), stdout, stderr }
    })
}

/// Returns everything below a folder: kinds, link targets, modes, times of change and content.
pub fn fingerprint(folder: &Path) -> BTreeMap<Vec<u8>, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.unwrap().path();
            let about = fs::symlink_metadata(&path).unwrap();
            use std::os::unix::fs::MetadataExt;
            let mut print = format!(
                "{:o} {} {}.{}",
                about.mode(),
                about.len(),
                about.mtime(),
                about.mtime_nsec()
            );
            if about.is_file() && about.len() < 1 << 20 {
                print += &format!(" {:?}", fs::read(&path).unwrap_or_default());
            } else if about.is_symlink() {
                print += &format!(" {:?}", fs::read_link(&path).unwrap());
            } else if about.is_dir() {
                folders.push(path.clone());
            }
            found.insert(path.as_os_str().as_bytes().to_vec(), print);
        }
    }
    found
}
