//! The example vault: a copy of it is made where the person wants one.

#![allow(clippy::disallowed_methods, reason = "makes a new folder and touches no other")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use vault::error::{Code, Error, Result};

const NAME: &str = "Throughline example";

/// Copies the example in `source` to a new folder inside `parent` and returns it.
///
/// Nothing that exists is written to: a taken name gets a number.
pub(crate) fn copy_into(parent: &Path, source: &Path) -> Result<PathBuf> {
    make_new_folder(parent).and_then(|folder| copy_all(source, &folder).map(|()| folder)).map_err(
        |error| {
            Error::new(Code::Failed, format!("the example cannot be copied: {error}"))
                .with_hint("choose a folder that can be written, on a disk that is not full")
                .with_path(parent.display())
        },
    )
}

fn make_new_folder(parent: &Path) -> io::Result<PathBuf> {
    for number in 1..1000 {
        let name = if number == 1 { NAME.to_owned() } else { format!("{NAME} {number}") };
        let folder = parent.join(name);
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => return other.map(|()| folder),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn copy_all(source: &Path, destination: &Path) -> io::Result<()> {
    for entry in fs::read_dir(source)? {
        let entry = entry?;
        let copy = destination.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir(&copy)?;
            copy_all(&entry.path(), &copy)?;
        } else {
            // Written anew rather than copied: an installed example is read-only.
            fs::write(&copy, fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_copies_stand_side_by_side() {
        let source = tempfile::tempdir().unwrap();
        fs::create_dir(source.path().join("Daily")).unwrap();
        fs::write(source.path().join("Daily/a.md"), "a\r\n").unwrap();
        let parent = tempfile::tempdir().unwrap();
        let first = copy_into(parent.path(), source.path()).unwrap();
        let second = copy_into(parent.path(), source.path()).unwrap();
        assert_eq!(first, parent.path().join(NAME));
        assert_eq!(second, parent.path().join("Throughline example 2"));
        assert_eq!(fs::read(second.join("Daily/a.md")).unwrap(), b"a\r\n");
    }

    #[test]
    fn a_folder_that_is_absent_is_named() {
        let error = copy_into(Path::new("/no/such/folder"), Path::new("/")).unwrap_err();
        assert_eq!(error.path.as_deref(), Some("/no/such/folder"));
    }
}
