//! A vault for one journey, in a temporary folder, with the app's own folders beside it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A vault that was seeded for one journey.
pub struct TestVault {
    scratch: tempfile::TempDir,
}

impl TestVault {
    /// Copies a vault of `tests/vaults`.
    pub fn seed(name: &str) -> Self {
        Self::copy_of(&project().join("tests/vaults").join(name))
    }

    /// Copies the example vault.
    pub fn example() -> Self {
        Self::copy_of(&project().join("src-tauri/example"))
    }

    /// Makes a vault without a file.
    pub fn empty() -> Self {
        let scratch = tempfile::Builder::new().prefix("journey-").tempdir().unwrap();
        fs::create_dir(scratch.path().join("vault")).unwrap();
        Self { scratch }
    }

    fn copy_of(source: &Path) -> Self {
        let vault = Self::empty();
        copy(source, &vault.folder());
        vault
    }

    /// Returns the vault's folder.
    pub fn folder(&self) -> PathBuf {
        self.scratch.path().join("vault")
    }

    /// Returns a folder of the app for this journey alone: `config`, `cache`, `data` or `runtime`.
    pub fn app_folder(&self, which: &str) -> PathBuf {
        let folder = self.scratch.path().join("app").join(which);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// Reads a file of the vault as the disk has it.
    pub fn read(&self, path: &str) -> String {
        let bytes = fs::read(self.folder().join(path));
        String::from_utf8(bytes.unwrap_or_else(|error| panic!("{path}: {error}"))).unwrap()
    }

    /// Writes a file of the vault as another program would: a temporary file and a rename.
    pub fn write(&self, path: &str, text: &str) {
        let temporary = self.folder().join(format!(".{}.swp", path.replace('/', "_")));
        fs::write(&temporary, text).unwrap();
        fs::create_dir_all(self.folder().join(path).parent().unwrap()).unwrap();
        fs::rename(&temporary, self.folder().join(path)).unwrap();
    }

    /// Puts a file into the vault before the app is started, with the folders that it lies in.
    pub fn put(&self, path: &str, text: &str) {
        let file = self.folder().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// Whether the vault has a file or folder of this path.
    pub fn has(&self, path: &str) -> bool {
        self.folder().join(path).exists()
    }

    /// Lists every file of the vault, hidden ones too, with its bytes.
    pub fn bytes(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.folder(), &mut files);
        files
    }
}

/// Returns the project's folder.
pub(super) fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn copy(source: &Path, destination: &Path) {
    fs::create_dir_all(destination).unwrap();
    let entries = fs::read_dir(source).unwrap_or_else(|error| panic!("{source:?}: {error}"));
    for entry in entries.map(Result::unwrap) {
        let copied = destination.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &copied);
        } else {
            fs::copy(entry.path(), copied).unwrap();
        }
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            // What the app writes beside a file before it takes its place may be gone by now.
            match fs::read(&path) {
                Ok(bytes) => files.insert(path, bytes),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => panic!("{path:?}: {error}"),
            };
        }
    }
}
