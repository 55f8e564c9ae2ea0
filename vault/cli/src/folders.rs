//! Which vault is meant, and where its index and its kept versions lie.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// What `tl` takes from its surroundings, read once.
#[derive(Debug, Clone)]
pub(crate) struct Surroundings {
    pub(crate) current: PathBuf,
    pub(crate) cache: PathBuf,
    pub(crate) data: PathBuf,
}

impl Surroundings {
    /// Returns them for these variables; folders are named as the XDG base directories say.
    pub(crate) fn new(
        current: PathBuf,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self> {
        let base = |name: &str, below_home: &str| -> Result<PathBuf> {
            // A relative path in these variables is to be ignored.
            let set = variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
            let home = || variable("HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
            set.or_else(|| home().map(|home| home.join(below_home)))
                .with_context(|| format!("neither {name} nor HOME says where to keep the index"))
                .map(|base| base.join("throughline"))
        };
        Ok(Self {
            cache: base("XDG_CACHE_HOME", ".cache")?,
            data: base("XDG_DATA_HOME", ".local/share")?,
            current,
        })
    }

    /// Returns the vault's folder: the one named, else the nearest upwards that is marked as one,
    /// else the current folder.
    pub(crate) fn find_vault(&self, named: Option<&Path>) -> PathBuf {
        match named {
            Some(folder) => self.current.join(folder),
            None => {
                let marked = self.current.ancestors().find(|folder| is_marked(folder));
                marked.unwrap_or(&self.current).to_owned()
            }
        }
    }
}

fn is_marked(folder: &Path) -> bool {
    [".obsidian", ".throughline"].iter().any(|mark| folder.join(mark).is_dir())
}
