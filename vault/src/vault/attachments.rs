//! Files of the vault that the window shows or hands to other programs.

use std::fs::File;
use std::path::PathBuf;

use super::{Vault, lock};
use crate::error::{Code, Error, Result};
use crate::path::VaultPath;
use crate::text::ContentHash;

/// What every address of an attachment begins with.
const ADDRESS: &str = "vault://localhost/";

impl Vault {
    /// Returns the address under which the window loads a file of the vault.
    ///
    /// It holds an id and no path: only what was given out here can be asked for.
    pub fn attachment_url(&self, path: &VaultPath) -> String {
        let id = attachment_id(path);
        let url = format!("{ADDRESS}{id}");
        lock(&self.0.attachments).insert(id, path.clone());
        url
    }

    /// Opens the file that an id of [`Self::attachment_url`] stands for, and returns its name.
    pub fn open_attachment(&self, id: &str) -> Result<(String, File)> {
        let path = lock(&self.0.attachments).get(id).cloned();
        let path =
            path.ok_or_else(|| Error::new(Code::NotFound, "no attachment has this address"))?;
        let file = self.0.shared.disk.open_file(&path)?;
        Ok((path.file_name().to_owned(), file))
    }

    /// Returns where a file or folder of the vault lies, as the system names it, for programs
    /// that are to show it. A link that leads out of the vault is refused.
    pub fn locate(&self, path: &VaultPath) -> Result<PathBuf> {
        let absent = || {
            Error::new(Code::NotFound, format!("{path} is not in the vault"))
                .with_hint("it may have been moved or deleted outside")
                .with_path(path)
        };
        let place = self.folder().join(path.as_str()).canonicalize().map_err(|_| absent())?;
        if !place.starts_with(self.folder()) {
            return Err(Error::new(Code::Denied, format!("{path} leads out of the vault"))
                .with_hint("open it in the file manager yourself, if you trust it")
                .with_path(path));
        }
        Ok(place)
    }
}

/// Returns an id that is the same at every start, and says nothing of the path.
fn attachment_id(path: &VaultPath) -> String {
    ContentHash::of(path.as_str().as_bytes()).to_string().chars().take(32).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::vault::{Clock, Options};

    fn open(scratch: &std::path::Path) -> Vault {
        let folder = scratch.join("vault");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("a.png"), b"picture").unwrap();
        std::fs::write(scratch.join("secret.png"), b"secret").unwrap();
        std::os::unix::fs::symlink(scratch.join("secret.png"), folder.join("out.png")).unwrap();
        Vault::open(Options {
            folder,
            cache: scratch.join("cache"),
            data: scratch.join("data"),
            clock: Clock::new(|| 0),
            watch: false,
            holder: "test".to_owned(),
            share: false,
        })
        .unwrap()
    }

    fn path(text: &str) -> VaultPath {
        VaultPath::new(text).unwrap()
    }

    #[test]
    fn only_what_was_given_an_address_is_opened() {
        let scratch = tempfile::tempdir().unwrap();
        let vault = open(scratch.path());
        assert_eq!(vault.open_attachment("a.png").unwrap_err().code, Code::NotFound);
        let url = vault.attachment_url(&path("a.png"));
        assert!(!url.contains("png"), "{url}");
        let (name, mut file) = vault.open_attachment(url.strip_prefix(ADDRESS).unwrap()).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        assert_eq!((name.as_str(), text.as_str()), ("a.png", "picture"));
    }

    #[test]
    fn links_out_of_the_vault_are_refused() {
        let scratch = tempfile::tempdir().unwrap();
        let vault = open(scratch.path());
        let url = vault.attachment_url(&path("out.png"));
        assert!(vault.open_attachment(url.strip_prefix(ADDRESS).unwrap()).is_err());
        assert_eq!(vault.locate(&path("out.png")).unwrap_err().code, Code::Denied);
        assert_eq!(vault.locate(&path("gone.png")).unwrap_err().code, Code::NotFound);
        assert!(vault.locate(&path("a.png")).unwrap().ends_with("vault/a.png"));
    }
}
